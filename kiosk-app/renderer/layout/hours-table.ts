import type { OpeningHours } from '../../contract/snapshot.ts';

/** Neighbouring days (1 is Monday) with the same hours. */
export interface HoursRow {
  readonly from: number;
  readonly to: number;
  readonly times: readonly string[];
}

const short = (time: string): string => time.replace(/^0(?=\d)/, '');
const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** Opening hours as a sign at a door lists them: days without hours are left out, the times of a day are in order. */
export const hoursTable = (hours: readonly OpeningHours[]): readonly HoursRow[] => {
  const timesOf = (day: number): readonly string[] =>
    hours
      .filter((span) => span.days.includes(day))
      .sort((a, b) => a.from.localeCompare(b.from))
      .map((span) => `${short(span.from)} – ${short(span.to)}`);
  const rows: HoursRow[] = [];
  for (const day of days) {
    const times = timesOf(day);
    if (times.length === 0) continue;
    const last = rows.at(-1);
    if (last && last.to === day - 1 && last.times.join() === times.join())
      rows[rows.length - 1] = { ...last, to: day };
    else rows.push({ from: day, to: day, times });
  }
  return rows;
};
