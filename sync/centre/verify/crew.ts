import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { boardMemory, boardOn } from './board.ts';
import { type LedgerRow, ledgerRows } from './prove-ledger.ts';
import { type LedgerCount, proveShare } from './prove-ledgers.ts';
import type { SmallTables, ToldRow } from './small-tables.ts';

export const readIntegrity = (db: Database.Database): readonly string[] =>
  db.prepare<[], string>('PRAGMA integrity_check(5)').pluck().all();

const tables = ['entry', 'rating'] as const;
export type RowCounts = Readonly<Record<(typeof tables)[number], number>>;
export const countRows = (db: Database.Database): RowCounts => {
  const count = (table: string): number =>
    Number(db.prepare(`SELECT count(*) FROM ${table} NOT INDEXED`).pluck().get());
  return { entry: count('entry'), rating: count('rating') };
};

/** What a helper is handed. */
export interface HelperTask {
  readonly path: string;
  readonly helper: number;
  readonly memory: SharedArrayBuffer;
  /** `stateOf` the store as the proof sees it: a helper that sees another one takes no ledger. */
  readonly state: string;
  readonly port: MessagePort;
}

/** … and what it sends back. */
export interface Helped {
  /** What SQLite says of the file; null from a helper that was not asked. */
  readonly integrity: readonly string[] | null;
  /** Of the very state that the proof sees; null when it was not seen. */
  readonly counts: RowCounts | null;
  readonly ledgers: number;
  readonly entries: number;
  readonly ratings: number;
  readonly told: readonly ToldRow[];
}

/** What a crew found together, all of it whole. */
export interface Together {
  readonly count: LedgerCount;
  readonly small: SmallTables;
  /** Where a helper counted them. */
  readonly counts: RowCounts | undefined;
}

export interface Crew {
  /**
   * Proves all ledgers together with the helpers; undefined when anything is not whole, or could not be read. Then one thread
   * alone goes over them in their order, so that the same is named in the same order as without a crew.
   */
  prove(): Together | undefined;
  /** What SQLite said of the file, when the helper is done that asked; undefined when none could. */
  integrity(): readonly string[] | undefined;
}

// Below this a thread costs more than it saves.
const largeBytes = 32 * 1024 * 1024;
const mostHelpers = 3;
const startWithinMs = 10_000;

/** How many threads help to prove a store: none for a small one, or where they would only wait for the same core. */
export const helpersFor = (path: string): number =>
  statSync(path).size < largeBytes ? 0 : Math.min(availableParallelism() - 1, mostHelpers);

/** Tells two states of a store apart in which other entries or numbers stand; a running centre may write meanwhile. */
export const stateOf = (db: Database.Database, rows: readonly LedgerRow[]): string => {
  const meta = db.prepare('SELECT arrivals, (SELECT max(seq) FROM journal) FROM meta').raw().all();
  return JSON.stringify([meta, rows.map(({ head, ...row }) => [row, Buffer.from(head).toString('hex')])]);
};

interface Helper {
  readonly port: MessagePort;
  readonly worker: Worker;
}

const startHelpers = (task: Omit<HelperTask, 'helper' | 'port'>, helpers: number): readonly Helper[] =>
  Array.from({ length: helpers }, (_, helper) => {
    const { port1, port2 } = new MessageChannel();
    const workerData: HelperTask = { ...task, helper, port: port2 };
    const worker = new Worker(new URL('./helper-worker.ts', import.meta.url), {
      workerData,
      transferList: [port2],
      // Rows are read and let go: more room for them is only memory that is held for as long as the proof takes.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.unref();
    return { port: port1, worker };
  });

/** Starts the helpers of a proof within the read transaction of `db`; the first one also lets SQLite check the file. */
export const startCrew = (db: Database.Database, helpers: number): Crew => {
  const rows = ledgerRows(db);
  const memory = boardMemory(helpers);
  const board = boardOn(memory, rows.length);
  const crew = startHelpers({ path: db.name, memory, state: stateOf(db, rows) }, helpers);
  let helped: readonly Helped[] | undefined;
  const join = (): readonly Helped[] => {
    helped ??= crew.flatMap(({ port, worker }, helper) => {
      const isUp = board.await(helper, startWithinMs);
      // One that comes up after all would open a file that may have another name by then.
      if (!isUp) void worker.terminate();
      const answer: { readonly message: Helped } | undefined = isUp ? receiveMessageOnPort(port) : undefined;
      port.close();
      return answer ? [answer.message] : [];
    });
    return helped;
  };
  const prove = (): Together | undefined => {
    const { small, ...count } = proveShare(db, rows, board);
    if (board.isOff()) return undefined;
    let counts: RowCounts | undefined;
    for (const share of join()) {
      count.ledgers += share.ledgers;
      count.entries += share.entries;
      count.ratings += share.ratings;
      counts ??= share.counts ?? undefined;
      small.takeOver(share.told);
    }
    return board.isOff() || count.ledgers !== rows.length ? undefined : { count, small, counts };
  };
  return {
    prove: () => {
      try {
        return prove();
      } catch {
        board.callOff();
        return undefined;
      }
    },
    integrity: () => join().find((share) => share.integrity)?.integrity ?? undefined,
  };
};
