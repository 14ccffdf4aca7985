import type { ButtonIndex } from '../../device/panel.ts';
import { type CategoryId, categoryIds } from '../../sync/domain/categories.ts';

/**
 * Button 1 is the first column of Phụ lục II, button 5 the last, unless the centre's button map says otherwise: two wires of a
 * box that were swapped are put right from the desk.
 */
export const categoryOfButton = (
  button: ButtonIndex,
  map: readonly CategoryId[] = categoryIds,
): CategoryId => {
  const category = map[button - 1];
  if (!category) throw new RangeError(`no category for button ${button}`);
  return category;
};
