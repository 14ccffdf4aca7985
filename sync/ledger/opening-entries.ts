import type { EntryDraft, EntryTime } from '../domain/entry.ts';
import type { Instant } from '../domain/ids.ts';

/** A wall clock that drifts less than this against the time since boot is left alone; more is a step. Milliseconds. */
export const clockStepMs = 1_000;

/**
 * What must stand in the ledger before an entry of `now` may: a `boot` entry when the machine was started since the last
 * entry, a `clock-step` when somebody moved the wall clock while it ran.
 */
export const openingEntries = (
  last: EntryTime | undefined,
  now: EntryTime,
  version: string,
): readonly EntryDraft[] => {
  if (last?.boot !== now.boot) return [{ kind: 'boot', version }];
  const expected = last.at + (now.up - last.up);
  if (Math.abs(now.at - expected) <= clockStepMs) return [];
  return [{ kind: 'clock-step', from: expected as Instant, to: now.at }];
};
