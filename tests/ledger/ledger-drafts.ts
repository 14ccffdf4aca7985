import type { EntryDraft, EntryTime } from '../../sync/domain/entry.ts';
import type { BootId, CounterId, DepartmentId, Instant } from '../../sync/domain/ids.ts';

/** A clock that a test moves by hand. */
export interface HandClock {
  now(): EntryTime;
  wall: number;
  boot: string;
  up: number;
}

export const handClock = (): HandClock => ({
  wall: 1_613_350_000_000,
  boot: 'boot-1',
  up: 1_000,
  now() {
    return { at: this.wall as Instant, boot: this.boot as BootId, up: this.up };
  },
});

export const rating = (press?: string): EntryDraft => ({
  kind: 'rating',
  category: 'dissatisfied-time',
  department: 'so-tu-phap' as DepartmentId,
  counter: 'quay-12' as CounterId,
  via: 'serial',
  ...(press !== undefined && { press }),
});
