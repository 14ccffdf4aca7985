import { workerData } from 'node:worker_threads';
import { openStoreForReading } from '../store/open-store.ts';
import { boardOn } from './board.ts';
import { countRows, type Helped, type HelperTask, readIntegrity, stateOf } from './crew.ts';
import { ledgerRows } from './prove-ledger.ts';
import { proveShare } from './prove-ledgers.ts';

// The other half of crew.ts: a thread that takes ledgers of a large store from the board until none is left.
const { path, helper, memory, state, port }: HelperTask = workerData;

const help = (): Helped => {
  const db = openStoreForReading(path);
  try {
    db.exec('BEGIN');
    const rows = ledgerRows(db);
    const isSame = stateOf(db, rows) === state;
    const isFirst = helper === 0;
    // Ledgers are read from front to back; only SQLite's check of an index comes back to pages that it has seen.
    if (!isFirst) db.pragma('cache_size = -8192');
    const integrity = isFirst ? readIntegrity(db) : null;
    const counts = isFirst && isSame ? countRows(db) : null;
    if (!isSame) return { integrity, counts, ledgers: 0, entries: 0, ratings: 0, told: [] };
    const { small, ...share } = proveShare(db, rows, boardOn(memory, rows.length));
    return { integrity, counts, ...share, told: small.told() };
  } finally {
    db.close();
  }
};

const board = boardOn(memory, 0);
board.cameUp(helper);
try {
  port.postMessage(help());
} catch {
  // Whoever asked for the proof goes over everything again, and names what is wrong.
  board.callOff();
} finally {
  port.close();
  board.isDone(helper);
}
