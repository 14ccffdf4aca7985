import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../disk/make-folder.ts';
import { LedgerError, withLedgerErrors } from './ledger-error.ts';
import { checkVersion, migrate } from './schema.ts';

/** Makes a new name in a folder survive a power cut. Windows has no such call and needs none. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Makes the ledger's folder where absent. */
export const makeLedgerFolder = (path: string): void => {
  const firstMade = makeFolder(dirname(path));
  if (firstMade !== undefined) syncFolder(dirname(firstMade));
};

/**
 * Makes the file where absent. The private key lives in the file, so only its owner reads it; SQLite gives -wal and -shm the
 * same rights. A file that is there is not even opened: on POSIX closing it again would drop every lock that this process
 * holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
 */
const makeFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EEXIST') throw cause;
  }
};

const setPragmas = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
  // Reads go forward once and writes go to the end: a large cache would only be memory that is gone. KiB when negative.
  db.pragma('cache_size = -4096');
  // An erased comment is gone from the file, not only from its index.
  db.pragma('secure_delete = ON');
  // A WAL that grew during a long backup shrinks again.
  db.pragma('journal_size_limit = 8388608');
};

const expect = (db: Database.Database, pragma: string, wanted: string | number): void => {
  const found = db.pragma(pragma, { simple: true });
  if (found !== wanted) {
    throw new LedgerError('ledger/io', `${db.name}: ${pragma} is ${String(found)}, must be ${wanted}`);
  }
};

/**
 * Opens (or makes) the file for writing, brings its schema up to date, and proves by a first write that commits are durable.
 * The proof stands after the write because better-sqlite3 compiles SQLite so that a WAL file falls back to
 * synchronous=NORMAL when it is first used: a check before it reads a value that does not last.
 */
export const openForWriting = (path: string): Database.Database =>
  withLedgerErrors(`open ${path}`, () => {
    makeFile(path);
    const db = new Database(path, { fileMustExist: true, timeout: 2_000 });
    try {
      checkVersion(db, path);
      setPragmas(db);
      migrate(db, path);
      db.exec('UPDATE meta SET opens = opens + 1');
      expect(db, 'journal_mode', 'wal');
      expect(db, 'synchronous', 2);
      expect(db, 'foreign_keys', 1);
      return db;
    } catch (cause) {
      db.close();
      throw cause;
    }
  });
