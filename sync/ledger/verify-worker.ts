import { parentPort, workerData } from 'node:worker_threads';
import { verifyLedger } from './verify-ledger.ts';

// The thread of `checkInBackground`: one path in, one report out.
if (typeof workerData === 'string') parentPort?.postMessage(verifyLedger(workerData));
