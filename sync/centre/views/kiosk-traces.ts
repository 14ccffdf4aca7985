import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import type { Silence } from '../api/kiosk.ts';
import { iso, isoOrNull, minuteMs } from './time-of-day.ts';

/** What a kiosk leaves on the line of a day: minutes with a press that counts, and stretches of which nothing is known. */
export interface KioskTraces {
  /** By kiosk number, in the order of time; to the minute, without category. */
  ticks(from: Instant, to: Instant): ReadonlyMap<number, readonly Instant[]>;
  /** How many presses count, by kiosk number. */
  counts(from: Instant, to: Instant): ReadonlyMap<number, number>;
  silences(from: Instant, to: Instant): ReadonlyMap<number, readonly Silence[]>;
}

const presses = (what: string): string => `
  WITH category (no) AS (VALUES (0), (1), (2), (3), (4))
  SELECT l.kiosk_no AS kioskNo, ${what}
  FROM department d CROSS JOIN category c CROSS JOIN rating r INDEXED BY rating_table CROSS JOIN ledger l
  WHERE r.department_no = d.department_no AND r.category = c.no AND r.state = 0
    AND r.occurred_at >= ? AND r.occurred_at < ? AND l.ledger_no = r.ledger_no`;

const grouped = <T extends { readonly kioskNo: number }, U>(
  rows: readonly T[],
  pick: (row: T) => U,
): ReadonlyMap<number, readonly U[]> => {
  const found = new Map<number, U[]>();
  for (const row of rows) {
    const known = found.get(row.kioskNo);
    if (known) known.push(pick(row));
    else found.set(row.kioskNo, [pick(row)]);
  }
  return found;
};

export const kioskTraces = (db: Database.Database): KioskTraces => {
  const minutes = db.prepare<[number, number], { readonly kioskNo: number; readonly minute: number }>(
    `${presses(`r.occurred_at / ${minuteMs} AS minute`)} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const counted = db.prepare<[number, number], { readonly kioskNo: number; readonly count: number }>(
    `${presses('count(*) AS count')} GROUP BY 1`,
  );
  const silences = db.prepare<
    [number, number],
    { readonly kioskNo: number; readonly from: Instant; readonly to: Instant | null }
  >(
    `SELECT kiosk_no AS kioskNo, from_at AS "from", to_at AS "to" FROM kiosk_silence
     WHERE coalesce(to_at, 9e15) > ? AND from_at < ? ORDER BY kiosk_no, from_at`,
  );
  return {
    ticks: (from, to) => grouped(minutes.all(from, to), (row) => (row.minute * minuteMs) as Instant),
    counts: (from, to) => new Map(counted.all(from, to).map((row) => [row.kioskNo, row.count])),
    silences: (from, to) =>
      grouped(silences.all(from, to), (row) => ({ from: iso(row.from), to: isoOrNull(row.to) })),
  };
};
