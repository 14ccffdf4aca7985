/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015): a fleet that lost its broker together must not come back together. */
export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/** Milliseconds to wait after `failures` failures in a row; `random` is 0 <= x < 1. */
export const fullJitterMs = ({ baseMs, capMs }: Backoff, failures: number, random: number): number =>
  Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(failures, 30)));
