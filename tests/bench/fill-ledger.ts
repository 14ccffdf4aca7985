import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { categoryIds } from '../../sync/domain/categories.ts';
import { entryHash } from '../../sync/domain/chain.ts';
import { type EntryDraft, type EntryTime, formatEntry } from '../../sync/domain/entry.ts';
import type { BootId, CounterId, DepartmentId, HashHex, Instant, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { sha256 } from '../../sync/proof/signing.ts';

export const benchPlace = { department: 'so-tu-phap' as DepartmentId, counter: 'q12-1' as CounterId };
const everyMs = 5_000;

/** The rating that a press on a serial panel makes. */
export const ratingDraft = (n: number): EntryDraft => ({
  kind: 'rating',
  category: categoryIds[n % categoryIds.length] ?? categoryIds[0],
  ...benchPlace,
  via: 'serial',
  press: `panel:1f3a9c04:${n}`,
});

/**
 * A ledger of `count` entries, as if written over a long time: the real file of the real room, whose entries were put in by
 * one transaction, because a commit for each of a million would take an hour.
 */
export const fillLedger = (path: string, count: number): void => {
  const boot = randomUUID() as BootId;
  const startsAt = Date.now() - count * everyMs - 60_000;
  const timeOf = (n: number): EntryTime => ({
    at: (startsAt + n * everyMs) as Instant,
    boot,
    up: n * everyMs,
  });
  const ledger = openLedger({ path, clock: { now: () => timeOf(0) }, version: 'bench' });
  let prev: HashHex = ledger.head().hash;
  ledger.close();
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const insert = db.prepare<[number, string, Buffer]>('INSERT INTO entry (seq, body, hash) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let seq = 1; seq <= count; seq += 1) {
      const draft: EntryDraft = seq === 1 ? { kind: 'boot', version: 'bench' } : ratingDraft(seq);
      const body = formatEntry(seq as Seq, timeOf(seq), draft);
      prev = entryHash(sha256, prev, body);
      insert.run(seq, body, Buffer.from(prev, 'hex'));
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
};
