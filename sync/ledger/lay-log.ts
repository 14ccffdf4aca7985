import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** Where SQLite begins the write-ahead log anew: a thousand pages of 4 KiB, each with a header of 24 bytes, behind one of 32. */
export const laidBytes = 32 + 1_000 * (4_096 + 24);

const zeros = Buffer.alloc(128 * 1024);

const fill = (fd: number, from: number): void => {
  for (let at = from; at < laidBytes; )
    at += writeSync(fd, zeros, 0, Math.min(zeros.length, laidBytes - at), at);
  fsyncSync(fd);
};

/**
 * Writes the log of an open ledger out to the length that it grows to anyway, so that a COMMIT syncs what it wrote and nothing
 * else: in a file that grows the file system has to sync its own journal with every press (a third of the time of a COMMIT, and
 * twice the wear of an SD card). SQLite takes what stands behind its last frame for what is left of an older log.
 * Call it between transactions. A disk that has no room for it is left as it was.
 */
export const layLog = (ledgerPath: string): void => {
  let fd: number | undefined;
  try {
    // Another descriptor of the log is harmless: SQLite's locks are on the database and on the shared memory.
    fd = openSync(`${ledgerPath}-wal`, 'r+');
    const { size } = fstatSync(fd);
    if (size >= laidBytes) return;
    try {
      fill(fd, size);
    } catch {
      ftruncateSync(fd, size);
    }
  } catch {
    // No log, or one that cannot be written: whoever writes the next entry will say so.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
};
