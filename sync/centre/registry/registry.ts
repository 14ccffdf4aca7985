import type Database from 'better-sqlite3';
import type { DepartmentId, Instant } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';
import type { Journal } from '../journal/journal.ts';
import type { DepartmentEntry } from '../port.ts';
import { correct, type Department, type Departments, endOf, type Term } from './terms.ts';

/** The departments: the rows of Phụ lục II, with the days on which they stand. */
export interface Registry {
  all(): Departments;
  /** Those that have not ended, in their stored order. */
  list(): readonly DepartmentEntry[];
  /** Puts names and orders right and adds what is not there; undated. Runs in the caller's transaction. */
  put(departments: readonly DepartmentEntry[], person: string, on: Instant): void;
  /** Writes departments as they are to stand from now on; runs in the caller's transaction. */
  set(
    departments: readonly Department[],
    removed: readonly DepartmentId[],
    person: string,
    on: Instant,
  ): void;
  /** Whether anything refers to it: a rating, or another's succession. */
  isUsed(id: DepartmentId): boolean;
  /**
   * The department's number; one that the registry does not hold is added at the end under its id, so that no rating of it
   * can drop out of a total. `isNew` tells the caller to raise it.
   */
  numberOf(id: DepartmentId, on: Instant): { readonly departmentNo: number; readonly isNew: boolean };
  forget(): void;
}

interface TermRow {
  readonly id: DepartmentId;
  readonly successor: DepartmentId | null;
  readonly from: ReportDay | '';
  readonly to: ReportDay | null;
  readonly order: number;
  readonly name: string;
}

const selectTerms = `SELECT d.id, d.successor, t.valid_from AS "from", t.valid_to AS "to", t.place AS "order", t.name
  FROM department d JOIN department_term t USING (department_no) ORDER BY d.department_no, t.valid_from`;

/** Reads the registry from a store, open for writing or only for reading. */
export const departmentsReader = (db: Database.Database): (() => Departments) => {
  const terms = db.prepare<[], TermRow>(selectTerms);
  return () => {
    const found = new Map<DepartmentId, Department & { terms: Term[] }>();
    for (const { id, successor, from, to, order, name } of terms.all()) {
      const department = found.get(id) ?? { id, terms: [], successor };
      department.terms.push({ from: from === '' ? null : from, to, order, name });
      found.set(id, department);
    }
    return found;
  };
};

const isSame = (a: Department | undefined, b: Department): boolean => JSON.stringify(a) === JSON.stringify(b);

export const registryOf = (db: Database.Database, journal: Journal): Registry => {
  const read = departmentsReader(db);
  const add = db.prepare('INSERT INTO department (id) VALUES (?) ON CONFLICT DO NOTHING');
  const succeed = db.prepare('UPDATE department SET successor = ? WHERE department_no = ?');
  const find = db
    .prepare<[DepartmentId], number>('SELECT department_no FROM department WHERE id = ?')
    .pluck();
  const clear = db.prepare('DELETE FROM department_term WHERE department_no = ?');
  const addTerm = db.prepare(
    'INSERT INTO department_term (department_no, valid_from, valid_to, place, name) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM department WHERE department_no = ?');
  const nextPlace = db.prepare<[], number>('SELECT coalesce(max(place), 0) + 1 FROM department_term').pluck();
  const isRated = db.prepare<[number], 1>('SELECT 1 FROM rating WHERE department_no = ? LIMIT 1').pluck();
  const isSuccessor = db
    .prepare<[DepartmentId], 1>('SELECT 1 FROM department WHERE successor = ? LIMIT 1')
    .pluck();
  const known = new Map<DepartmentId, number>();

  const write = (department: Department): void => {
    add.run(department.id);
    const no = find.get(department.id);
    if (no === undefined)
      throw new Error(`department ${department.id}: the row that was just written is not there`);
    succeed.run(department.successor, no);
    clear.run(no);
    for (const { from, to, order, name } of department.terms) addTerm.run(no, from ?? '', to, order, name);
  };

  const set: Registry['set'] = (departments, removed, person, on) => {
    const before = read();
    const changed = departments.filter((department) => !isSame(before.get(department.id), department));
    if (changed.length + removed.length === 0) return;
    for (const department of changed) write(department);
    for (const id of removed) {
      const no = find.get(id);
      if (no === undefined) continue;
      clear.run(no);
      remove.run(no);
      known.delete(id);
    }
    const plain = changed.map(({ id, terms, successor }) => ({ id, terms: [...terms], successor }));
    journal.append({ kind: 'departments', set: plain, removed: [...removed] }, person, on);
  };

  return {
    all: read,
    list: () =>
      [...read().values()]
        .filter((department) => endOf(department) === null)
        .flatMap(({ id, terms }) => {
          const last = terms.at(-1);
          return last ? [{ order: last.order, id, name: last.name }] : [];
        })
        .sort((a, b) => a.order - b.order),
    put: (entries, person, on) => {
      const departments = read();
      set(
        entries.map((entry) => correct(departments, entry)),
        [],
        person,
        on,
      );
    },
    set,
    isUsed: (id) => {
      const no = find.get(id);
      return no !== undefined && (isRated.get(no) !== undefined || isSuccessor.get(id) !== undefined);
    },
    numberOf: (id, on) => {
      const departmentNo = known.get(id) ?? find.get(id);
      if (departmentNo !== undefined) {
        known.set(id, departmentNo);
        return { departmentNo, isNew: false };
      }
      const term: Term = { from: null, to: null, order: nextPlace.get() ?? 1, name: id };
      set([{ id, terms: [term], successor: null }], [], 'system', on);
      return { departmentNo: find.get(id) ?? 0, isNew: true };
    },
    forget: () => known.clear(),
  };
};
