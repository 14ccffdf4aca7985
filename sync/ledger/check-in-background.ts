import { Worker } from 'node:worker_threads';
import type { LedgerReport } from './verify-ledger.ts';

const maxYoungGenerationSizeMb = 4;

/**
 * Proves a whole ledger in a thread of its own, beside the kiosk that writes to it: what a start does not wait for. A start
 * proves the newest entries; this finds damage further back, which a technician must hear of.
 * @returns the report, and the way to give up early (`done` is then undefined)
 */
export const checkInBackground = (
  path: string,
): { readonly done: Promise<LedgerReport | undefined>; readonly stop: () => void } => {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), {
    workerData: path,
    // Rows are read and let go: more room for them is only memory that the kiosk holds for as long as the proof takes.
    resourceLimits: { maxYoungGenerationSizeMb },
  });
  // A kiosk that is told to stop does not wait for a proof.
  worker.unref();
  const done = new Promise<LedgerReport | undefined>((resolve, reject) => {
    worker.once('message', (report: LedgerReport) => resolve(report));
    worker.once('error', reject);
    worker.once('exit', () => resolve(undefined));
  });
  return { done, stop: () => void worker.terminate() };
};
