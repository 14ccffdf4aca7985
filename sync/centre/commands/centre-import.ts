import type { CentreId, Instant } from '../../domain/ids.ts';
import { type ImportResult, importFile } from '../import/import-file.ts';
import { openIntake } from '../ingest/intake.ts';
import { openCentreStore } from '../store/centre-store.ts';
import { openStoreForReading, storePathIn } from '../store/open-store.ts';

const centreOf = (dataDir: string): CentreId => {
  const db = openStoreForReading(storePathIn(dataDir));
  try {
    const id = db.prepare<[], CentreId>('SELECT centre FROM meta').pluck().get();
    if (id === undefined) throw new Error(`${dataDir}: the store has no name`);
    return id;
  } finally {
    db.close();
  }
};

const tell = (path: string, result: ImportResult): void => {
  const { kiosk, ledger, batches, entries, known, upTo, problems } = result;
  process.stdout.write(
    `${path}: kiosk ${kiosk}, ledger ${ledger}: ${batches} batches taken, ${entries} new entries, ${known} known; stored up to ${upTo}\n`,
  );
  for (const { line, reason } of problems) process.stderr.write(`${path}, line ${line} ${reason}\n`);
};

/** `npm run centre -- import FILE … --data DIR`: exit code 1 when something in a file could not be taken. */
export const importFiles = (files: readonly string[], dataDir: string): number => {
  const now = (): Instant => Date.now() as Instant;
  const store = openCentreStore(dataDir, centreOf(dataDir), now());
  try {
    const intake = openIntake({ store, now, log: () => {} });
    let isWhole = true;
    for (const path of files) {
      const result = importFile(store, intake, path);
      tell(path, result);
      isWhole &&= result.problems.length === 0;
    }
    return isWhole ? 0 : 1;
  } finally {
    store.close();
  }
};
