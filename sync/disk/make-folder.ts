import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const make = (path: string): string | undefined => {
  if (statSync(path, { throwIfNoEntry: false })) return undefined;
  const parent = dirname(path);
  const first = parent === path ? undefined : make(parent);
  mkdirSync(path);
  return first ?? path;
};

/**
 * Makes a folder and those above it; returns the first one that was not there, undefined when all were. One at a time, because
 * Node's recursive mkdir never returns where a file system answers "no such file" to a new name (nodejs: /proc does).
 * @throws the system's error: EACCES, EROFS, ENOTDIR, ENOENT …
 */
export const makeFolder = (path: string): string | undefined => make(resolve(path));
