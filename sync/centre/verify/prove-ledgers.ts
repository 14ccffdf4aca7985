import type Database from 'better-sqlite3';
import type { Board } from './board.ts';
import { collectFindings, type Findings } from './findings.ts';
import { readFrame } from './frame.ts';
import { type LedgerRow, ledgerProver } from './prove-ledger.ts';
import { type SmallTables, smallTablesOf } from './small-tables.ts';

/** How far a proof has come; it stands where reading failed, when it failed. */
export interface LedgerCount {
  ledgers: number;
  entries: number;
  ratings: number;
}

const proverOf = (db: Database.Database, findings: Findings) => {
  const frame = readFrame(db);
  const small = smallTablesOf(db, frame);
  return { small, prove: ledgerProver(db, frame, small, findings) };
};

/** Proves ledgers one after the other and names what is wrong, the first bad entry first. */
export const proveLedgers = (
  db: Database.Database,
  rows: readonly LedgerRow[],
  count: LedgerCount,
  findings: Findings,
): SmallTables => {
  const { small, prove } = proverOf(db, findings);
  for (const row of rows) {
    const proven = prove(row);
    count.ledgers += 1;
    count.entries += proven.entries;
    count.ratings += proven.ratings;
  }
  return small;
};

/**
 * Proves the ledgers that nobody else takes from the board. What is wrong is not named here, because where the first flaw
 * stands is only known when all before it is proven: it calls the proof off.
 */
export const proveShare = (
  db: Database.Database,
  rows: readonly LedgerRow[],
  board: Board,
): LedgerCount & { readonly small: SmallTables } => {
  const findings = collectFindings();
  const { small, prove } = proverOf(db, findings);
  const count: LedgerCount = { ledgers: 0, entries: 0, ratings: 0 };
  for (let place = board.take(); place !== undefined; place = board.take()) {
    const row = rows[place];
    if (!row) break;
    const proven = prove(row);
    if (findings.list().length > 0) board.callOff();
    count.ledgers += 1;
    count.entries += proven.entries;
    count.ratings += proven.ratings;
  }
  return { ...count, small };
};
