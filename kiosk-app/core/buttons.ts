import type { ButtonIndex } from '../../device/panel.ts';
import { type CategoryId, categoryIds } from '../../sync/domain/categories.ts';

/** Button 1 is the first column of Phụ lục II, button 5 the last. */
export const categoryOfButton = (button: ButtonIndex): CategoryId => {
  const category = categoryIds[button - 1];
  if (!category) throw new RangeError(`no category for button ${button}`);
  return category;
};
