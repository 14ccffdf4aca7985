import type Database from 'better-sqlite3';
import { categoryIds } from '../../domain/categories.ts';
import type { Period, PeriodLabel } from '../../domain/period.ts';
import { percentRow, sum, type Tally, tallyOf } from '../../domain/tally.ts';
import type { ReportData } from '../../report/data.ts';
import type { FrozenRow } from '../journal/journal-body.ts';
import { type ClosedPeriod, type Closings, closingsOf } from '../periods/closings.ts';
import { periodUnder } from '../periods/cut-off.ts';
import { departmentsReader } from '../registry/registry.ts';
import { completenessAt, type KioskStanding } from './completeness.ts';
import { type Arrivals, everything, tableCounter } from './count-table.ts';
import { fingerprintOfTable } from './fingerprint.ts';
import { rowsOf, segmentsOf } from './segments.ts';

export interface Reporter {
  /** The period of a label: as it was closed, or as the dated cut-off days have it. */
  period(label: PeriodLabel): Period;
  /** What a period's report says now: the frozen table of a closed period, the store's own count of an open one. */
  report(label: PeriodLabel): ReportData;
  /** The store's count, closed or not. */
  recount(label: PeriodLabel): ReportData;
  /** The table as it came to stand by an arrival: for a closing's mark, the closing's own. */
  tableAt(period: Period, upTo: number): Tally;
  /** What came, and what was taken out, in these arrivals. */
  changes(period: Period, arrivals: Arrivals): { readonly added: Tally; readonly removed: Tally };
}

const tallyOfRows = (rows: readonly FrozenRow[]): Tally => {
  const full = rows.map((row) => ({ ...row, total: sum(row.counts) }));
  const column = (i: 0 | 1 | 2 | 3 | 4): number => sum(rows.map((row) => row.counts[i]));
  const counts = [column(0), column(1), column(2), column(3), column(4)] as const;
  return { rows: full, totals: { counts, total: sum(counts) }, percent: percentRow(counts) };
};

/** Draws reports from a store, open for writing or only for reading. */
export const reporterOf = (db: Database.Database, closings: Closings = closingsOf(db)): Reporter => {
  const counter = tableCounter(db);
  const readDepartments = departmentsReader(db);
  const standings = db.prepare<[], KioskStanding>(
    `SELECT k.id AS kiosk, k.last_heard_at AS lastHeardAt, k.caught_up_at AS caughtUpAt, k.told_head AS toldHead,
       coalesce(l.up_to, 0) AS upTo, k.retired_at AS retiredAt
     FROM kiosk k LEFT JOIN ledger l ON l.id = k.told_ledger ORDER BY k.id`,
  );

  const period = (label: PeriodLabel): Period => {
    const closed = closings.newest(label);
    return closed ?? periodUnder(label, closings.cutOffs());
  };

  const changes: Reporter['changes'] = (of, arrivals) => {
    const departments = readDepartments();
    const segments = segmentsOf(departments, of);
    const added = counter.counted(segments, arrivals);
    const removed = counter.takenOut(segments, arrivals);
    const rated = new Set([...added, ...removed].map((cell) => cell.department));
    const rows = rowsOf(departments, of, rated);
    return { added: tallyOf(rows, added), removed: tallyOf(rows, removed) };
  };

  const tableAt = (of: Period, upTo: number): Tally => changes(of, { after: -1, upTo }).added;

  const recount = (label: PeriodLabel): ReportData => {
    const { from, to, startsAt, endsAt } = period(label);
    const of: Period = { label, from, to, startsAt, endsAt };
    const tally = tableAt(of, everything.upTo);
    return {
      period: { label, from, to, closed: false, revision: 0 },
      categories: categoryIds,
      ...tally,
      excluded: counter.excluded(of),
      late: 0,
      ...completenessAt(endsAt, standings.all()),
      fingerprint: fingerprintOfTable(of, tally.rows),
    };
  };

  const frozen = (closed: ClosedPeriod): ReportData => {
    const { label, from, to, revision, arrival, rows, excluded, completeness, pending, fingerprint } = closed;
    const late = changes(closed, { after: arrival, upTo: everything.upTo }).added.totals.total;
    return {
      period: { label, from, to, closed: true, revision },
      categories: categoryIds,
      ...tallyOfRows(rows),
      excluded,
      late,
      completeness,
      pending,
      fingerprint,
    };
  };

  // One snapshot for all of it: a rating that arrives between two queries would tear the table from its completeness.
  const report = db.transaction((label: PeriodLabel): ReportData => {
    const closed = closings.newest(label);
    return closed ? frozen(closed) : recount(label);
  });
  return {
    period,
    report: (label) => report(label),
    recount: db.transaction(recount),
    tableAt,
    changes,
  };
};
