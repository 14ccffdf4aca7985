import type { Layout } from './viewport.ts';

/**
 * How the five keys stand. `columns`: side by side; `banks`: left bank 1 over 2, right bank 3 over 4, comment below. `tall` keys
 * carry the picture over the words, `row` keys beside them.
 */
export interface Arrangement {
  readonly flow: 'columns' | 'banks';
  readonly face: 'tall' | 'row';
}

export const arrangementOf = (
  layout: Layout,
  { isLargeText, isReach }: { readonly isLargeText: boolean; readonly isReach: boolean },
): Arrangement => {
  if (layout === 'p') return { flow: 'banks', face: isReach ? 'row' : 'tall' };
  return isLargeText ? { flow: 'banks', face: 'row' } : { flow: 'columns', face: 'tall' };
};
