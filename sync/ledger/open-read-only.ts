import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { LedgerError } from './ledger-error.ts';

/**
 * Opens a ledger's file read-only, beside a kiosk that may be writing to it. A write-ahead log that a killed process left is
 * read with it; a folder where nothing can be written (a medium that was taken out to be examined) works as well, as long as
 * no such log lies there.
 */
export const openReadOnly = (path: string): Database.Database => {
  if (!existsSync(path)) throw new LedgerError('ledger/io', `there is no ledger at ${path}`);
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
    db.pragma('schema_version');
    return db;
  } catch (cause) {
    const wal = `${path}-wal`;
    const hasLog = existsSync(wal) && statSync(wal).size > 0;
    const isUnwritable =
      cause instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(cause.code);
    if (!isUnwritable || hasLog) throw cause;
    return new Database(`${pathToFileURL(path).href}?immutable=1`, { readonly: true, fileMustExist: true });
  }
};
