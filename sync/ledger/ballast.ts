import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Held back on every disk: room for a write-ahead log while some 200,000 pending entries are drained in full batches, and for
 * opening the file at all. Without it a disk that somebody else filled could not even be drained.
 */
export const ballastBytes = 2 * 1024 * 1024;

/** Room for ratings beside it; less is as good as full. */
const slackBytes = 256 * 1024;

const ballastPath = (ledgerPath: string): string => `${ledgerPath}.ballast`;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const hasBallast = (ledgerPath: string): boolean => sizeOf(ballastPath(ledgerPath)) >= ballastBytes;

const giveBack = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // Something that is no file of ours stands there: then there is no ballast, and that is all.
  }
};

// A file system that does not know its size says 0 blocks: no reason to refuse anything.
const isFull = (folder: string): boolean => {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return blocks > 0 && bavail * bsize < ballastBytes + slackBytes;
};

const isFullCode = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

/**
 * Lays the ballast down again where it is missing and the disk has room for it. Random bytes, because a file system that packs
 * or leaves holes would hold nothing back. False only when the disk has no room.
 */
export const layBallast = (ledgerPath: string): boolean => {
  if (hasBallast(ledgerPath)) return true;
  const path = ballastPath(ledgerPath);
  try {
    if (isFull(dirname(ledgerPath))) return false;
    const fd = openSync(path, 'w', 0o600);
    try {
      writeSync(fd, randomFillSync(Buffer.allocUnsafe(ballastBytes)));
    } finally {
      closeSync(fd);
    }
    if (hasBallast(ledgerPath)) return true;
    giveBack(path);
    return false;
  } catch (error) {
    // Half a ballast is given back. A file that cannot be made for another reason is not the ratings' business.
    giveBack(path);
    return !isFullCode(error);
  }
};

/** Gives the ballast up. Returns whether there was any. */
export const dropBallast = (ledgerPath: string): boolean => {
  const path = ballastPath(ledgerPath);
  const had = sizeOf(path) > 0;
  giveBack(path);
  return had;
};
