import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';

/** The folders of one world: every disk and every image of one is a folder of its own. */
export interface Disks {
  empty(): string;
  /** What a crash leaves of a folder: the files as the system holds them now, without locks and shared memory. */
  imageOf(folder: string): string;
  remove(folder: string): void;
}

export const createDisks = (root: string): Disks => {
  let made = 0;
  const empty = (): string => {
    made += 1;
    const folder = join(root, String(made));
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  return {
    empty,
    imageOf: (folder) => {
      const image = empty();
      for (const file of readdirSync(folder)) {
        if (file.endsWith('.lock') || file.endsWith('-shm')) continue;
        // The ballast is only ever written whole or removed: a second name for it saves copying 2 MB.
        const carry = file.endsWith('.ballast') ? linkSync : copyFileSync;
        carry(join(folder, file), join(image, file));
      }
      return image;
    },
    remove: (folder) => rmSync(folder, { recursive: true, force: true }),
  };
};

/** How far a write-ahead log reached, and which one it was: its salts change when it starts again from the front. */
export interface LogMark {
  readonly salts: string;
  readonly bytes: number;
}

const salts = { at: 16, length: 8 } as const;

export const markLog = (database: string): LogMark => {
  const path = `${database}-wal`;
  if (!existsSync(path)) return { salts: '', bytes: 0 };
  const bytes = statSync(path).size;
  if (bytes === 0) return { salts: '', bytes };
  const buffer = Buffer.alloc(salts.length);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, buffer, 0, salts.length, salts.at);
  } finally {
    closeSync(fd);
  }
  return { salts: buffer.toString('hex'), bytes };
};

/**
 * Tears what an image holds of the commits since `mark`, of which nobody outside has heard: the log ends at `share` of their
 * bytes. Returns whether there was anything to tear.
 */
export const tearLog = (database: string, mark: LogMark, share: number): boolean => {
  const now = markLog(database);
  if (now.bytes <= mark.bytes || (mark.bytes > 0 && now.salts !== mark.salts)) return false;
  // Near a checkpoint (1,000 pages) its frames may stand in the database already, which happens only once they are synced.
  if (now.bytes > 3_000_000) return false;
  truncateSync(`${database}-wal`, mark.bytes + Math.floor(share * (now.bytes - mark.bytes)));
  return true;
};
