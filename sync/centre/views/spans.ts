import type { Instant } from '../../domain/ids.ts';
import { monthsOf, type Span, type SpanReport, sumOfMonths } from '../../report/span.ts';
import type { SpanView } from '../api/period.ts';
import { labelAt } from '../periods/cut-off.ts';
import type { Sources } from './sources.ts';

/** `2021-Q1`, `2021`; undefined when it is neither. */
export const parseSpan = (text: string): Span | undefined => {
  const [, year, quarter] = /^(\d{4})(?:-Q([1-4]))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (quarter === undefined) return { kind: 'year', year: Number(year) };
  return { kind: 'quarter', year: Number(year), quarter: Number(quarter) as 1 | 2 | 3 | 4 };
};

/** The months of a span that have begun and hold something, summed as they stand; undefined when there is none. */
export const spanReport = (sources: Sources, text: string, now: Instant): SpanReport | undefined => {
  const span = parseSpan(text);
  const first = sources.firstPress();
  if (!span) return undefined;
  const { closings, reporter } = sources;
  const current = labelAt(now, closings.cutOffs());
  const earliest = first === null ? current : labelAt(first, closings.cutOffs());
  const begun = monthsOf(span).filter(
    (label) => closings.newest(label) !== undefined || (label >= earliest && label <= current),
  );
  return sumOfMonths(span, begun.map(reporter.report)) ?? undefined;
};

export const spanView = (sources: Sources, text: string, now: Instant): SpanView | undefined => {
  const report = spanReport(sources, text, now);
  if (!report) return undefined;
  const { from, to, rows, totals, percent, months, missing } = report;
  return { span: text, from, to, rows, totals, percent, months, missing };
};
