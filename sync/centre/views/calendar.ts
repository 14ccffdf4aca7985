import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { OpenHours } from '../api/today.ts';
import type { Settings } from '../settings/settings.ts';
import { daysBetween, instantAt, nextDay, weekdayOf } from './time-of-day.ts';

/** When the centre is open. */
export interface Calendar {
  /** None on a closed day. */
  hoursOn(day: string): readonly OpenHours[];
  holidayOn(day: string): string | null;
  isWorking(day: string): boolean;
  isOpenAt(at: Instant): boolean;
  /** Milliseconds of opening hours between two instants; looks back 31 days at most. */
  openMsBetween(from: Instant, to: Instant): number;
}

const furthestDays = 31;

/** Reads a calendar for one question; opening hours as they held on each day, holidays as they are known by now. */
export const calendarOf = (settings: Settings): Calendar => {
  const holidays = settings.at('holidays', '9999-12-31').days;
  const known = new Map<string, readonly OpenHours[]>();
  const holidayOn = (day: string): string | null =>
    holidays.find((holiday) => holiday.from <= day && day <= holiday.to)?.name ?? null;
  const hoursOn = (day: string): readonly OpenHours[] => {
    const before = known.get(day);
    if (before) return before;
    const hours = holidayOn(day) === null ? (settings.at('hours', day).week[weekdayOf(day) - 1] ?? []) : [];
    known.set(day, hours);
    return hours;
  };
  return {
    hoursOn,
    holidayOn,
    isWorking: (day) => hoursOn(day).length > 0,
    isOpenAt: (at) => {
      const day = reportDayOf(at);
      return hoursOn(day).some(({ from, to }) => at >= instantAt(day, from) && at < instantAt(day, to));
    },
    openMsBetween: (from, to) => {
      if (to <= from) return 0;
      const last = reportDayOf(to);
      const earliest = nextDay(last, -furthestDays);
      const first = reportDayOf(from);
      let total = 0;
      for (const day of daysBetween(first < earliest ? earliest : first, last)) {
        for (const hours of hoursOn(day)) {
          const begin = Math.max(from, instantAt(day, hours.from));
          const end = Math.min(to, instantAt(day, hours.to));
          if (end > begin) total += end - begin;
        }
      }
      return total;
    },
  };
};
