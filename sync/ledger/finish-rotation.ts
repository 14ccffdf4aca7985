import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './connection.ts';

/** Where the next ledger is written until it is whole. */
export const nextPath = (ledgerPath: string): string => `${ledgerPath}.next`;

/** Removes a database file and what SQLite may have left beside it. */
export const removeFile = (path: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
};

/**
 * Brings a rotation that a crash cut off to its end. The old ledger is set aside only when the next one is whole and on the
 * disk; so where there is none in its place, the next one takes it, and where there is one, whatever stands half is removed.
 */
export const finishRotation = (ledgerPath: string): void => {
  const next = nextPath(ledgerPath);
  if (!existsSync(next)) return;
  if (existsSync(ledgerPath)) {
    removeFile(next);
    return;
  }
  renameSync(next, ledgerPath);
  syncFolder(dirname(ledgerPath));
};
