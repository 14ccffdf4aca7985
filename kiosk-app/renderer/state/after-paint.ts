import type { PageClock } from '../link/timers.ts';

/** Runs something as soon as the frame that is due has been painted: what is seen goes before what can wait. */
export const afterPaint = (
  nextFrame: (run: () => void) => void,
  clock: Pick<PageClock, 'after'>,
  run: () => void,
): void => nextFrame(() => void clock.after(0, run));
