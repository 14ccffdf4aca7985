import type { Snapshot } from '../../contract/snapshot.ts';
import type { PageClock } from './timers.ts';

/**
 * How long a key stays down on the screen. A commit takes a few milliseconds, so the outcome often arrives in the same chunk
 * as the press; without this the citizen at the panel would never see which key it was.
 */
export const pressedMs = 90;

/** Lets each `pressed` be seen for its time; what comes meanwhile waits, and only the newest of it is shown. */
export const paceSnapshots = (
  clock: PageClock,
  show: (snapshot: Snapshot) => void,
): ((snapshot: Snapshot) => void) => {
  let isHolding = false;
  let waiting: Snapshot | undefined;
  const take = (snapshot: Snapshot): void => {
    if (isHolding) {
      waiting = snapshot;
      return;
    }
    show(snapshot);
    if (snapshot.screen.name !== 'pressed') return;
    isHolding = true;
    clock.after(pressedMs, () => {
      isHolding = false;
      const next = waiting;
      waiting = undefined;
      if (next) take(next);
    });
  };
  return take;
};
