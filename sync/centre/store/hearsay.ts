import type Database from 'better-sqlite3';
import type { HashHex, LedgerId } from '../../domain/ids.ts';
import type { Told } from '../ingest/read-fact.ts';

/** What the store has heard of entries before they came: withdrawn, voided or carried here by another ledger. */
export interface Hearsay {
  /**
   * Which of these were heard of: asked once for a whole batch, because it is nearly always none. On its own ledger a fact can
   * only speak of one before it, so nothing was heard unless something of this ledger was carried elsewhere. Undefined where
   * one was carried here, for then a fact of the batch may speak of another.
   */
  heardOf(ledger: LedgerId, tolds: readonly Told[]): ReadonlySet<HashHex> | undefined;
  /** Nothing of this ledger was carried elsewhere, so nobody can have spoken of what it has yet to tell. */
  isSilentOn(ledger: LedgerId): boolean;
  /** Something of this ledger was carried to another. */
  note(origin: LedgerId): void;
  /** Forgets what was read ahead, after a transaction that did not commit. */
  forget(): void;
}

export const hearsayOf = (db: Database.Database): Hearsay => {
  const spokenOf = db
    .prepare<[string], HashHex>(
      `SELECT lower(hex(b.identity)) FROM (SELECT unhex(value) AS identity FROM json_each(?)) b
       WHERE EXISTS (SELECT 1 FROM rating WHERE identity = b.identity)
         OR EXISTS (SELECT 1 FROM withdrawal WHERE target = b.identity)
         OR EXISTS (SELECT 1 FROM void WHERE target = b.identity)`,
    )
    .pluck();
  const carriedFrom = db.prepare<[], LedgerId>('SELECT DISTINCT origin_ledger FROM alias').pluck();
  // The ledgers of which something was carried to another: a handful of broken disks in the life of a centre.
  let origins: Set<LedgerId> | undefined;
  const isSilentOn = (ledger: LedgerId): boolean => {
    origins ??= new Set(carriedFrom.all());
    return !origins.has(ledger);
  };
  return {
    isSilentOn,
    heardOf: (ledger, tolds) => {
      if (tolds.some(({ origin }) => origin !== undefined)) return undefined;
      if (isSilentOn(ledger)) return new Set();
      return new Set(spokenOf.all(JSON.stringify(tolds.map(({ identity }) => identity))));
    },
    note: (origin) => void origins?.add(origin),
    forget: () => {
      origins = undefined;
    },
  };
};
