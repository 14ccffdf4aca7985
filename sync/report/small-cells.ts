import type { CategoryId } from '../domain/categories.ts';
import type { DepartmentId } from '../domain/ids.ts';
import type { ReportData } from './data.ts';

/** Under this many ratings a cell may point at a person; whoever publishes it is warned. */
export const smallestSafeCount = 5;

export interface SmallCell {
  /** Null in the centre's own totals. */
  readonly department: DepartmentId | null;
  readonly category: CategoryId;
  readonly count: number;
}

const smallOf = (
  department: DepartmentId | null,
  counts: readonly number[],
  categories: readonly CategoryId[],
): SmallCell[] =>
  categories.flatMap((category, i) => {
    const count = counts[i] ?? 0;
    return count > 0 && count < smallestSafeCount ? [{ department, category, count }] : [];
  });

/** Cells of the table with one to four ratings: shown before anything leaves the console. */
export const smallCells = ({ rows, categories }: Pick<ReportData, 'rows' | 'categories'>): SmallCell[] =>
  rows.flatMap((row) => smallOf(row.id, row.counts, categories));

/** The same for the centre's totals, which is all that is published outside. */
export const smallTotals = ({ totals, categories }: Pick<ReportData, 'totals' | 'categories'>): SmallCell[] =>
  smallOf(null, totals.counts, categories);
