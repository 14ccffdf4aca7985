import type { DepartmentId } from '../domain/ids.ts';
import type { PeriodLabel, ReportDay } from '../domain/period.ts';
import { type Counts, percentRow, sum, type Tally, type TallyRow } from '../domain/tally.ts';
import type { ReportData } from './data.ts';
import type { TableOfSpan } from './document.ts';

export type Span =
  | { readonly kind: 'quarter'; readonly year: number; readonly quarter: 1 | 2 | 3 | 4 }
  | { readonly kind: 'year'; readonly year: number };

/** A quarter or a year: the sum of its months' tables as they stand, closed months as they were closed. */
export interface SpanReport extends Tally {
  readonly span: Span;
  readonly from: ReportDay;
  readonly to: ReportDay;
  readonly categories: ReportData['categories'];
  /** The months that are in the sum, each with what identifies its numbers. */
  readonly months: readonly (ReportData['period'] & { readonly fingerprint: string })[];
  /** Months of the span for which there is no table yet. */
  readonly missing: readonly PeriodLabel[];
}

const labelOf = (year: number, month: number): PeriodLabel =>
  `${year}-${String(month).padStart(2, '0')}` as PeriodLabel;

/** The months of a span, in order. */
export const monthsOf = (span: Span): readonly PeriodLabel[] => {
  const first = span.kind === 'quarter' ? 3 * span.quarter - 2 : 1;
  const howMany = span.kind === 'quarter' ? 3 : 12;
  return Array.from({ length: howMany }, (_, i) => labelOf(span.year, first + i));
};

const add = (a: Counts, b: Counts): Counts => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
];
const nothing: Counts = [0, 0, 0, 0, 0];

/**
 * Sums the months of a span. A department that was renamed keeps one row under its last name; one that ended has its own
 * row, where it stood: no month is rewritten. Reports of other months are a bug of the caller, because they would be counted
 * in the wrong quarter. Null when no month of the span has a table.
 */
export const sumOfMonths = (span: Span, reports: readonly ReportData[]): SpanReport | null => {
  const wanted = monthsOf(span);
  const months = [...reports].sort((a, b) => (a.period.label < b.period.label ? -1 : 1));
  const labels = months.map((report) => report.period.label);
  if (new Set(labels).size < labels.length || labels.some((label) => !wanted.includes(label)))
    throw new Error(`report: months that are not those of the span, once each: ${labels.join(', ')}`);
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return null;

  interface Place {
    readonly row: TallyRow;
    readonly month: number;
  }
  const places = new Map<DepartmentId, Place>();
  months.forEach((report, month) => {
    for (const row of report.rows) {
      const counts = add(places.get(row.id)?.row.counts ?? nothing, row.counts);
      places.set(row.id, { row: { ...row, counts, total: sum(counts) }, month });
    }
  });
  // Stored order; where a department took the place of one that ended, the living one comes first.
  const rows = [...places.values()]
    .sort((a, b) => a.row.order - b.row.order || b.month - a.month)
    .map(({ row }, i) => ({ ...row, order: i + 1 }));
  const counts = rows.reduce((total, row) => add(total, row.counts), nothing);
  return {
    span,
    from: first.period.from,
    to: last.period.to,
    categories: last.categories,
    rows,
    totals: { counts, total: sum(counts) },
    percent: percentRow(counts),
    months: months.map((report) => ({ ...report.period, fingerprint: report.fingerprint })),
    missing: wanted.filter((label) => !labels.includes(label)),
  };
};

const roman = ['I', 'II', 'III', 'IV'] as const;

/** The span's table, ready for the same page as a month's. */
export const tableOfSpan = (report: SpanReport): TableOfSpan => ({
  ...report,
  spanTitle:
    report.span.kind === 'quarter'
      ? `QUÝ ${roman[report.span.quarter - 1] ?? ''} NĂM ${report.span.year}`
      : `NĂM ${report.span.year}`,
});
