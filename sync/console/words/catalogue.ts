import { en } from './en/en.ts';
import { vi } from './vi/vi.ts';
import type { Language, Words } from './words.ts';

/** Vietnamese first. Both are a few kilobytes, so the page carries both and never waits for words. */
export const catalogue: Readonly<Record<Language, Words>> = { vi, en };
