import type { Language } from '../../contract/snapshot.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { vi } from './vi.ts';
import type { LanguageEntry } from './words.ts';

export const catalogue: Readonly<Record<Language, LanguageEntry>> = { vi, km, en };
