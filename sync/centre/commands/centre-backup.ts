import { join } from 'node:path';
import type { CentreId, Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import { backupsIn, writeBackup } from '../keeping/backup.ts';
import { settingsOf } from '../settings/settings.ts';
import { openStoreForReading, storePathIn } from '../store/open-store.ts';
import { UsageError } from './command-line.ts';

export interface AskedBackup {
  readonly dataDir: string;
  readonly passphrase: string;
  /** Without it, the folder and the number of the centre's settings. */
  readonly folder: string | undefined;
  readonly keep: string | undefined;
}

const readKeep = (text: string): number => {
  const keep = Number(text);
  if (!/^\d{1,4}$/.test(text) || keep < 1)
    throw new UsageError(`--keep must be a number of backups from 1: ${text}`);
  return keep;
};

/** `npm run centre -- backup --data DIR`: the console's backup for a cron job, beside a running centre or without one. */
export const backUpStore = async (asked: AskedBackup): Promise<number> => {
  const now = (): Instant => Date.now() as Instant;
  const db = openStoreForReading(storePathIn(asked.dataDir));
  try {
    const set = settingsOf(db).at('backup', reportDayOf(now()));
    const folder = asked.folder ?? set.folder;
    if (folder === '') throw new UsageError('no folder: --folder DIR, or the setting Sao lưu of the console');
    const keep = asked.keep === undefined ? set.keep : readKeep(asked.keep);
    const centre =
      db.prepare<[], CentreId>('SELECT centre FROM meta').pluck().get() ?? ('centre' as CentreId);
    const { file, bytes } = await writeBackup({
      store: { db, identity: { centre } },
      folder,
      keep,
      passphrase: asked.passphrase,
      now,
      mark: 'beside',
    });
    process.stdout.write(
      `wrote ${join(folder, file)}, ${bytes} bytes, sealed; ${backupsIn(folder, centre).length} backups are kept there\n`,
    );
    return 0;
  } finally {
    db.close();
  }
};
