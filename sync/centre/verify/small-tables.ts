import type Database from 'better-sqlite3';
import { clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import type { Told } from '../ingest/read-fact.ts';
import { categoryNo } from '../store/facts.ts';
import type { Findings } from './findings.ts';
import type { Frame } from './frame.ts';

/** A table, and a row that an entry tells of, as text. */
export type ToldRow = readonly [table: string, line: string];

/** The small derived tables: what the entries tell goes in, and at the end must be what the tables hold. */
export interface SmallTables {
  heed(told: Told, kioskNo: number): void;
  quarantine(ledgerNo: number, seq: number, reason: string): void;
  /** What went in so far, for another thread's tables to take over. */
  told(): readonly ToldRow[];
  takeOver(rows: readonly ToldRow[]): void;
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
  const wanted = new Map<string, Set<string>>(Object.keys(smallTables).map((table) => [table, new Set()]));
  // The same fact may come on two ledgers; it is expected once.
  const expectRow = (table: string, row: readonly (string | number)[]): void => {
    const line = row.map((cell) => (typeof cell === 'string' ? cell.toLowerCase() : cell)).join(' ');
    wanted.get(table)?.add(line);
  };
  return {
    heed: ({ entry, identity, origin, aliases }, kioskNo) => {
      if (origin) for (const hash of aliases) expectRow('alias', [hash, identity, origin.ledger, origin.seq]);
      const bootNo = frame.bootNo(kioskNo, entry.boot) ?? -1;
      if (entry.kind === 'self-test') {
        const { occurredAt, verdict } = placeInTime(entry, frame.clockOf(bootNo));
        const mark = clockVerdicts.indexOf(verdict);
        const row = [identity, categoryNo(entry.category), bootNo, occurredAt, mark, entry.at, entry.up];
        expectRow('self_test', row);
      } else if (entry.kind === 'clock-step') {
        expectRow('clock_step', [identity, bootNo, entry.up, entry.to - entry.up]);
      } else if (entry.kind === 'withdrawal') {
        expectRow('withdrawal', [identity, frame.identityOf(entry.ofHash), entry.at]);
      } else if (entry.kind === 'comment') {
        const target = frame.identityOf(entry.ofHash);
        expectRow('comment', [identity, target, entry.textHash, entry.at]);
      } else if (entry.kind === 'binding') {
        expectRow('binding', [identity, kioskNo, entry.department, entry.counter, entry.at]);
      }
    },
    quarantine: (ledgerNo, seq, reason) => expectRow('quarantine', [ledgerNo, seq, reason]),
    told: () => [...wanted].flatMap(([table, lines]) => [...lines].map((line): ToldRow => [table, line])),
    takeOver: (rows) => {
      for (const [table, line] of rows) wanted.get(table)?.add(line);
    },
    compare: (findings) => {
      for (const [table, sql] of Object.entries(smallTables)) {
        const rows = wanted.get(table) ?? new Set<string>();
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
