import type { EntryTime } from '../../../sync/domain/entry.ts';
import type { BootId, Instant } from '../../../sync/domain/ids.ts';
import type { FaultKind } from './fault-book.ts';
import type { BootRecord } from './press-log.ts';

/** How far a wall clock may be from the truth and still be called honest, ms. */
const honestMs = 15_000;

/** The two clocks of one machine: a wall clock that may be set to anything, and the time since boot that only grows. */
export interface MachineClock {
  now(): EntryTime;
  /** A new boot; `wall` is where its wall clock starts (the clock keeps running while the power is off). */
  boot(wall?: number): void;
  /** Sets the wall clock while the machine runs, `offMs` from the truth; `lie` names the fault. */
  set(offMs: number, lie?: FaultKind): void;
  /** What its wall clock suffers from now. */
  lie(): FaultKind | undefined;
  setLie(lie: FaultKind | undefined): void;
  /** The boot that runs. A later lie in it may cast doubt on what was written before. */
  record(): BootRecord;
  isOffByMs(): number;
}

export const createMachineClock = (
  name: string,
  nowMs: () => number,
  trueNow: () => number,
): MachineClock => {
  let boots = 0;
  let bootedAtMs = 0;
  let offMs = 0;
  let record: BootRecord = { isHonest: true };
  let lie: FaultKind | undefined;
  const heed = (): void => {
    if (Math.abs(offMs) > honestMs) record.isHonest = false;
  };
  return {
    now: () => ({
      at: Math.max(0, trueNow() + offMs) as Instant,
      boot: `${name}-boot-${boots}` as BootId,
      up: nowMs() - bootedAtMs,
    }),
    boot: (wall) => {
      boots += 1;
      bootedAtMs = nowMs();
      if (wall !== undefined) offMs = wall - trueNow();
      record = { isHonest: true };
      heed();
    },
    set: (off, next) => {
      offMs = off;
      lie = next;
      heed();
    },
    lie: () => lie,
    setLie: (next) => {
      lie = next;
    },
    record: () => record,
    isOffByMs: () => offMs,
  };
};
