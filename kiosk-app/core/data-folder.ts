import { accessSync, constants, statSync } from 'node:fs';
import { makeFolder } from '../../sync/disk/make-folder.ts';

/** The data folder cannot be made or written to. */
export class DataFolderError extends Error {
  readonly code = 'kiosk/data-not-writable';
}

/**
 * Makes the data folder with the folders above it, and checks that it can be written to.
 * @throws DataFolderError
 */
export const prepareDataFolder = (dataDir: string): void => {
  try {
    makeFolder(dataDir);
    if (!statSync(dataDir).isDirectory()) throw new Error('it is not a folder');
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataFolderError(`the data folder ${dataDir} cannot be written to: ${why}`, { cause: error });
  }
};
