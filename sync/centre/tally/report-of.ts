import type Database from 'better-sqlite3';
import { categoryIds } from '../../domain/categories.ts';
import { type PeriodLabel, periodOf } from '../../domain/period.ts';
import { tallyOf } from '../../domain/tally.ts';
import type { ReportData } from '../../report/data.ts';
import { completenessAt, type KioskStanding } from './completeness.ts';
import { tableCounter } from './count-table.ts';
import { fingerprintOfTable } from './fingerprint.ts';

/** Makes the function that draws the report of a period from a store, open for writing or only for reading. */
export const reporterOf = (db: Database.Database): ((label: PeriodLabel) => ReportData) => {
  const count = tableCounter(db);
  const standings = db.prepare<[], KioskStanding>(
    `SELECT k.id AS kiosk, k.last_heard_at AS lastHeardAt, k.caught_up_at AS caughtUpAt, k.told_head AS toldHead,
       coalesce(l.up_to, 0) AS upTo, k.retired_at AS retiredAt
     FROM kiosk k LEFT JOIN ledger l ON l.id = k.told_ledger ORDER BY k.id`,
  );
  // One snapshot for all of it: a rating that arrives between two queries would tear the table from its completeness.
  const draw = db.transaction((label: PeriodLabel): ReportData => {
    const period = periodOf(label);
    const { departments, cells, excluded } = count(period);
    const tally = tallyOf(departments, cells);
    return {
      period: { label, from: period.from, to: period.to, closed: false, revision: 0 },
      categories: categoryIds,
      ...tally,
      excluded,
      late: 0,
      ...completenessAt(period.endsAt, standings.all()),
      fingerprint: fingerprintOfTable(period, tally.rows),
    };
  });
  return (label) => draw(label);
};
