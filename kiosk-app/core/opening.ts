import type { Instant } from '../../sync/domain/ids.ts';
import type { ScreenState } from '../contract/snapshot.ts';
import type { KioskConfig } from './config.ts';

type Weekly = NonNullable<KioskConfig['opening']>[number];
type Schedule = Pick<KioskConfig, 'opening' | 'holidays' | 'screenOff'>;

const offsetMs = 7 * 3_600_000; // Asia/Ho_Chi_Minh
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
// A closing longer than this has no opening that anybody would wait for.
const lookAheadDays = 62;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A local day, counted from 1970-01-01, and the minute of it. */
const localOf = (at: Instant): { readonly day: number; readonly minute: number } => {
  const local = at + offsetMs;
  const day = Math.floor(local / dayMs);
  return { day, minute: Math.floor((local - day * dayMs) / minuteMs) };
};
// 1970-01-01 was a Thursday.
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Whether one of the spans holds now; a span that ends before it begins goes on into the next day. */
export const isWithin = (at: Instant, spans: readonly Weekly[] | undefined): boolean => {
  const { day, minute } = localOf(at);
  return (spans ?? []).some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return days.includes(weekdayOf(day)) && minute >= start && minute < end;
    return (
      (days.includes(weekdayOf(day)) && minute >= start) ||
      (days.includes(weekdayOf(day - 1)) && minute < end)
    );
  });
};

const isHoliday = (day: number, holidays: Schedule['holidays']): boolean => {
  const date = dateOf(day);
  return (holidays ?? []).some(({ from, to }) => date >= from && date <= to);
};

type Closed = ScreenState & { readonly name: 'closed' };

/** The next time at which it opens. A weekday alone would be misread where it is not within the next seven days. */
const nextOpening = (at: Instant, { opening, holidays }: Schedule): Closed['opensAt'] => {
  const now = localOf(at);
  for (let ahead = 0; ahead <= lookAheadDays; ahead += 1) {
    const day = now.day + ahead;
    if (isHoliday(day, holidays)) continue;
    const starts = opening
      ? opening.filter(({ days }) => days.includes(weekdayOf(day))).map(({ from }) => minutesOf(from))
      : [0];
    const start = starts.sort((a, b) => a - b).find((minute) => ahead > 0 || minute > now.minute);
    if (start === undefined) continue;
    const date = new Date(day * dayMs);
    return {
      weekday: weekdayOf(day),
      hour: Math.floor(start / 60),
      minute: start % 60,
      ...(ahead < 7 ? {} : { date: { day: date.getUTCDate(), month: date.getUTCMonth() + 1 } }),
    };
  }
  return undefined;
};

/** The closed screen outside the opening hours and on holidays, undefined within them or where none are set. */
export const closedAt = (at: Instant, schedule: Schedule): Closed | undefined => {
  const opening = schedule.opening?.length ? schedule.opening : undefined;
  const isFree = isHoliday(localOf(at).day, schedule.holidays);
  if (!isFree && (!opening || isWithin(at, opening))) return undefined;
  const opensAt = nextOpening(at, { ...schedule, opening });
  return { name: 'closed', ...(opening ? { hours: opening } : {}), ...(opensAt ? { opensAt } : {}) };
};

/** What the schedule puts in the place of the choice: a dark screen goes before a closed one. */
export const restAt = (
  at: Instant,
  schedule: Schedule,
): Closed | (ScreenState & { readonly name: 'screen-off' }) | undefined =>
  isWithin(at, schedule.screenOff) ? { name: 'screen-off' } : closedAt(at, schedule);
