import type { Instant } from '../../sync/domain/ids.ts';
import type { ScreenState } from '../contract/snapshot.ts';
import type { KioskConfig } from './config.ts';

const offsetMs = 7 * 3_600_000; // Asia/Ho_Chi_Minh
const minuteMs = 60_000;
const weekMinutes = 7 * 24 * 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes since Monday 00:00 in Vietnam. 1970-01-01 was a Thursday. */
const minuteOfWeek = (at: Instant): number => {
  const minutes = Math.floor((at + offsetMs) / minuteMs) + 3 * 24 * 60;
  return ((minutes % weekMinutes) + weekMinutes) % weekMinutes;
};

/** The closed screen outside the opening hours, undefined within them or where none are set. */
export const closedAt = (
  at: Instant,
  opening: KioskConfig['opening'],
): (ScreenState & { readonly name: 'closed' }) | undefined => {
  if (!opening || opening.length === 0) return undefined;
  const now = minuteOfWeek(at);
  const spans = opening.flatMap(({ days, from, to }) =>
    days.map((day) => ({ from: (day - 1) * 1440 + minutesOf(from), to: (day - 1) * 1440 + minutesOf(to) })),
  );
  if (spans.some((span) => now >= span.from && now < span.to)) return undefined;
  const wait = (start: number): number => (start - now + weekMinutes) % weekMinutes;
  const next = spans.map((span) => span.from).sort((a, b) => wait(a) - wait(b))[0];
  if (next === undefined) return { name: 'closed' };
  return {
    name: 'closed',
    hours: opening,
    opensAt: {
      weekday: Math.floor(next / 1440) + 1,
      hour: Math.floor((next % 1440) / 60),
      minute: next % 60,
    },
  };
};
