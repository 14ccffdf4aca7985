import type { DepartmentId } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';
import type { DepartmentEntry } from '../port.ts';
import {
  beginTerm,
  type Changed,
  type Departments,
  dayBefore,
  endDepartment,
  endOf,
  inTurn,
} from './terms.ts';

const standsSo = (departments: Departments, entry: DepartmentEntry): boolean => {
  const last = departments.get(entry.id)?.terms.at(-1);
  return last?.to === null && last.order === entry.order && last.name === entry.name;
};

/**
 * A decree: from a day on these departments stand in this order under these names, and whoever is not among them has ended
 * the day before, with the successor that is given for it.
 */
export const asOf = (
  now: Departments,
  entries: readonly DepartmentEntry[],
  from: ReportDay,
  successors: ReadonlyMap<DepartmentId, DepartmentId> = new Map(),
): Changed => {
  const listed = new Set(entries.map((entry) => entry.id));
  const ending = [...now.values()].filter((d) => endOf(d) === null && !listed.has(d.id)).map((d) => d.id);
  return inTurn(now, [
    ...entries
      .filter((entry) => !standsSo(now, entry))
      .map((entry) => (then: Departments) => beginTerm(then, entry, from)),
    ...ending.map(
      (id) => (then: Departments) => endDepartment(then, id, dayBefore(from), successors.get(id) ?? null),
    ),
  ]);
};
