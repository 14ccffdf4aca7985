import type Database from 'better-sqlite3';
import type { DepartmentId } from '../../domain/ids.ts';
import type { DepartmentEntry } from '../port.ts';

/** The departments: the rows of Phụ lục II, in their stored order. */
export interface Registry {
  list(): readonly DepartmentEntry[];
  /** Adds departments and updates name and order of those that are there; all or nothing. */
  put(departments: readonly DepartmentEntry[]): void;
  /**
   * The department's number; one that the registry does not hold is added at the end under its id, so that no rating of it
   * can drop out of a total. `isNew` tells the caller to raise it.
   */
  numberOf(id: DepartmentId): { readonly departmentNo: number; readonly isNew: boolean };
  forget(): void;
}

export const registryOf = (db: Database.Database): Registry => {
  const list = db.prepare<[], DepartmentEntry>(
    'SELECT place AS "order", id, name FROM department ORDER BY place, department_no',
  );
  const put = db.prepare(
    `INSERT INTO department (id, name, place) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place`,
  );
  const find = db
    .prepare<[DepartmentId], number>('SELECT department_no FROM department WHERE id = ?')
    .pluck();
  const append = db.prepare(
    'INSERT INTO department (id, name, place) SELECT @id, @id, coalesce(max(place), 0) + 1 FROM department',
  );
  const known = new Map<DepartmentId, number>();

  return {
    list: () => list.all(),
    put: (departments) => {
      db.transaction(() => {
        for (const { id, name, order } of departments) put.run(id, name.normalize('NFC'), order);
      })();
    },
    numberOf: (id) => {
      const departmentNo = known.get(id) ?? find.get(id);
      if (departmentNo !== undefined) {
        known.set(id, departmentNo);
        return { departmentNo, isNew: false };
      }
      return { departmentNo: Number(append.run({ id }).lastInsertRowid), isNew: true };
    },
    forget: () => known.clear(),
  };
};
