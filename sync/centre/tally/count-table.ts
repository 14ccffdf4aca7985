import type Database from 'better-sqlite3';
import { categoryIds } from '../../domain/categories.ts';
import type { DepartmentId } from '../../domain/ids.ts';
import type { Period } from '../../domain/period.ts';
import type { CountCell, DepartmentRow } from '../../domain/tally.ts';
import type { Excluded } from '../../report/data.ts';

export interface CountedTable {
  /** The departments of the table in stored order: those of the registry, and any that has a rating in the period. */
  readonly departments: readonly DepartmentRow[];
  readonly cells: readonly CountCell[];
  readonly excluded: Excluded;
}

interface Cell {
  readonly department: DepartmentId;
  readonly category: number;
  readonly state: number;
  readonly count: number;
}

/*
 * One count a department, category and state, each a range of the covering index `rating_table`: a month of a million
 * ratings is a walk over their index entries and nothing else, however many years stand before it. GROUP BY over the same
 * rows sorts them first and takes several times as long.
 */
const cellsSql = `
  WITH category (no) AS (VALUES (0), (1), (2), (3), (4)), state (no) AS (VALUES (0), (1), (2), (3))
  SELECT d.id AS department, category.no AS category, state.no AS state,
    (SELECT count(*) FROM rating r INDEXED BY rating_table
     WHERE r.department_no = d.department_no AND r.category = category.no AND r.state = state.no
       AND r.occurred_at >= @startsAt AND r.occurred_at < @endsAt) AS count
  FROM department d, category, state`;

export const tableCounter = (db: Database.Database): ((period: Period) => CountedTable) => {
  const cells = db.prepare<[{ startsAt: number; endsAt: number }], Cell>(cellsSql);
  const departments = db.prepare<[], DepartmentRow>(
    'SELECT place AS "order", id, name FROM department ORDER BY place, department_no',
  );
  const selfTests = db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM self_test WHERE occurred_at >= ? AND occurred_at < ?',
    )
    .pluck();
  return ({ startsAt, endsAt }) => {
    const all = cells.all({ startsAt, endsAt });
    const inState = (state: number): number =>
      all.reduce((total, cell) => total + (cell.state === state ? cell.count : 0), 0);
    return {
      departments: departments.all(),
      cells: all.flatMap(({ department, category, state, count }) => {
        const id = categoryIds[category];
        return state === 0 && count > 0 && id ? [{ department, category: id, count }] : [];
      }),
      excluded: {
        repeat: inState(1),
        withdrawn: inState(2),
        selfTest: selfTests.get(startsAt, endsAt) ?? 0,
        void: inState(3),
      },
    };
  };
};
