import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Entry } from '../../domain/entry.ts';
import type { HashHex } from '../../domain/ids.ts';
import { type BootClock, clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import type { Told } from '../ingest/read-fact.ts';
import { closingsOf } from '../periods/closings.ts';
import { readBootClock } from '../store/boots.ts';
import { categoryNo, stateOf } from '../store/facts.ts';
import type { Findings } from './findings.ts';

/** The columns of `rating` that are compared, in this order. */
export const ratingColumns = [
  'identity',
  'department_no',
  'counter',
  'category',
  'via',
  'state',
  'occurred_at',
  'clock',
  'boot_no',
  'wall_at',
  'up',
  'state_arrival',
  'arrival',
] as const;

/**
 * A rating's row as one text, null where the entry has none. SQLite writes it, because handing a dozen columns over one by
 * one costs more than everything else that verify does. The identity is empty where it is null.
 */
export const ratingText = `concat_ws(' ', coalesce(lower(hex(r.identity)), ''), ${ratingColumns
  .slice(1)
  .map((column) => (column === 'state_arrival' ? "coalesce(r.state_arrival, '')" : `r.${column}`))
  .join(', ')})`;

export type RatingEntry = Extract<Entry, { kind: 'rating' }>;

interface BootRow {
  readonly boot_no: number;
  readonly kiosk_no: number;
  readonly id: string;
}

/** What the store says about boots, departments and exclusions, read once: the frame in which every rating is checked. */
export interface Frame {
  bootNo(kioskNo: number, boot: string): number | undefined;
  clockOf(bootNo: number): BootClock;
  departmentNo(id: string): number | undefined;
  /** The arrivals in which an identity was withdrawn and voided. */
  withdrawnIn(identity: string): number | undefined;
  voidedIn(identity: string): number | undefined;
  /** The clock by which a rating was placed that stands in a closed period. */
  frozenClock(bootNo: number, occurredAt: number, arrival: number): BootClock | undefined;
  identityOf(hash: HashHex): HashHex;
  /** Whether a rating stands in the table that was carried from the place of this identity. */
  isCarried(identity: string): boolean;
}

const hexSet = (db: Database.Database, sql: string): ReadonlySet<string> =>
  new Set(db.prepare<[], string>(sql).pluck().all());

const hexMap = (db: Database.Database, sql: string): ReadonlyMap<string, number> =>
  new Map(db.prepare<[], [string, number]>(sql).raw().all());

const steps = z.array(z.object({ up: z.number(), claim: z.number() }));

type Freezes = ReadonlyMap<number, ReadonlyMap<string, BootClock>>;
const readFreezes = (db: Database.Database): Freezes => {
  const found = new Map<number, Map<string, BootClock>>();
  const rows = db
    .prepare<[], [number, string, number | null, number | null, string]>(
      'SELECT boot_no, label, lower, upper, steps FROM boot_freeze',
    )
    .raw();
  for (const [bootNo, label, lower, upper, text] of rows.iterate()) {
    const ofBoot = found.get(bootNo) ?? new Map<string, BootClock>();
    found.set(bootNo, ofBoot.set(label, { lower, upper, steps: steps.parse(JSON.parse(text)) }));
  }
  return found;
};

export const readFrame = (db: Database.Database): Frame => {
  const boots = new Map<string, number>();
  for (const row of db.prepare<[], BootRow>('SELECT boot_no, kiosk_no, id FROM boot').iterate()) {
    boots.set(`${row.kiosk_no}/${row.id}`, row.boot_no);
  }
  const readClock = readBootClock(db);
  const clocks = new Map<number, BootClock>();
  const departments = new Map(
    db.prepare<[], [string, number]>('SELECT id, department_no FROM department').raw().all(),
  );
  const withdrawn = hexMap(db, 'SELECT lower(hex(target)), min(arrival) FROM withdrawal GROUP BY target');
  const voids = hexMap(db, 'SELECT lower(hex(target)), arrival FROM void');
  const freezes = readFreezes(db);
  const closings = closingsOf(db);
  const carried = hexSet(db, 'SELECT lower(hex(identity)) FROM rating WHERE identity IS NOT NULL');
  const aliases = new Map(
    db
      .prepare<[], [HashHex, HashHex]>('SELECT lower(hex(hash)), lower(hex(identity)) FROM alias')
      .raw()
      .all(),
  );
  return {
    bootNo: (kioskNo, boot) => boots.get(`${kioskNo}/${boot}`),
    clockOf: (bootNo) => {
      const known = clocks.get(bootNo) ?? readClock(bootNo);
      clocks.set(bootNo, known);
      return known;
    },
    departmentNo: (id) => departments.get(id),
    withdrawnIn: (identity) => withdrawn.get(identity),
    voidedIn: (identity) => voids.get(identity),
    frozenClock: (bootNo, occurredAt, arrival) => {
      const ofBoot = freezes.get(bootNo);
      const label = ofBoot && closings.frozenIn(occurredAt, arrival);
      return label === undefined ? undefined : ofBoot?.get(label);
    },
    identityOf: (hash) => aliases.get(hash) ?? hash,
    isCarried: (identity) => carried.has(identity),
  };
};

/** The first column of a rating's row that does not follow from its entry; undefined when all do. */
export const flawOfRating = (
  frame: Frame,
  kioskNo: number,
  entry: RatingEntry,
  identity: HashHex,
  isCarried: boolean,
  row: string,
): string | undefined => {
  const bootNo = frame.bootNo(kioskNo, entry.boot);
  if (bootNo === undefined) return 'boot_no';
  // The last word is the row's own place in the order of arrivals: nothing else tells it.
  const arrival = row.slice(row.lastIndexOf(' ') + 1);
  const placedIn = (clock: BootClock): string => {
    const { occurredAt, verdict } = placeInTime(entry, clock);
    return `${occurredAt} ${clockVerdicts.indexOf(verdict)}`;
  };
  const { state, arrival: stateArrival } = stateOf(
    entry.repeat === true,
    frame.withdrawnIn(identity),
    frame.voidedIn(identity),
  );
  const department = frame.departmentNo(entry.department);
  const said = (placed: string): string =>
    `${isCarried ? identity : ''} ${department} ${entry.counter} ${categoryNo(entry.category)} ${entry.via} ${state} ${placed} ${bootNo} ${entry.at} ${entry.up} ${stateArrival ?? ''} ${arrival}`;
  const wanted = said(placedIn(frame.clockOf(bootNo)));
  if (wanted === row) return undefined;
  const found = row.split(' ');
  const frozen = frame.frozenClock(
    bootNo,
    Number(found[ratingColumns.indexOf('occurred_at')]),
    Number(arrival),
  );
  if (frozen && said(placedIn(frozen)) === row) return undefined;
  return ratingColumns[wanted.split(' ').findIndex((value, i) => value !== found[i])] ?? 'row';
};

/** The small derived tables: what the entries tell goes in, and at the end must be what the tables hold. */
export interface SmallTables {
  heed(told: Told, kioskNo: number, ledgerNo: number, seq: number): void;
  quarantine(ledgerNo: number, seq: number, reason: string): void;
  compare(findings: Findings): void;
}

const smallTables: Readonly<Record<string, string>> = {
  self_test: `SELECT hex(identity), category, boot_no, occurred_at, clock, wall_at, up FROM self_test`,
  clock_step: `SELECT hex(identity), boot_no, up, claim FROM clock_step`,
  withdrawal: `SELECT hex(identity), hex(target), wall_at FROM withdrawal`,
  comment: `SELECT hex(identity), hex(target), hex(text_hash), wall_at FROM comment`,
  binding: `SELECT hex(identity), kiosk_no, department, counter, wall_at FROM binding`,
  alias: `SELECT hex(hash), hex(identity), origin_ledger, origin_seq FROM alias`,
  quarantine: `SELECT ledger_no, seq, reason FROM quarantine`,
};

export const smallTablesOf = (db: Database.Database, frame: Frame): SmallTables => {
  const wanted = new Map<string, Map<string, string>>(
    Object.keys(smallTables).map((table) => [table, new Map()]),
  );
  // The same fact may come on two ledgers; it is expected once.
  const expectRow = (table: string, where: string, row: readonly (string | number)[]): void => {
    const line = row.map((cell) => (typeof cell === 'string' ? cell.toLowerCase() : cell)).join(' ');
    wanted.get(table)?.set(line, where);
  };
  return {
    heed: ({ entry, identity, origin, aliases }, kioskNo, ledgerNo, seq) => {
      const where = `${ledgerNo}:${seq}`;
      if (origin)
        for (const hash of aliases) expectRow('alias', where, [hash, identity, origin.ledger, origin.seq]);
      const bootNo = frame.bootNo(kioskNo, entry.boot) ?? -1;
      if (entry.kind === 'self-test') {
        const { occurredAt, verdict } = placeInTime(entry, frame.clockOf(bootNo));
        const mark = clockVerdicts.indexOf(verdict);
        const row = [identity, categoryNo(entry.category), bootNo, occurredAt, mark, entry.at, entry.up];
        expectRow('self_test', where, row);
      } else if (entry.kind === 'clock-step') {
        expectRow('clock_step', where, [identity, bootNo, entry.up, entry.to - entry.up]);
      } else if (entry.kind === 'withdrawal') {
        expectRow('withdrawal', where, [identity, frame.identityOf(entry.ofHash), entry.at]);
      } else if (entry.kind === 'comment') {
        const target = frame.identityOf(entry.ofHash);
        expectRow('comment', where, [identity, target, entry.textHash, entry.at]);
      } else if (entry.kind === 'binding') {
        expectRow('binding', where, [identity, kioskNo, entry.department, entry.counter, entry.at]);
      }
    },
    quarantine: (ledgerNo, seq, reason) =>
      expectRow('quarantine', `${ledgerNo}:${seq}`, [ledgerNo, seq, reason]),
    compare: (findings) => {
      for (const [table, sql] of Object.entries(smallTables)) {
        const rows = wanted.get(table) ?? new Map<string, string>();
        let surplus = 0;
        for (const row of db.prepare<[], unknown[]>(sql).raw().iterate()) {
          if (!rows.delete(row.join(' ').toLowerCase())) surplus += 1;
        }
        if (surplus > 0) findings.note(table, `${surplus} rows do not follow from any entry`);
        if (rows.size > 0)
          findings.note(table, `${rows.size} rows that the entries tell of are missing or changed`);
      }
    },
  };
};
