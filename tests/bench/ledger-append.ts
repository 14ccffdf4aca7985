import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemKioskClock } from '../../kiosk-app/core/system-clock.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { StoredEntry } from '../../sync/ledger/port.ts';
import { ratingDraft } from './fill-ledger.ts';
import { median, quantile } from './quantile.ts';
import type { Bench, Result } from './result.ts';

/** A rating through the ledger against a bare INSERT of the same bytes, one after the other, so that the disk is the same. */
export const benchAppend = ({ isQuick, folder, tell }: Bench): readonly Result[] => {
  const rounds = isQuick ? 100 : 3_000;
  const ledger = openLedger({
    path: join(folder, 'append', 'ledger.sqlite'),
    clock: systemKioskClock(),
    version: 'bench',
  });
  const bare = new Database(join(folder, 'append', 'bare.sqlite'));
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT');
  const insert = bare.prepare('INSERT INTO entry (seq, body, hash) VALUES (?, ?, ?)');
  // The first use of a WAL falls back to NORMAL in better-sqlite3's build of SQLite: set again, and looked at.
  insert.run(0, '', Buffer.alloc(0));
  bare.pragma('synchronous = FULL');
  if (bare.pragma('synchronous', { simple: true }) !== 2) throw new Error('the baseline does not sync');

  const [ours, theirs]: [number[], number[]] = [[], []];
  const time = (samples: number[], work: () => void): void => {
    const began = performance.now();
    work();
    samples.push(performance.now() - began);
  };
  let entry = ledger.append(ratingDraft(0));
  const append = (n: number): void =>
    time(ours, () => {
      entry = ledger.append(ratingDraft(n));
    });
  const insertBare = ({ seq, body, hash }: StoredEntry): void =>
    time(theirs, () => insert.run(seq, body, Buffer.from(hash, 'hex')));
  for (let i = 1; i <= rounds; i += 1) {
    if (i % 200 === 0) tell(`${i} of ${rounds} ratings`);
    // In turn, because the second of two syncs finds less to do.
    if (i % 2 === 0) insertBare(entry);
    const before = entry;
    append(i);
    if (i % 2 === 1) insertBare(before);
  }
  ledger.close();
  bare.close();
  return [
    {
      name: 'a rating through the ledger, to COMMIT',
      value: median(ours),
      unit: 'ms',
      baseline: { name: 'bare better-sqlite3 INSERT (WAL, FULL)', value: median(theirs) },
      target: { of: 'times baseline', is: 'at most', limit: 1.3 },
      note: `p99 ${quantile(ours, 0.99).toFixed(2)} ms, bare ${quantile(theirs, 0.99).toFixed(2)} ms`,
    },
  ];
};
