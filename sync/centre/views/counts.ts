import { categoryIds } from '../../domain/categories.ts';
import type { DepartmentId } from '../../domain/ids.ts';
import { type CountCell, type Counts, sum } from '../../domain/tally.ts';

export const noCounts: Counts = [0, 0, 0, 0, 0];

export const addCounts = (a: Counts, b: Counts): Counts => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
];

const one = (cell: CountCell): Counts => {
  const at = (i: number): number => (categoryIds[i] === cell.category ? cell.count : 0);
  return [at(0), at(1), at(2), at(3), at(4)];
};

/** Cells by department. */
export const byDepartment = (cells: readonly CountCell[]): ReadonlyMap<DepartmentId, Counts> => {
  const found = new Map<DepartmentId, Counts>();
  for (const cell of cells)
    found.set(cell.department, addCounts(found.get(cell.department) ?? noCounts, one(cell)));
  return found;
};

export const totalCounts = (cells: readonly CountCell[]): Counts =>
  cells.reduce((all, cell) => addCounts(all, one(cell)), noCounts);

export const satisfied = (counts: Counts): number => counts[0] + counts[1];
export const dissatisfied = (counts: Counts): number => counts[2] + counts[3];
export const total = (counts: Counts): number => sum(counts);

/** The mean, to one decimal; null of nothing. */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round((sum(values) / values.length) * 10) / 10;
