import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import type { CentreIdentity } from '../store/open-store.ts';
import { KeepingError } from './keeping-error.ts';
import { sealFile } from './sealed-file.ts';

export interface BackupFile {
  readonly file: string;
  readonly at: Instant;
  readonly bytes: number;
}

// `mot-cham-centre-20260310T113000Z.backup`: sorts by time, and says whose it is.
const nameOf = (centre: string, at: Instant): string =>
  `mot-cham-${centre}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.backup`;
const shape = /^mot-cham-(.+)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.backup$/;

/** The backups of a centre in a folder, newest first. */
export const backupsIn = (folder: string, centre: string): readonly BackupFile[] => {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((file): BackupFile[] => {
      const [, of, ...t] = shape.exec(file) ?? [];
      if (of !== centre) return [];
      const at = Date.parse(`${t[0]}-${t[1]}-${t[2]}T${t[3]}:${t[4]}:${t[5]}Z`) as Instant;
      return [{ file, at, bytes: statSync(join(folder, file)).size }];
    })
    .sort((a, b) => b.at - a.at);
};

/**
 * Writes an encrypted copy of the store while the centre goes on taking ratings in, then drops the oldest beyond `keep`. A
 * backup has its name only when it is whole.
 * @param folder outside of the data folder, on another disk, so that one failure does not take both
 * @throws KeepingError `keeping/no-passphrase`, `keeping/folder-not-writable`
 */
export const writeBackup = async (options: {
  readonly store: {
    readonly db: Database.Database;
    readonly identity: Pick<CentreIdentity, 'centre'>;
  };
  readonly folder: string;
  readonly keep: number;
  readonly passphrase: string | undefined;
  readonly now: () => Instant;
  /** Names what is not whole yet, so that a command beside a running centre does not take the centre's own. */
  readonly mark?: string;
}): Promise<BackupFile> => {
  const { store, folder, keep, passphrase, now, mark = 'own' } = options;
  if (!passphrase) {
    const message = 'no passphrase: start the centre with --backup-passphrase-file FILE';
    throw new KeepingError('keeping/no-passphrase', message);
  }
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new KeepingError(
      'keeping/folder-not-writable',
      `the backup folder ${folder} cannot be written to`,
      cause,
    );
  }
  const { centre } = store.identity;
  const at = now();
  const path = join(folder, nameOf(centre, at));
  // The plain copy stays in the data folder, where the store itself lies in plain.
  const plain = `${store.db.name}.copy-${mark}`;
  const partial = `${path}.${mark}.partial`;
  try {
    rmSync(plain, { force: true });
    rmSync(partial, { force: true });
    await store.db.backup(plain);
    await sealFile(plain, partial, passphrase, { centre, at: new Date(at).toISOString() });
    renameSync(partial, path);
  } catch (cause) {
    // A full disk or a share that went away costs a backup and never the centre.
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new KeepingError('keeping/failed', `the backup was not written: ${cause.message}`, cause);
  } finally {
    for (const left of [plain, `${plain}-journal`, partial]) rmSync(left, { force: true, recursive: true });
  }
  const all = backupsIn(folder, centre);
  for (const old of all.slice(keep)) rmSync(join(folder, old.file), { force: true });
  return (
    all.find((each) => join(folder, each.file) === path) ?? { file: path, at, bytes: statSync(path).size }
  );
};
