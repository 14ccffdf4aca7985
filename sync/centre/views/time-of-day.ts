import type { Instant } from '../../domain/ids.ts';
import { type Period, type ReportDay, reportDayOf, startOfDay } from '../../domain/period.ts';
import { formatInstant } from '../tally/completeness.ts';

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

export const startOf = (day: string): Instant =>
  startOfDay(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));
export const endOf = (day: string): Instant => (startOf(day) + dayMs) as Instant;
export const nextDay = (day: string, by = 1): ReportDay =>
  reportDayOf((startOf(day) + by * dayMs) as Instant);
/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Every day of a span, both ends included. */
export const daysBetween = (from: string, to: string): readonly ReportDay[] => {
  const days: ReportDay[] = [];
  for (let day = from as ReportDay; day <= to; day = nextDay(day)) days.push(day);
  return days;
};

/** A single day as the tally counts it. */
export const periodOfDay = (day: string, label: Period['label']): Period => ({
  label,
  from: day as ReportDay,
  to: day as ReportDay,
  startsAt: startOf(day),
  endsAt: endOf(day),
});

/** `HH:MM` of a day as an instant. */
export const instantAt = (day: string, minute: string): Instant =>
  (startOf(day) + (Number(minute.slice(0, 2)) * 60 + Number(minute.slice(3, 5))) * minuteMs) as Instant;

export const iso = (at: number): string => formatInstant(at as Instant);
export const isoOrNull = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : iso(at);
/** To the minute: a press is told no closer. */
export const isoMinute = (at: number): string => iso(Math.floor(at / minuteMs) * minuteMs);
