import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Stores {
  readonly centres: readonly string[];
  readonly ledgers: readonly string[];
}

/** There is nothing to prove. */
export class NoStoreError extends Error {
  readonly code = 'verify/no-store';
}

/** All stores below a folder: `centre.sqlite`, and every kiosk's `ledger*.sqlite`, an old one put aside included. */
export const findStores = (dataDir: string): Stores => {
  let names: readonly string[];
  try {
    if (!statSync(dataDir).isDirectory()) throw new NoStoreError(`${dataDir} is not a folder`);
    names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof NoStoreError) throw error;
    throw new NoStoreError(
      `${dataDir} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const paths = names.map((name) => join(dataDir, name)).sort();
  const centres = paths.filter((path) => basename(path) === 'centre.sqlite');
  const ledgers = paths.filter((path) => /^ledger.*\.sqlite$/.test(basename(path)));
  if (centres.length + ledgers.length === 0)
    throw new NoStoreError(`there is neither centre.sqlite nor ledger.sqlite below ${dataDir}`);
  return { centres, ledgers };
};
