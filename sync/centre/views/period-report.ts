import { categoryIds } from '../../domain/categories.ts';
import type { Instant } from '../../domain/ids.ts';
import { type PeriodLabel, reportDayOf } from '../../domain/period.ts';
import { type Counts, percentRow, sum, type TallyRow } from '../../domain/tally.ts';
import type { ReportData } from '../../report/data.ts';
import type { ReportSettings } from '../../report/settings.ts';
import type { FrozenRow } from '../journal/journal-body.ts';
import type { ClosedPeriod } from '../periods/closings.ts';
import { addCounts, noCounts } from './counts.ts';
import type { Sources } from './sources.ts';

export const withTotals = (rows: readonly FrozenRow[]): readonly TallyRow[] =>
  rows.map((row) => ({ ...row, total: sum(row.counts) }));

export const totalsOf = (rows: readonly FrozenRow[]): { readonly counts: Counts; readonly total: number } => {
  const counts = rows.reduce((all, row) => addCounts(all, row.counts), noCounts);
  return { counts, total: sum(counts) };
};

/** A closing as the report that it froze. */
const reportOfClosing = (closed: ClosedPeriod): ReportData => {
  const { label, from, to, revision, rows, excluded, completeness, pending, fingerprint } = closed;
  const totals = totalsOf(rows);
  return {
    period: { label, from, to, closed: true, revision },
    categories: categoryIds,
    rows: withTotals(rows),
    totals,
    percent: percentRow(totals.counts),
    excluded,
    late: 0,
    completeness,
    pending,
    fingerprint,
  };
};

/** The table as it stands, or an earlier revision of it; undefined when there is no such revision. */
export const reportAt = (
  { reporter, closings }: Sources,
  label: PeriodLabel,
  revision?: number,
): ReportData | undefined => {
  const newest = closings.newest(label);
  if (revision === undefined || revision === newest?.revision) return reporter.report(label);
  const closed = closings.revisions(label).find((each) => each.revision === revision);
  return closed && reportOfClosing(closed);
};

/** The header of a period's document: as it held on the day of its closing, or holds today. */
export const reportSettingsOf = (
  { closings, settings, header }: Sources,
  label: PeriodLabel,
  now: Instant,
): ReportSettings => ({
  ...settings.at('report', reportDayOf(closings.newest(label)?.closedAt ?? now)),
  ...header,
});
