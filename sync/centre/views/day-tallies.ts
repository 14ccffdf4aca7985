import type { DepartmentId, Instant } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import type { Counts } from '../../domain/tally.ts';
import { everything } from '../tally/count-table.ts';
import { segmentsOf } from '../tally/segments.ts';
import { byDepartment, totalCounts } from './counts.ts';
import type { Sources } from './sources.ts';
import { periodOfDay } from './time-of-day.ts';

export interface DayTally {
  readonly counts: Counts;
  readonly byDepartment: ReadonlyMap<DepartmentId, Counts>;
}

/**
 * Days that have passed hardly ever change, and there are thirty of them to count: each is kept for as long as twenty times
 * what it cost to count, so that a small centre always sees the newest number and a large one spends a twentieth of its time.
 */
export interface DayTallies {
  /** What counted on a day, up to an instant of it. */
  tally(day: string, upTo?: Instant): DayTally;
}

const patience = 20;
const mostKept = 400;

export const dayTalliesOf = (sources: Sources, monotonicMs: () => number): DayTallies => {
  const kept = new Map<string, { readonly tally: DayTally; readonly until: number }>();
  return {
    tally: (day, upTo) => {
      const key = `${day} ${upTo ?? ''}`;
      const begun = monotonicMs();
      const known = kept.get(key);
      if (known && known.until > begun) return known.tally;
      const whole = periodOfDay(day, day.slice(0, 7) as PeriodLabel);
      const period = upTo === undefined ? whole : { ...whole, endsAt: upTo };
      const cells = sources.counter.counted(segmentsOf(sources.departments(), period), everything);
      const tally = { counts: totalCounts(cells), byDepartment: byDepartment(cells) };
      const ended = monotonicMs();
      if (kept.size > mostKept) kept.clear();
      kept.set(key, { tally, until: ended + patience * (ended - begun) });
      return tally;
    },
  };
};
