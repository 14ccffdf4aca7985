import type Database from 'better-sqlite3';
import type { Entry } from '../../domain/entry.ts';
import type { HashHex } from '../../domain/ids.ts';
import { type BootClock, clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import type { Told } from '../ingest/read-fact.ts';
import { readBootClock } from '../store/boots.ts';
import { categoryNo } from '../store/facts.ts';
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
] as const;

/**
 * A rating's row as one text, null where the entry has none. SQLite writes it, because handing a dozen columns over one by
 * one costs more than everything else that verify does. The identity is empty where it is null.
 */
export const ratingText = `concat_ws(' ', coalesce(lower(hex(r.identity)), ''), ${ratingColumns
  .slice(1)
  .map((column) => `r.${column}`)
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
  isWithdrawn(identity: string): boolean;
  isVoid(identity: string): boolean;
  identityOf(hash: HashHex): HashHex;
  /** Whether a rating stands in the table that was carried from the place of this identity. */
  isCarried(identity: string): boolean;
}

const hexSet = (db: Database.Database, sql: string): ReadonlySet<string> =>
  new Set(db.prepare<[], string>(sql).pluck().all());

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
  const withdrawn = hexSet(db, 'SELECT lower(hex(target)) FROM withdrawal');
  const voids = hexSet(db, 'SELECT lower(hex(target)) FROM void');
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
    isWithdrawn: (identity) => withdrawn.has(identity),
    isVoid: (identity) => voids.has(identity),
    identityOf: (hash) => aliases.get(hash) ?? hash,
    isCarried: (identity) => carried.has(identity),
  };
};

const stateOf = (frame: Frame, entry: RatingEntry, identity: HashHex): number => {
  if (entry.repeat) return 1;
  if (frame.isWithdrawn(identity)) return 2;
  return frame.isVoid(identity) ? 3 : 0;
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
  const { occurredAt, verdict } = placeInTime(entry, frame.clockOf(bootNo));
  const state = stateOf(frame, entry, identity);
  const department = frame.departmentNo(entry.department);
  const mark = clockVerdicts.indexOf(verdict);
  const wanted = `${isCarried ? identity : ''} ${department} ${entry.counter} ${categoryNo(entry.category)} ${entry.via} ${state} ${occurredAt} ${mark} ${bootNo} ${entry.at} ${entry.up}`;
  if (wanted === row) return undefined;
  const found = row.split(' ');
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
