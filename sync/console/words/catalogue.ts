import { vi } from './vi/vi.ts';
import type { Language, Words } from './words.ts';

export const catalogue: Readonly<Record<Language, Words>> = { vi };
