import type { LookBack, SpanView } from '../../../centre/api/period.ts';
import type { ReportTable } from '../../../centre/api/report.ts';

/** The same, one month, quarter or year before. */
export interface Before {
  /** As the page says it: `tháng 1/2021`, `Quý 4 năm 2020`. */
  readonly name: string;
  /** The document's own sentence of the comparison, in Vietnamese; null where there is none. */
  readonly words: string | null;
  /** In the order of the categories. */
  readonly categories: readonly (number | null)[];
  readonly departments: ReadonlyMap<string, number | null>;
}

/** What the charts by category and by department are drawn from: a month, a quarter or a year. */
export interface Distribution {
  readonly table: Pick<ReportTable, 'rows' | 'totals' | 'percent'>;
  readonly before: Before | null;
}

/** `nameOf` says a month by its label. */
export const distributionOfMonth = (
  { report, comparison }: LookBack,
  nameOf: (label: string) => string,
): Distribution => ({
  table: report,
  before: comparison && {
    name: nameOf(comparison.before),
    words: comparison.words,
    categories: comparison.categories.map(({ before }) => before),
    departments: new Map(comparison.departments.map(({ id, before }) => [id, before])),
  },
});

/** A quarter beside two months of another says nothing: both are compared only when every month of both has a table. */
export const distributionOfSpan = (
  span: SpanView,
  earlier: SpanView | null,
  nameOfEarlier: string,
): Distribution => ({
  table: span,
  before:
    earlier && span.missing.length === 0 && earlier.missing.length === 0
      ? {
          name: nameOfEarlier,
          words: null,
          categories: earlier.totals.counts,
          departments: new Map(earlier.rows.map(({ id, total }) => [id, total])),
        }
      : null,
});

/** The quarter and the year that a month lies in, each with the one before. */
export const spansOf = (label: string): readonly { readonly span: string; readonly before: string }[] => {
  const [year = 0, month = 1] = label.split('-').map(Number);
  const quarter = Math.ceil(month / 3);
  return [
    {
      span: `${year}-Q${quarter}`,
      before: quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`,
    },
    { span: String(year), before: String(year - 1) },
  ];
};
