import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../../disk/make-folder.ts';
import type { CentreId, Instant } from '../../domain/ids.ts';
import { mintKeyPair, type PrivateKey, type PublicKey } from '../../proof/signing.ts';
import { CentreError, toCentreError } from '../centre-error.ts';
import { migrations } from './schema.ts';
import { lockStore } from './store-lock.ts';

/** "MCce": tells a centre's store from every other SQLite file. */
export const applicationId = 0x4d436365;
export const storeFileName = 'centre.sqlite';
export const storePathIn = (dataDir: string): string => join(dataDir, storeFileName);

export interface CentreIdentity {
  readonly centre: CentreId;
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
}

export interface OpenedStore {
  readonly db: Database.Database;
  readonly identity: CentreIdentity;
  /** Checkpoints the WAL, closes the file, gives the lock back. */
  close(): void;
}

const versionOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));

const assertOurs = (db: Database.Database, path: string): void => {
  const id = db.pragma('application_id', { simple: true });
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (id !== applicationId && tables !== 0) {
    throw new CentreError('centre/foreign-store', `${path} is not a store of a centre`);
  }
  if (versionOf(db) > migrations.length) {
    throw new CentreError('centre/newer-store', `${path} was written by a newer version of this program`);
  }
};

/** Brings the schema to the newest version, one transaction a step. `upTo` lets a test stop at an older one. */
export const migrate = (db: Database.Database, upTo: number = migrations.length): void => {
  for (let version = versionOf(db); version < upTo; version += 1) {
    const sql = migrations[version];
    if (sql === undefined) return;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version + 1}`);
      db.pragma(`application_id = ${applicationId}`);
    })();
  }
};

const setPragmas = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -65536');
  // An erased comment is gone from the file, not only from its index.
  db.pragma('secure_delete = ON');
  db.pragma('journal_size_limit = 67108864');
  // Pages that every batch writes again (the ends of tables and indexes) go to the file a quarter as often.
  db.pragma('wal_autocheckpoint = 4000');
};

const expectPragma = (db: Database.Database, pragma: string, wanted: string | number): void => {
  const found = db.pragma(pragma, { simple: true });
  if (found !== wanted) {
    throw new CentreError('centre/store-failed', `${db.name}: ${pragma} is ${found}, must be ${wanted}`);
  }
};

interface MetaRow {
  readonly centre: CentreId;
  readonly public_key: PublicKey;
  readonly private_key: PrivateKey;
}

const mintOnce = (db: Database.Database, centre: CentreId, now: Instant): CentreIdentity => {
  const keys = mintKeyPair();
  // The first write of every opening is this one: the checks of synchronous and WAL stand after it, because better-sqlite3
  // compiles SQLite so that a WAL file falls back to synchronous=NORMAL when it is first used.
  db.prepare(
    `INSERT INTO meta (only, centre, public_key, private_key, minted_at) VALUES (1, ?, ?, ?, ?)
     ON CONFLICT (only) DO UPDATE SET opens = opens + 1`,
  ).run(centre, keys.publicKey, keys.privateKey, now);
  const row = db.prepare<[], MetaRow>('SELECT centre, public_key, private_key FROM meta').get();
  if (!row) throw new Error('meta: the row that was just written is not there');
  if (row.centre !== centre) {
    throw new CentreError(
      'centre/other-centre',
      `${db.name} belongs to the centre "${row.centre}", not "${centre}"`,
    );
  }
  return { centre: row.centre, publicKey: row.public_key, privateKey: row.private_key };
};

const openLocked = (path: string, centre: CentreId, now: Instant): Omit<OpenedStore, 'close'> => {
  // The private key lives in the file: only its owner reads it.
  closeSync(openSync(path, 'a', 0o600));
  const db = new Database(path, { timeout: 5_000 });
  try {
    assertOurs(db, path);
    setPragmas(db);
    migrate(db);
    const identity = mintOnce(db, centre, now);
    expectPragma(db, 'journal_mode', 'wal');
    expectPragma(db, 'synchronous', 2);
    expectPragma(db, 'foreign_keys', 1);
    return { db, identity };
  } catch (cause) {
    db.close();
    throw cause;
  }
};

/**
 * Opens (or makes) the store of a centre for writing, as its only writer.
 * @throws CentreError `centre/data-not-writable`, `centre/in-use`, `centre/foreign-store`, `centre/newer-store`,
 *   `centre/other-centre`, `centre/corrupt`, `centre/disk-full`
 */
export const openStore = (dataDir: string, centre: CentreId, now: Instant): OpenedStore => {
  let unlock: (() => void) | undefined;
  try {
    makeFolder(dataDir);
    const path = storePathIn(dataDir);
    const release = lockStore(path);
    unlock = release;
    const { db, identity } = openLocked(path, centre, now);
    return {
      db,
      identity,
      close: () => {
        db.pragma('wal_checkpoint(TRUNCATE)');
        db.close();
        release();
      },
    };
  } catch (cause) {
    unlock?.();
    throw toCentreError(cause, `open the data folder ${dataDir}`);
  }
};

/**
 * Opens a store to read from it, beside a running centre or without one.
 * @throws CentreError `centre/no-store`, `centre/foreign-store`, `centre/newer-store`, `centre/corrupt`
 */
export const openStoreForReading = (path: string): Database.Database => {
  if (!existsSync(path)) {
    throw new CentreError('centre/no-store', `there is no centre's store at ${path}`);
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
    assertOurs(db, path);
    if (versionOf(db) < migrations.length) {
      throw new CentreError('centre/no-store', `${path} is of an older version; start the centre on it once`);
    }
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('cache_size = -65536');
    return db;
  } catch (cause) {
    db?.close();
    throw toCentreError(cause, `read ${path}`);
  }
};
