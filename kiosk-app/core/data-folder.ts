import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The data folder cannot be made or written to. */
export class DataFolderError extends Error {
  readonly code = 'kiosk/data-not-writable';
}

const makeFolder = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path);
};

/**
 * Makes the data folder with the folders above it, and checks that it can be written to. One folder at a time, because Node's
 * own recursive mkdir never returns where a file system answers "no such file" to a new name (/proc does).
 * @throws DataFolderError
 */
export const prepareDataFolder = (dataDir: string): void => {
  try {
    makeFolder(resolve(dataDir));
    if (!statSync(dataDir).isDirectory()) throw new Error('it is not a folder');
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataFolderError(`the data folder ${dataDir} cannot be written to: ${why}`, { cause: error });
  }
};
