import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './connection.ts';
import { removeFile } from './finish-rotation.ts';
import { LedgerError, toLedgerError } from './ledger-error.ts';
import { openReadOnly } from './open-read-only.ts';
import { type LedgerReport, verifyLedger } from './verify-ledger.ts';

/**
 * Copies a ledger, beside the kiosk that writes to it, by SQLite's backup, proves the copy, and only then gives it its name. The
 * copy holds the private key. Put back on a kiosk it is a restored image: the centre's receipts prove a twin, and the kiosk
 * takes a new name by itself.
 * @throws LedgerError with any code; `destination` is untouched then
 */
export const backupLedger = async (path: string, destination: string): Promise<LedgerReport> => {
  if (existsSync(destination)) throw new LedgerError('ledger/io', `${destination} is there already`);
  const part = `${destination}.part`;
  removeFile(part);
  try {
    const db = openReadOnly(path);
    try {
      // The copy holds the private key as well: its owner's eyes only, from the first byte on.
      closeSync(openSync(part, 'wx', 0o600));
      await db.backup(part);
    } finally {
      db.close();
    }
    const report = verifyLedger(part);
    const [first] = report.findings;
    if (first)
      throw new LedgerError('ledger/corrupt', `the copy of ${path}: ${first.where}: ${first.reason}`);
    renameSync(part, destination);
    removeFile(part);
    syncFolder(dirname(destination));
    return { ...report, path: destination };
  } catch (cause) {
    removeFile(part);
    throw toLedgerError(cause, `back ${path} up to ${destination}`);
  }
};
