import type { Words } from '../words.ts';
import { admin } from './admin.ts';
import { alarms } from './alarms.ts';
import { closing } from './closing.ts';
import { comments } from './comments.ts';
import { entry } from './entry.ts';
import { fleet } from './fleet.ts';
import { keeping } from './keeping.ts';
import { kiosks } from './kiosks.ts';
import { period } from './period.ts';
import { registry } from './registry.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { systems } from './systems.ts';
import { today } from './today.ts';

export const vi: Words = {
  shell,
  entry,
  period,
  closing,
  today,
  fleet,
  kiosks,
  comments,
  registry,
  admin,
  settings,
  systems,
  keeping,
  alarms,
};
