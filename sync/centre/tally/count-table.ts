import type Database from 'better-sqlite3';
import { categoryIds } from '../../domain/categories.ts';
import type { DepartmentId } from '../../domain/ids.ts';
import type { Period } from '../../domain/period.ts';
import type { CountCell } from '../../domain/tally.ts';
import type { Excluded } from '../../report/data.ts';
import type { Segment } from './segments.ts';

/** Arrivals after `after` up to and including `upTo`: what came to stand between two closings. */
export interface Arrivals {
  readonly after: number;
  readonly upTo: number;
}

export const everything: Arrivals = { after: -1, upTo: Number.MAX_SAFE_INTEGER };

export interface TableCounter {
  /** What came in these arrivals and counted at their end, cell by cell. */
  counted(segments: readonly Segment[], arrivals: Arrivals): readonly CountCell[];
  /** What had come and counted before these arrivals, and was withdrawn or voided in them. */
  takenOut(segments: readonly Segment[], arrivals: Arrivals): readonly CountCell[];
  /** What is left out of the table as the store stands now. */
  excluded(period: Period): Excluded;
}

interface Cell {
  readonly row: DepartmentId;
  readonly category: number;
  readonly count: number;
}

type Asked = { readonly segments: string } & Arrivals;

/*
 * One count a department, category and state, each a range of the covering index `rating_table`: a month of a million
 * ratings is a walk over their index entries and nothing else, however many years stand before it. GROUP BY over the same
 * rows sorts them first and takes several times as long.
 */
const cells = (count: string): string => `
  WITH category (no) AS (VALUES (0), (1), (2), (3), (4)),
    segment AS (
      SELECT d.department_no, s.value ->> 'row' AS row_id, s.value ->> 'startsAt' AS starts_at, s.value ->> 'endsAt' AS ends_at
      FROM json_each(@segments) s JOIN department d ON d.id = s.value ->> 'department'
    )
  SELECT s.row_id AS row, c.no AS category, ${count} AS count FROM segment s, category c`;

const inState = (state: number, more: string): string => `
  (SELECT count(*) FROM rating r INDEXED BY rating_table
   WHERE r.department_no = s.department_no AND r.category = c.no AND r.state = ${state}
     AND r.occurred_at >= s.starts_at AND r.occurred_at < s.ends_at AND ${more})`;

const came = 'r.arrival > @after AND r.arrival <= @upTo';
const wentLater = `${came} AND r.state_arrival > @upTo`;
const wentNow = 'r.arrival <= @after AND r.state_arrival > @after AND r.state_arrival <= @upTo';
const countedSql = cells(`${inState(0, came)} + ${inState(2, wentLater)} + ${inState(3, wentLater)}`);
const takenOutSql = cells(`${inState(2, wentNow)} + ${inState(3, wentNow)}`);

const excludedSql = `
  WITH category (no) AS (VALUES (0), (1), (2), (3), (4)), state (no) AS (VALUES (1), (2), (3))
  SELECT state.no AS state, sum((SELECT count(*) FROM rating r INDEXED BY rating_table
    WHERE r.department_no = d.department_no AND r.category = category.no AND r.state = state.no
      AND r.occurred_at >= ? AND r.occurred_at < ?)) AS count
  FROM department d, category, state GROUP BY state.no`;

const toCells = (rows: readonly Cell[]): readonly CountCell[] =>
  rows.flatMap(({ row, category, count }) => {
    const id = categoryIds[category];
    return count > 0 && id ? [{ department: row, category: id, count }] : [];
  });

export const tableCounter = (db: Database.Database): TableCounter => {
  const counted = db.prepare<[Asked], Cell>(countedSql);
  const takenOut = db.prepare<[Asked], Cell>(takenOutSql);
  const excluded = db.prepare<[number, number], { readonly state: number; readonly count: number }>(
    excludedSql,
  );
  const selfTests = db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM self_test WHERE occurred_at >= ? AND occurred_at < ?',
    )
    .pluck();
  const ask = (segments: readonly Segment[], { after, upTo }: Arrivals): Asked => ({
    segments: JSON.stringify(segments),
    after,
    upTo,
  });
  return {
    counted: (segments, arrivals) => toCells(counted.all(ask(segments, arrivals))),
    takenOut: (segments, arrivals) => toCells(takenOut.all(ask(segments, arrivals))),
    excluded: ({ startsAt, endsAt }) => {
      const found = excluded.all(startsAt, endsAt);
      const of = (state: number): number => found.find((row) => row.state === state)?.count ?? 0;
      return { repeat: of(1), withdrawn: of(2), void: of(3), selfTest: selfTests.get(startsAt, endsAt) ?? 0 };
    },
  };
};
