import type { Database } from 'better-sqlite3';
import type { LedgerId } from '../domain/ids.ts';
import { fingerprintOf, mintKeyPair } from '../proof/signing.ts';
import { LedgerError } from './ledger-error.ts';

/** `mcL1`: tells a ledger from any other SQLite file. */
export const ledgerApplicationId = 0x6d634c31;

export interface Migration {
  /** What PRAGMA user_version says afterwards. */
  readonly version: number;
  readonly apply: (db: Database) => void;
}

// A ledger is born with its name: key pair and id stand in the same transaction as the tables, so there is no instant at
// which the file exists and could be mistaken for another ledger.
const birth: Migration = {
  version: 1,
  apply: (db) => {
    db.exec(`
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  body TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
CREATE TABLE comment_text (
  seq INTEGER PRIMARY KEY REFERENCES entry (seq),
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ledger_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL,
  centre_key TEXT,
  watermark INTEGER NOT NULL DEFAULT 0 CHECK (watermark >= 0),
  opens INTEGER NOT NULL DEFAULT 0
) STRICT;`);
    const { publicKey, privateKey } = mintKeyPair();
    const id = fingerprintOf(publicKey) as LedgerId;
    db.prepare('INSERT INTO meta (one, ledger_id, public_key, private_key) VALUES (1, ?, ?, ?)').run(
      id,
      publicKey,
      privateKey,
    );
  },
};

// The newest receipt stays with the ledger, so that `verify` can prove offline what the centre has confirmed.
const receipts: Migration = {
  version: 2,
  apply: (db) => {
    db.exec(`
CREATE TABLE receipt (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  up_to INTEGER NOT NULL CHECK (up_to >= 0),
  head BLOB NOT NULL CHECK (length(head) = 32),
  centre_key TEXT NOT NULL,
  signed_text TEXT NOT NULL,
  sig TEXT NOT NULL
) STRICT;`);
  },
};

export const migrations: readonly Migration[] = [birth, receipts];
export const schemaVersion = migrations.length;

/** What a file says about itself, before anything in it is trusted. */
const readVersion = (db: Database): { readonly version: number; readonly isOurs: boolean } => ({
  version: Number(db.pragma('user_version', { simple: true })),
  isOurs: Number(db.pragma('application_id', { simple: true })) === ledgerApplicationId,
});

/**
 * Refuses a file that is no ledger, or a ledger of a newer program, without touching it. Returns its version; 0 is a new
 * file.
 * @throws LedgerError `ledger/newer-schema`, `ledger/corrupt`
 */
export const checkVersion = (db: Database, path: string): number => {
  const { version, isOurs } = readVersion(db);
  // Turning WAL on writes a page before the first table stands; a crash between the two leaves a file that is still new.
  const isNew =
    !isOurs && version === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (isNew) return 0;
  if (!isOurs) throw new LedgerError('ledger/corrupt', `${path} is not a ledger`);
  if (version > schemaVersion) {
    throw new LedgerError(
      'ledger/newer-schema',
      `${path} was written by a newer program (schema ${version}, this one knows ${schemaVersion})`,
    );
  }
  if (version < 1) throw new LedgerError('ledger/corrupt', `${path} is a ledger without a schema version`);
  return version;
};

/** Brings a file to `upTo`, all of it in one transaction: a crash leaves the version it had. */
export const migrate = (db: Database, path: string, upTo: number = schemaVersion): void => {
  const version = checkVersion(db, path);
  const pending = migrations.filter((m) => m.version > version && m.version <= upTo);
  if (pending.length === 0) return;
  db.transaction(() => {
    for (const migration of pending) {
      migration.apply(db);
      db.pragma(`user_version = ${migration.version}`);
    }
    db.pragma(`application_id = ${ledgerApplicationId}`);
  }).immediate();
};
