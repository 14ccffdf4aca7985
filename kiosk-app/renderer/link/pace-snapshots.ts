import type { Snapshot } from '../../contract/snapshot.ts';
import type { PageClock } from './timers.ts';

/**
 * How long a key stays down on the screen. A commit takes a few milliseconds, so the outcome often arrives in the same chunk
 * as the press; without this the citizen at the panel would never see which key it was. It is the time the key's way down takes.
 */
export const pressedMs = 60;

/**
 * Lets each `pressed` be seen for its time; what comes meanwhile waits, and only the newest of it is shown. `pressedSince` tells
 * since when the page itself has shown a key down, because under a finger the key went down long before the kiosk's word.
 */
export const paceSnapshots = (
  clock: PageClock,
  show: (snapshot: Snapshot) => void,
  pressedSince: () => number | undefined = () => undefined,
): ((snapshot: Snapshot) => void) => {
  let isHolding = false;
  let waiting: Snapshot | undefined;
  const take = (snapshot: Snapshot): void => {
    if (isHolding) {
      waiting = snapshot;
      return;
    }
    const since = pressedSince();
    show(snapshot);
    if (snapshot.screen.name !== 'pressed') return;
    const seenMs = since === undefined ? 0 : clock.now() - since;
    if (seenMs >= pressedMs) return;
    isHolding = true;
    clock.after(pressedMs - seenMs, () => {
      isHolding = false;
      const next = waiting;
      waiting = undefined;
      if (next) take(next);
    });
  };
  return take;
};
