import type { TableRow } from '../../../centre/api/report.ts';

/** The fewest departments that together have more than half of all ratings. */
export const fewestOverHalf = (rows: readonly Pick<TableRow, 'total'>[]): number => {
  const totals = rows.map(({ total }) => total).sort((a, b) => b - a);
  const half = totals.reduce((all, total) => all + total, 0) / 2;
  let sum = 0;
  return (
    totals.findIndex((total) => {
      sum += total;
      return sum > half;
    }) + 1
  );
};
