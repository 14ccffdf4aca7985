import { vi } from './vi/vi.ts';
import type { Language, Words } from './words.ts';

/** Vietnamese first: it comes with the page. Whoever reads another language waits for its words, and nobody else does. */
export const wordsOf: Readonly<Record<Language, () => Promise<Words>>> = {
  vi: () => Promise.resolve(vi),
  en: async () => (await import('./en/en.ts')).en,
};
