import type { EntryTime } from '../domain/entry.ts';
import type { Instant } from '../domain/ids.ts';

const lastInstant = 253_402_300_799_999;

/**
 * A time that an entry can say: whole milliseconds, a wall clock outside of 1970 to 9999 brought to the edge. Whatever a
 * clock says, a press is taken and the uplink goes on.
 */
export const wholeTime = ({ at, boot, up }: EntryTime): EntryTime => ({
  at: Math.min(Math.max(0, Math.trunc(at)), lastInstant) as Instant,
  boot,
  up: Math.max(0, Math.trunc(up)),
});
