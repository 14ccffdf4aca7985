import type { Brand } from './brand.ts';
import type { Instant } from './ids.ts';

/** A date in Asia/Ho_Chi_Minh, `YYYY-MM-DD`. */
export type ReportDay = Brand<string, 'ReportDay'>;
/** A month that names a reporting period, `YYYY-MM`. */
export type PeriodLabel = Brand<string, 'PeriodLabel'>;

/** A reporting period: `from` and `to` are the first and the last day (inclusive); in instants it is half-open. */
export interface Period {
  readonly label: PeriodLabel;
  readonly from: ReportDay;
  readonly to: ReportDay;
  readonly startsAt: Instant;
  /** The first instant after the period. */
  readonly endsAt: Instant;
}

// Vietnam has kept UTC+7 without summer time since 1975; kiosks did not exist before.
const offsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;
/** The last day of the month that still belongs to its period, unless a centre sets another. */
export const defaultCutOffDay = 15;

const two = (n: number): string => String(n).padStart(2, '0');

/** The instant at which a day begins in Vietnam. `month` is 1 to 12; 0 and 13 roll over. */
export const startOfDay = (year: number, month: number, day: number): Instant =>
  (Date.UTC(year, month - 1, day) - offsetMs) as Instant;

/** The day in Vietnam on which an instant falls. */
export const reportDayOf = (at: Instant): ReportDay => {
  const local = new Date(at + offsetMs);
  const year = String(local.getUTCFullYear()).padStart(4, '0');
  return `${year}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}` as ReportDay;
};

export type ParsedLabel =
  | { readonly ok: true; readonly label: PeriodLabel }
  | { readonly ok: false; readonly reason: 'period/not-a-month' };

export const parsePeriodLabel = (text: string): ParsedLabel =>
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])$/.test(text)
    ? { ok: true, label: text as PeriodLabel }
    : { ok: false, reason: 'period/not-a-month' };

/**
 * The period that a month's report covers: the day after the cut-off of the month before, up to and including the cut-off
 * of the month itself. `cutOffDay` is 1 to 28.
 */
export const periodOf = (label: PeriodLabel, cutOffDay: number = defaultCutOffDay): Period => {
  const year = Number(label.slice(0, 4));
  const month = Number(label.slice(5, 7));
  const startsAt = startOfDay(year, month - 1, cutOffDay + 1);
  const endsAt = startOfDay(year, month, cutOffDay + 1);
  return {
    label,
    from: reportDayOf(startsAt),
    to: reportDayOf((endsAt - dayMs) as Instant),
    startsAt,
    endsAt,
  };
};

/** The label of the period in which an instant falls. */
export const periodLabelAt = (at: Instant, cutOffDay: number = defaultCutOffDay): PeriodLabel => {
  const day = reportDayOf(at);
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const late = Number(day.slice(8, 10)) > cutOffDay ? 1 : 0;
  const index = year * 12 + (month - 1) + late;
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}` as PeriodLabel;
};

export const isWithin = (period: Period, at: Instant): boolean => at >= period.startsAt && at < period.endsAt;
