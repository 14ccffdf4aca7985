import type Database from 'better-sqlite3';
import type { CentreId, Instant } from '../../domain/ids.ts';
import type { SettingValues } from '../api/setting.ts';
import { type Closings, closingsOf } from '../periods/closings.ts';
import { departmentsReader } from '../registry/registry.ts';
import type { Departments } from '../registry/terms.ts';
import { type Settings, settingsOf } from '../settings/settings.ts';
import { type TableCounter, tableCounter } from '../tally/count-table.ts';
import { type Reporter, reporterOf } from '../tally/report-of.ts';

export type ReportHeader = SettingValues['report'];

/** What every view is drawn from; a store open for writing or only for reading. */
export interface Sources {
  readonly db: Database.Database;
  readonly centre: CentreId;
  readonly closings: Closings;
  readonly reporter: Reporter;
  readonly counter: TableCounter;
  readonly settings: Settings;
  /** Header fields said for this one document, in the place of the stored ones. */
  readonly header?: ReportHeader;
  departments(): Departments;
  /** The last rating that counts, of a department, not after an instant. */
  lastPressOf(department: string, before: Instant): Instant | null;
  /** The first rating that counts at all. */
  firstPress(): Instant | null;
}

export const sourcesOf = (db: Database.Database): Sources => {
  const closings = closingsOf(db);
  const last = db
    .prepare<[{ department: string; before: number }], Instant | null>(
      `WITH category (no) AS (VALUES (0), (1), (2), (3), (4))
       SELECT max((SELECT max(r.occurred_at) FROM rating r INDEXED BY rating_table
         WHERE r.department_no = d.department_no AND r.category = category.no AND r.state = 0 AND r.occurred_at < @before))
       FROM department d, category WHERE d.id = @department`,
    )
    .pluck();
  const first = db
    .prepare<[], Instant | null>(
      `WITH category (no) AS (VALUES (0), (1), (2), (3), (4))
       SELECT min((SELECT min(r.occurred_at) FROM rating r INDEXED BY rating_table
         WHERE r.department_no = d.department_no AND r.category = category.no AND r.state = 0))
       FROM department d, category`,
    )
    .pluck();
  return {
    db,
    centre: db.prepare<[], CentreId>('SELECT centre FROM meta').pluck().get() ?? ('centre' as CentreId),
    closings,
    reporter: reporterOf(db, closings),
    counter: tableCounter(db),
    settings: settingsOf(db),
    departments: departmentsReader(db),
    lastPressOf: (department, before) => last.get({ department, before }) ?? null,
    firstPress: () => first.get() ?? null,
  };
};
