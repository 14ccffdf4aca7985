import type { BootId, Instant } from './ids.ts';

/** The response interval a citizen's press is guarded by, unless a centre sets another. */
export const defaultResponseIntervalMs = 5_000;

/** When something happened on a kiosk, by both of its clocks. */
export interface KioskTime {
  readonly at: Instant;
  readonly boot: BootId;
  readonly up: number;
}

/**
 * Is a press a repeat of the last counted one? Within a boot the monotonic clock decides; across a restart of the machine
 * only the wall clock is left, and a wall clock that ran backwards proves nothing, so the press counts.
 */
export const isRepeat = (
  last: KioskTime | undefined,
  now: KioskTime,
  responseIntervalMs: number,
): boolean => {
  if (!last) return false;
  const elapsedMs = last.boot === now.boot ? now.up - last.up : now.at - last.at;
  return elapsedMs >= 0 && elapsedMs < responseIntervalMs;
};
