import { wordsOf } from '../../../sync/console/words/catalogue.ts';

/** Both languages at once, which a page never has. */
export const catalogue = { vi: await wordsOf.vi(), en: await wordsOf.en() };
