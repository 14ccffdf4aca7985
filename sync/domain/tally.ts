import { type CategoryId, categoryIds } from './categories.ts';
import type { DepartmentId } from './ids.ts';

/** Five whole numbers, one a category, in the order of the table. */
export type Counts = readonly [number, number, number, number, number];

export interface TallyRow {
  /** STT: the place in the table, as the registry stores it. */
  readonly order: number;
  readonly id: DepartmentId;
  readonly name: string;
  readonly counts: Counts;
  readonly total: number;
}

/** The numbers of Phụ lục II: what the centre holds for one period, nothing that is presentation. */
export interface Tally {
  readonly rows: readonly TallyRow[];
  readonly totals: { readonly counts: Counts; readonly total: number };
  /** Six cells: a percentage with two decimals and a decimal comma for each category, then the literal `100`. */
  readonly percent: readonly string[];
}

export interface DepartmentRow {
  readonly order: number;
  readonly id: DepartmentId;
  readonly name: string;
}

/** How many counted ratings a department has in a category. */
export interface CountCell {
  readonly department: DepartmentId;
  readonly category: CategoryId;
  readonly count: number;
}

export const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

const toCounts = (count: (category: CategoryId) => number): Counts => {
  const [a, b, c, d, e] = categoryIds;
  return [count(a), count(b), count(c), count(d), count(e)];
};

/**
 * `part` of `whole` in percent: two decimals, half-up, decimal comma, in whole numbers only (no float ever rounds a cell).
 * Of nothing, every share is `0,00`. Source: report-rules, golden case 169/660 = 25,61.
 */
export const percentOf = (part: number, whole: number): string => {
  if (whole === 0) return '0,00';
  const [a, b] = [BigInt(part), BigInt(whole)];
  const hundredths = (2n * a * 10_000n + b) / (2n * b);
  return `${hundredths / 100n},${String(hundredths % 100n).padStart(2, '0')}`;
};

/** The percentages of a row of totals: each cell on its own, never adjusted so that they add up. */
export const percentRow = (counts: Counts): readonly string[] => {
  const total = sum(counts);
  return [...counts.map((count) => percentOf(count, total)), '100'];
};

/**
 * Puts counted cells into the table: one row a department, in stored order, zero rows included. A cell of a department that
 * is not in the list is a bug of the caller, because the number would vanish from the document.
 */
export const tallyOf = (departments: readonly DepartmentRow[], cells: readonly CountCell[]): Tally => {
  const byDepartment = new Map<DepartmentId, Map<CategoryId, number>>(
    departments.map((d) => [d.id, new Map()]),
  );
  for (const cell of cells) {
    const row = byDepartment.get(cell.department);
    if (!row) throw new Error(`tally: ratings of a department that is not in the table: ${cell.department}`);
    row.set(cell.category, (row.get(cell.category) ?? 0) + cell.count);
  }
  const rows = [...departments]
    .sort((a, b) => a.order - b.order)
    .map(({ order, id, name }) => {
      const counts = toCounts((category) => byDepartment.get(id)?.get(category) ?? 0);
      return { order, id, name, counts, total: sum(counts) };
    });
  const counts = toCounts((category) =>
    sum(rows.map((row) => row.counts[categoryIds.indexOf(category)] ?? 0)),
  );
  return { rows, totals: { counts, total: sum(counts) }, percent: percentRow(counts) };
};
