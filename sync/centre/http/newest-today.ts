import type { Instant } from '../../domain/ids.ts';
import type { Today } from '../api/today.ts';

/**
 * The answer that every opened page begins with. While ratings arrive it is counted anew every few seconds whether somebody looks
 * or not, at most a twentieth of the time, so that whoever opens the page finds numbers and waits for none; the live stream brings
 * what has changed since within a second.
 */
export interface NewestToday {
  /** As the store stands now. */
  ask(): Promise<Today>;
  /** As it stood a few seconds ago, or now. */
  recent(): Promise<Today>;
  /** Called every few seconds: counts anew when something came and the last time is long enough ago. */
  keep(): void;
}

const leastMs = 4_000;
const share = 20;

interface Kept {
  readonly today: Today;
  readonly at: Instant;
  /** On a clock that never jumps. */
  readonly askedAt: number;
  readonly costMs: number;
}

export const newestTodayOf = (parts: {
  readonly ask: () => Promise<Today>;
  /** Another number whenever something came. */
  readonly arrivals: () => number;
  readonly now: () => Instant;
  readonly monotonicMs: () => number;
}): NewestToday => {
  const { arrivals, now, monotonicMs } = parts;
  let kept: Kept | undefined;
  let known = -1;
  let isKeeping = false;

  const restMs = (): number => Math.max(leastMs, share * (kept?.costMs ?? 0));
  const ask = async (): Promise<Today> => {
    const [at, askedAt] = [now(), monotonicMs()];
    const today = await parts.ask();
    if (kept === undefined || askedAt > kept.askedAt)
      kept = { today, at, askedAt, costMs: monotonicMs() - askedAt };
    return today;
  };
  /** Between two countings and the second of them on its way; a clock that was set anew makes old numbers of it. */
  const isRecent = ({ at, askedAt }: Kept): boolean => {
    const mostMs = 2 * restMs();
    const told = now() - at;
    return monotonicMs() - askedAt < mostMs && told >= 0 && told < mostMs;
  };
  return {
    ask,
    recent: () => (kept && isRecent(kept) ? Promise.resolve(kept.today) : ask()),
    keep: () => {
      const stands = arrivals();
      if (isKeeping || stands === known || (kept && monotonicMs() - kept.askedAt < restMs())) return;
      known = stands;
      isKeeping = true;
      // A page that asks is told what is wrong.
      ask()
        .catch(() => undefined)
        .finally(() => {
          isKeeping = false;
        });
    },
  };
};
