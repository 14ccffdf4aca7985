import Database from 'better-sqlite3';
import { CentreError, toCentreError } from '../centre-error.ts';

/**
 * Takes the one-writer lock of a store: an exclusive transaction on an empty SQLite file beside it. The operating system
 * drops it with the process, however that dies; Node has no file lock of its own. Readers (report, verify) stay welcome.
 * @returns the function that gives it back
 * @throws CentreError `centre/in-use`, `centre/data-not-writable`
 */
export const lockStore = (storePath: string): (() => void) => {
  let db: Database.Database | undefined;
  try {
    db = new Database(`${storePath}.lock`, { timeout: 1_000 });
    // No journal: the transaction never writes, it only holds the lock.
    db.pragma('journal_mode = OFF');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db?.close();
    const error = toCentreError(cause, `lock ${storePath}`);
    if (error instanceof CentreError && error.code === 'centre/in-use') {
      throw new CentreError('centre/in-use', `${storePath} is open in another centre process`, cause);
    }
    throw error;
  }
  const held = db;
  return () => held.close();
};
