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
 * What counted, day by day. A count is kept as long as nothing came to stand and nobody did anything. While ratings arrive,
 * the running day is counted anew each time; the days that are over hardly ever change, and a late rating of theirs may wait
 * for twenty times what counting them all costs: a small centre always sees the newest number, a large one spends a twentieth
 * of its time.
 */
export interface DayTallies {
  /** What counted on a day, up to an instant of it; `today` is the day that runs. */
  tally(day: string, today: string, upTo?: Instant): DayTally;
}

interface Kept {
  readonly tally: DayTally;
  readonly costMs: number;
  readonly countedAt: number;
  readonly arrivals: number;
  readonly journal: number;
}

const patience = 20;
/** Below that nothing is saved by waiting. */
const cheapMs = 50;
const mostKept = 400;

export const dayTalliesOf = (sources: Sources, monotonicMs: () => number): DayTallies => {
  const marks = sources.db.prepare<[], Pick<Kept, 'arrivals' | 'journal'>>(
    'SELECT arrivals, (SELECT coalesce(max(seq), 0) FROM journal) AS journal FROM meta',
  );
  const kept = new Map<string, Kept>();
  let costOfAll = 0;
  const isGood = (
    known: Kept,
    { arrivals, journal }: Pick<Kept, 'arrivals' | 'journal'>,
    isOver: boolean,
  ) => {
    if (known.journal !== journal) return false;
    const isWorthWaiting = isOver && costOfAll > cheapMs;
    return (
      known.arrivals === arrivals ||
      (isWorthWaiting && monotonicMs() < known.countedAt + patience * costOfAll)
    );
  };
  return {
    tally: (day, today, upTo) => {
      const key = `${day} ${upTo ?? ''}`;
      const mark = marks.get() ?? { arrivals: 0, journal: 0 };
      const known = kept.get(key);
      if (known && isGood(known, mark, day < today)) return known.tally;
      const begun = monotonicMs();
      const whole = periodOfDay(day, day.slice(0, 7) as PeriodLabel);
      const period = upTo === undefined ? whole : { ...whole, endsAt: upTo };
      const cells = sources.counter.counted(segmentsOf(sources.departments(), period), everything);
      const tally = { counts: totalCounts(cells), byDepartment: byDepartment(cells) };
      const countedAt = monotonicMs();
      if (kept.size > mostKept) {
        kept.clear();
        costOfAll = 0;
      }
      const costMs = countedAt - begun;
      costOfAll += costMs - (kept.get(key)?.costMs ?? 0);
      kept.set(key, { tally, costMs, countedAt, ...mark });
      return tally;
    },
  };
};
