import Database from 'better-sqlite3';
import { LedgerError, toLedgerError } from './ledger-error.ts';

/** How long a start waits for a process that is just going down. Blocks: nothing can happen before the ledger is open. */
const waitMs = 2_000;

/**
 * Takes the one-writer lock of a ledger: an exclusive transaction on an empty SQLite file beside it. The operating system
 * drops it with the process, however it dies, on Linux and on Windows; Node itself offers no file lock. Readers of the
 * ledger (verify, backup) are not kept out.
 * @returns the function that releases it
 * @throws LedgerError `ledger/in-use` and what opening a file can meet
 */
export const lockFile = (ledgerPath: string): (() => void) => {
  const path = `${ledgerPath}.lock`;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: waitMs });
    // No journal: the transaction never writes, it only holds the lock.
    db.pragma('journal_mode = OFF');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db?.close();
    const error = toLedgerError(cause, `lock ${path}`);
    if (error instanceof LedgerError && error.code === 'ledger/in-use') {
      throw new LedgerError('ledger/in-use', `${ledgerPath} is open in another process`, cause);
    }
    throw error;
  }
  const held = db;
  return () => held.close();
};
