import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makeFolder } from '../../disk/make-folder.ts';
import type { Instant } from '../../domain/ids.ts';
import { auditOf } from '../audit/audit.ts';
import { type CentreIdentity, migrate, storePathIn } from '../store/open-store.ts';
import { lockStore } from '../store/store-lock.ts';
import { type CentreStoreReport, verifyCentreStore } from '../verify-store.ts';
import { KeepingError } from './keeping-error.ts';
import { type SealHeader, unsealFile } from './sealed-file.ts';

export interface Restored {
  readonly head: SealHeader;
  readonly report: CentreStoreReport;
  /** Where the store that stood there before is now. */
  readonly asideTo: string | null;
}

const sidecars = ['', '-wal', '-shm'] as const;

/**
 * Puts a backup in the place of a centre's store. The store that stood there is kept aside under another name. Whatever the
 * kiosks sent since the backup comes back by itself: the centre's receipts are older now, and every kiosk sends what lies above.
 * @throws KeepingError, CentreError `centre/in-use`
 */
export const restoreBackup = async (
  file: string,
  dataDir: string,
  passphrase: string,
  now: Instant,
): Promise<Restored> => {
  makeFolder(dataDir);
  const path = storePathIn(dataDir);
  const unlock = lockStore(path);
  const fresh = `${path}.restoring`;
  try {
    for (const end of sidecars) rmSync(`${fresh}${end}`, { force: true });
    const head = await unsealFile(file, fresh, passphrase);
    makeReady(fresh, head, now);
    const report = verifyCentreStore(fresh);
    if (!report.ok) {
      const [first] = report.findings;
      throw new KeepingError(
        'keeping/not-whole',
        `the backup is not whole: ${first?.where} ${first?.reason}`,
      );
    }
    for (const end of ['-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
    const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const aside = existsSync(path) ? `${path}.before-${stamp}` : null;
    if (aside) for (const end of sidecars) moveIfThere(`${path}${end}`, `${aside}${end}`);
    renameSync(fresh, path);
    return { head, report, asideTo: aside };
  } finally {
    for (const end of sidecars) rmSync(`${fresh}${end}`, { force: true });
    unlock();
  }
};

const moveIfThere = (from: string, to: string): void => {
  if (existsSync(from)) renameSync(from, to);
};

/**
 * Brings an older backup to this program's schema, signs everybody out (a session or a link that was ended since must not come
 * back to life with the file), and writes down in the audit log that it was restored.
 */
const makeReady = (path: string, { at }: SealHeader, now: Instant): void => {
  const db = new Database(path);
  try {
    migrate(db);
    const meta = db
      .prepare<[], CentreIdentity>(
        'SELECT centre, public_key AS publicKey, private_key AS privateKey FROM meta',
      )
      .get();
    if (!meta) throw new KeepingError('keeping/not-whole', 'the backup holds no centre');
    db.transaction(() => {
      db.exec('DELETE FROM session; DELETE FROM invitation;');
      const what = { person: 'system', from: null, action: 'centre/restored', subject: at, detail: {} };
      auditOf(db, meta).append(what, now);
    })();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
};
