import type Database from 'better-sqlite3';
import { rowRuns } from './row-runs.ts';

/** A rating that was written where it stands and that nobody has spoken of: as nearly all are. */
export interface PlainRating {
  readonly ledgerNo: number;
  readonly seq: number;
  readonly departmentNo: number;
  readonly counter: string;
  readonly category: number;
  readonly via: string;
  readonly state: 0 | 1;
  readonly occurredAt: number;
  readonly clock: number;
  readonly bootNo: number;
  readonly wallAt: number;
  readonly up: number;
  readonly arrival: number;
}

/** One that was carried here, or withdrawn or voided before it came. */
export type OddRating = Omit<PlainRating, 'state'> & {
  readonly identity: Uint8Array | null;
  readonly state: 0 | 1 | 2 | 3;
  readonly stateArrival: number | null;
};

export interface RatingWriter {
  /** Takes a rating; it stands in the table after the next `flush`. */
  add(rating: PlainRating): void;
  addOdd(rating: OddRating): void;
  flush(): void;
  /** Lets go of what was not written, after a transaction that failed. */
  forget(): void;
}

const columns = `ledger_no, seq, identity, department_no, counter, category, via, state, occurred_at, clock, boot_no, wall_at, up,
  arrival, state_arrival`;

type Shared = readonly [number, number, number, string, string, number, number];
type Own = readonly [number, number, number, number, number, number];

/** Whether a rating stands behind another in its ledger and in the order of arrival, and says the same of its place. */
const follows = (before: PlainRating, next: PlainRating): boolean =>
  next.seq === before.seq + 1 &&
  next.arrival === before.arrival + 1 &&
  next.ledgerNo === before.ledgerNo &&
  next.bootNo === before.bootNo &&
  next.departmentNo === before.departmentNo &&
  next.counter === before.counter &&
  next.via === before.via;

/** Writes ratings, runs of them together. */
export const ratingWriterOf = (db: Database.Database): RatingWriter => {
  const runs = rowRuns<Shared, Own>(db, {
    into: `rating (${columns})`,
    shared: ['ledger_no', 'first', 'department_no', 'counter', 'via', 'boot_no', 'arrival'],
    own: ['category', 'state', 'occurred_at', 'clock', 'wall_at', 'up'],
    select: `ledger_no, first + nth, NULL, department_no, counter, category, via, state, occurred_at, clock, boot_no, wall_at, up,
      arrival + nth, NULL`,
  });
  const odd = db.prepare(
    `INSERT INTO rating (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let run: PlainRating[] = [];

  const flush = (): void => {
    const [first] = run;
    if (!first) return;
    const rows = run.map((r): Own => [r.category, r.state, r.occurredAt, r.clock, r.wallAt, r.up]);
    run = [];
    const { ledgerNo, departmentNo, counter, via, bootNo } = first;
    runs.write((i) => [ledgerNo, first.seq + i, departmentNo, counter, via, bootNo, first.arrival + i], rows);
  };

  return {
    add: (rating) => {
      const last = run.at(-1);
      if (last && !follows(last, rating)) flush();
      run.push(rating);
    },
    addOdd: (r) => {
      flush();
      odd.run(
        r.ledgerNo,
        r.seq,
        r.identity,
        r.departmentNo,
        r.counter,
        r.category,
        r.via,
        r.state,
        r.occurredAt,
        r.clock,
        r.bootNo,
        r.wallAt,
        r.up,
        r.arrival,
        r.stateArrival,
      );
    },
    flush,
    forget: () => {
      run = [];
    },
  };
};
