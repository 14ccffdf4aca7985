import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import { sha256 } from '../../proof/signing.ts';
import { toBlob } from '../store/evidence.ts';

/** After so many wrong ones in a row there is a wait; after so many more, a lock. */
export const faultsBeforeWait = 5;
export const faultsBeforeLock = 20;
const longestWaitMs = 60_000;
const firstLockMs = 15 * 60_000;
const longestLockMs = 24 * 3_600_000;
const forgottenAfterMs = 24 * 3_600_000;

export interface Faults {
  readonly times: number;
  readonly lastAt: number;
  readonly lockedUntil: number;
}
export const noFaults: Faults = { times: 0, lastAt: 0, lockedUntil: 0 };

/** How long the next attempt must wait after so many wrong ones, ms: 1, 2, 4 … 60 s; then 15 min, 30 min … a day. */
export const waitAfter = (times: number): number => {
  if (times < faultsBeforeWait) return 0;
  if (times < faultsBeforeLock) return Math.min(longestWaitMs, 1_000 * 2 ** (times - faultsBeforeWait));
  return Math.min(longestLockMs, firstLockMs * 2 ** Math.min(10, times - faultsBeforeLock));
};

/** One more attempt: refused while it must wait; else counted as wrong until it turns out to be right. */
export const stepFaults = (
  faults: Faults,
  now: number,
): { readonly ok: true; readonly faults: Faults } | { readonly ok: false; readonly retryInMs: number } => {
  if (faults.lockedUntil > now) return { ok: false, retryInMs: faults.lockedUntil - now };
  const isOld = now - faults.lastAt > forgottenAfterMs && faults.lockedUntil + forgottenAfterMs < now;
  const times = isOld ? 1 : faults.times + 1;
  return { ok: true, faults: { times, lastAt: now, lockedUntil: now + waitAfter(times) } };
};

/**
 * Counts wrong passwords by the name that was typed, whether somebody has it or not, so that a lock tells nothing. An attempt
 * is counted before its password is looked at: twenty at once are twenty.
 */
export interface LockOut {
  /** Milliseconds to wait, or 0 when this attempt may be looked at. */
  attempt(name: string, now: Instant): number;
  /** The attempt was right, or an admin opened the account again. */
  forget(name: string): void;
  isLocked(name: string, now: Instant): boolean;
}

const keyOf = (name: string): Buffer => toBlob(sha256(`motcham/1/sign-in\n${name}`));

export const lockOutOf = (db: Database.Database): LockOut => {
  const read = db.prepare<[Buffer], Faults>(
    'SELECT times, last_at AS lastAt, locked_until AS lockedUntil FROM sign_in_fault WHERE key = ?',
  );
  const write = db.prepare(
    `INSERT INTO sign_in_fault (key, times, last_at, locked_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET times = excluded.times, last_at = excluded.last_at, locked_until = excluded.locked_until`,
  );
  const drop = db.prepare('DELETE FROM sign_in_fault WHERE key = ?');
  // A list of invented names must not fill the disk.
  const sweep = db.prepare('DELETE FROM sign_in_fault WHERE last_at < @old AND locked_until < @now');
  return {
    attempt: (name, now) => {
      const key = keyOf(name);
      const stepped = stepFaults(read.get(key) ?? noFaults, now);
      if (!stepped.ok) return stepped.retryInMs;
      sweep.run({ old: now - forgottenAfterMs, now });
      write.run(key, stepped.faults.times, stepped.faults.lastAt, stepped.faults.lockedUntil);
      return 0;
    },
    forget: (name) => void drop.run(keyOf(name)),
    isLocked: (name, now) => {
      const faults = read.get(keyOf(name));
      return faults !== undefined && faults.times >= faultsBeforeLock && faults.lockedUntil > now;
    },
  };
};
