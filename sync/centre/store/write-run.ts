import type { DepartmentId, Instant, Seq } from '../../domain/ids.ts';
import { clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import type { PlainRun } from '../ingest/plain-run.ts';
import type { Boots } from './boots.ts';
import type { FactsOf } from './facts.ts';
import type { RatingWriter } from './rating-writer.ts';

interface RunParts {
  readonly boots: Boots;
  readonly ratings: RatingWriter;
  readonly departmentNo: (department: DepartmentId, now: Instant) => number;
  readonly nextArrival: () => number;
}

/**
 * Writes a run of ratings of which nobody has spoken: row for row what `facts.write` makes of its entries, without reading each.
 * @returns when the last was written, as well as it is known
 */
export const writeRun = (
  { boots, ratings, departmentNo, nextArrival }: RunParts,
  of: FactsOf,
  first: Seq,
  run: PlainRun,
  receivedAt: Instant,
): Instant | undefined => {
  const { at, up, category, repeat, boot, counter, via } = run;
  const last = at.length - 1;
  const upAt = (i: number): number => up[i] ?? 0;
  const claimAt = (i: number): number => (at[i] ?? 0) - upAt(i);
  let bootNo = 0;
  let newestUp = 0;
  for (let i = 0; i <= last; i += 1) {
    bootNo = boots.heed(of.kioskNo, boot, claimAt(i));
    newestUp = Math.max(newestUp, upAt(i));
  }
  const ups = { first: upAt(0), last: upAt(last) };
  boots.span(bootNo, of.ledgerNo, { first, last: (first + last) as Seq, ups });
  // Nothing arrives before it happened.
  boots.observe(bootNo, { lower: null, upper: receivedAt - newestUp });

  const clock = boots.clockOf(bootNo);
  const department = departmentNo(run.department, receivedAt);
  let newestAt: Instant | undefined;
  for (let i = 0; i <= last; i += 1) {
    const { occurredAt, verdict } = placeInTime({ at: at[i] ?? 0, up: upAt(i) }, clock);
    newestAt = verdict === 'uncorrectable' || occurredAt > receivedAt ? undefined : occurredAt;
    ratings.add({
      ledgerNo: of.ledgerNo,
      seq: first + i,
      departmentNo: department,
      counter,
      category: category[i] ?? 0,
      via,
      state: repeat[i] === 1 ? 1 : 0,
      occurredAt,
      clock: clockVerdicts.indexOf(verdict),
      bootNo,
      wallAt: at[i] ?? 0,
      up: upAt(i),
      arrival: nextArrival(),
    });
  }
  ratings.flush();
  return newestAt;
};
