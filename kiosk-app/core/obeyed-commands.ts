import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The names of the centre's commands that this kiosk has obeyed. Without the file's word that a name is new nothing is done:
 * rather not at all than twice.
 */
export interface ObeyedCommands {
  /** False when it was obeyed before. On the disk before it returns. @throws Error of the file system */
  take(id: string): boolean;
}

/** A message lives for minutes: one that comes after so many others has long expired. */
const remembered = 256;

const shape = z.strictObject({ v: z.literal(1), ids: z.array(z.string().max(64)).max(remembered) });

export const obeyedCommandsPath = (dataDir: string): string => join(dataDir, 'commands.json');

const readIds = (path: string): readonly string[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return shape.parse(JSON.parse(text)).ids;
};

export const keepObeyedCommands = (dataDir: string): ObeyedCommands => {
  const path = obeyedCommandsPath(dataDir);
  return {
    take: (id) => {
      const ids = readIds(path);
      if (ids.includes(id)) return false;
      const fd = openSync(`${path}.new`, 'w', 0o600);
      try {
        writeFileSync(fd, JSON.stringify({ v: 1, ids: [...ids, id].slice(-remembered) }));
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(`${path}.new`, path);
      return true;
    },
  };
};
