import type { CategoryId } from '../domain/categories.ts';
import type { DepartmentId } from '../domain/ids.ts';
import type { PeriodLabel } from '../domain/period.ts';
import { percentOf } from '../domain/tally.ts';
import type { ReportData } from './data.ts';
import { dotShare, formatCount, monthInWords, noBreakSpace } from './wording.ts';

/** One number now and a month before. */
export interface Change {
  readonly now: number;
  readonly before: number;
  readonly difference: number;
  /** The size of the difference in per cent of `before`, two decimals, without a sign; null where before was nothing. */
  readonly percent: string | null;
}

export interface Comparison {
  readonly now: PeriodLabel;
  readonly before: PeriodLabel;
  readonly total: Change;
  readonly categories: readonly (Change & { readonly id: CategoryId })[];
  /** Departments of either month, this month's first; null where a department was not in that month's table. */
  readonly departments: readonly {
    readonly id: DepartmentId;
    readonly name: string;
    readonly now: number | null;
    readonly before: number | null;
  }[];
}

const changeOf = (now: number, before: number): Change => ({
  now,
  before,
  difference: now - before,
  percent: before === 0 ? null : percentOf(Math.abs(now - before), before),
});

/** Sets a month beside the one before. */
export const compare = (now: ReportData, before: ReportData): Comparison => {
  const earlier = new Map(before.rows.map((row) => [row.id, row]));
  const present = new Set(now.rows.map((row) => row.id));
  return {
    now: now.period.label,
    before: before.period.label,
    total: changeOf(now.totals.total, before.totals.total),
    categories: now.categories.map((id, i) => ({
      id,
      ...changeOf(now.totals.counts[i] ?? 0, before.totals.counts[i] ?? 0),
    })),
    departments: [
      ...now.rows.map(({ id, name, total }) => ({
        id,
        name,
        now: total,
        before: earlier.get(id)?.total ?? null,
      })),
      ...before.rows
        .filter(({ id }) => !present.has(id))
        .map(({ id, name, total }) => ({ id, name, now: null, before: total })),
    ],
  };
};

/** `tăng 25 ý kiến (3,94 %) so với tháng 01 năm 2024`, to close a sentence. */
export const comparisonInWords = ({ total, before }: Comparison): string => {
  const month = `so với ${monthInWords(before)}`;
  if (total.difference === 0) return `bằng số ý kiến ${month}`;
  const verb = total.difference > 0 ? 'tăng' : 'giảm';
  const share = total.percent === null ? '' : ` (${dotShare(total.percent)}${noBreakSpace}%)`;
  return `${verb} ${formatCount(Math.abs(total.difference))} ý kiến${share} ${month}`;
};
