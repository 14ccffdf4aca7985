import type { Database } from 'better-sqlite3';
import { dropBallast, layBallast } from './ballast.ts';
import { checkTail } from './check-tail.ts';
import { makeLedgerFolder, openForWriting } from './connection.ts';
import { lockFile } from './file-lock.ts';
import { finishRotation } from './finish-rotation.ts';
import { LedgerError, withLedgerErrors } from './ledger-error.ts';
import { type Identity, prepareStatements, type Statements } from './statements.ts';

/** An open file of which tail and identity are proven. */
export interface LedgerFile {
  readonly db: Database;
  readonly statements: Statements;
  readonly identity: Identity;
}

export const openFile = (path: string): LedgerFile => {
  const db = openForWriting(path);
  try {
    const statements = prepareStatements(db);
    return { db, statements, identity: checkTail(path, statements.identity(), statements) };
  } catch (cause) {
    db.close();
    throw cause;
  }
};

type Log = (line: { readonly code: string; readonly message: string }) => void;

/** Runs `work`; on a full disk gives the ballast up and runs it once more. */
export const onBallast = <T>(path: string, log: Log, work: () => T): T => {
  try {
    return withLedgerErrors(`write ${path}`, work);
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'ledger/disk-full' || !dropBallast(path))
      throw error;
    log({
      code: 'ledger/ballast-given-up',
      message: `the disk of ${path} is full: what is pending can be drained`,
    });
    return withLedgerErrors(`write ${path}`, work);
  }
};

/** Locks a ledger's place and runs `work` there; the lock is let go when that fails. */
export const lockPlace = <T>(path: string, log: Log, work: () => T): T & { readonly unlock: () => void } =>
  withLedgerErrors(`open ${path}`, () => {
    makeLedgerFolder(path);
    const unlock = onBallast(path, log, () => lockFile(path));
    try {
      finishRotation(path);
      return { ...work(), unlock };
    } catch (cause) {
      unlock();
      throw cause;
    }
  });

/** Opens the file at a locked place, on the ballast if it must be, and lays new ballast where there is room. */
export const openLockedFile = (path: string, log: Log): LedgerFile => {
  const file = onBallast(path, log, () => openFile(path));
  if (!layBallast(path)) log({ code: 'ledger/no-ballast', message: `${path}: no room for the ballast` });
  return file;
};
