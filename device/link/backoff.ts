export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * A local device is cheap to try, and a technician who plugs it in again is waiting: the cap is one second, which keeps
 * "device back" to "press counted" below two.
 */
export const deviceBackoff: Backoff = { baseMs: 100, capMs: 1000 };

/** Doubles with every failure up to the cap; between half of that and all of it, so that two panels do not march in step. */
export const retryDelay = ({ baseMs, capMs }: Backoff, failures: number, random: number): number => {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.min(failures, 30));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random);
};
