import type { BootId, Instant } from '../../../sync/domain/ids.ts';
import type { KioskClock } from '../../../sync/ledger/port.ts';

/** A clock that stands until it is set: the file's time, for every kiosk and the centre alike. */
export interface VirtualClock extends KioskClock {
  readonly instant: () => Instant;
  /** Moves on to `at`; never back. */
  advance(at: Instant): void;
}

export const virtualClock = (start: Instant, boot: BootId): VirtualClock => {
  let at = start;
  return {
    instant: () => at,
    advance(to) {
      if (to > at) at = to;
    },
    now: () => ({ at, boot, up: at - start }),
  };
};
