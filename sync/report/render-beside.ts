import type { Comparison } from './comparison.ts';
import { csvText } from './csv.ts';
import type { ResponseRate } from './resolved-dossiers.ts';
import { monthInWords } from './wording.ts';

type Separator = ',' | ';';

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
// A department that was in no table of that month has no number there, which is not a nought.
const orEmpty = (count: number | null): number | string => count ?? '';

/** Ratings beside resolved dossiers, one row a department in stored order. */
export const ratesCsv = (rates: readonly ResponseRate[], separator: Separator = ','): string =>
  csvText(
    [
      ['Tên đơn vị', 'Lượt đánh giá', 'Hồ sơ đã giải quyết', 'Lượt đánh giá trên 100 hồ sơ'],
      ...rates.map(({ name, ratings, resolved, per100 }) => [name, ratings, orEmpty(resolved), per100 ?? '']),
    ],
    separator,
  );

/** A month beside the one before, one row a department, the centre's total last. */
export const comparisonCsv = (comparison: Comparison, separator: Separator = ','): string => {
  const { now, before, departments, total } = comparison;
  return csvText(
    [
      ['Tên đơn vị', capitalised(monthInWords(now)), capitalised(monthInWords(before)), 'Chênh lệch'],
      ...departments.map((each) => [
        each.name,
        orEmpty(each.now),
        orEmpty(each.before),
        each.now === null || each.before === null ? '' : each.now - each.before,
      ]),
      ['Tổng cộng', total.now, total.before, total.difference],
    ],
    separator,
  );
};
