import type { Words } from '../words.ts';
import { admin } from './admin.ts';
import { closing } from './closing.ts';
import { comments } from './comments.ts';
import { entry } from './entry.ts';
import { kiosks } from './kiosks.ts';
import { period } from './period.ts';
import { registry } from './registry.ts';
import { shell } from './shell.ts';
import { today } from './today.ts';

export const vi: Words = { shell, entry, period, closing, today, kiosks, comments, registry, admin };
