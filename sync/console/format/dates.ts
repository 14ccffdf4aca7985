import type { PeriodLabel, ReportDay } from '../../domain/period.ts';

// Vietnam has kept UTC+7 without summer time since 1975; the page shows the centre's time wherever it is opened.
const offsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;

const two = (n: number): string => String(n).padStart(2, '0');
/** An instant as the API writes it (ISO 8601) or as this machine counts it (milliseconds). */
export type Moment = string | number;
const local = (at: Moment): Date => new Date((typeof at === 'number' ? at : Date.parse(at)) + offsetMs);

/** `14:32` */
export const formatTime = (at: Moment): string =>
  `${two(local(at).getUTCHours())}:${two(local(at).getUTCMinutes())}`;

export const dayAt = (at: Moment): ReportDay => local(at).toISOString().slice(0, 10) as ReportDay;

/** Minutes since midnight in Vietnam. */
export const minuteOfDay = (at: Moment): number => local(at).getUTCHours() * 60 + local(at).getUTCMinutes();

/** `15/02/2021`; months 1 and 2 keep their zero as in documents, and here the others do too, so that columns align. */
export const formatDay = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
/** `15/02` */
export const formatDayShort = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`;
/** `08:14, 17/02/2021` */
export const formatMoment = (at: Moment): string => `${formatTime(at)}, ${formatDay(dayAt(at))}`;

/** Months 1 and 2 with a leading zero, the others without (Nghị định 30/2020). */
export const formatMonth = (month: number): string => (month < 3 ? two(month) : String(month));
export const monthOf = (label: string): number => Number(label.slice(5, 7));
export const yearOf = (label: string): string => label.slice(0, 4);

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

export const addDays = (day: string, days: number): ReportDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as ReportDay;

/** Every day from the first to the last, both inclusive. */
export const daysBetween = (from: string, to: string): readonly ReportDay[] => {
  const days: ReportDay[] = [];
  for (let day = from as ReportDay; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

export const neighbourPeriod = (label: string, step: 1 | -1): PeriodLabel => {
  const index = Number(label.slice(0, 4)) * 12 + monthOf(label) - 1 + step;
  return `${Math.floor(index / 12)}-${two((index % 12) + 1)}` as PeriodLabel;
};
