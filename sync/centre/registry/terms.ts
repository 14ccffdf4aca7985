import type { DepartmentId } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';

/** What a department is called and where it stands in the table, from `from` to `to` (both included). */
export interface Term {
  /** null: since ever. */
  readonly from: ReportDay | null;
  /** null: until further notice. */
  readonly to: ReportDay | null;
  readonly order: number;
  readonly name: string;
}

export interface Department {
  readonly id: DepartmentId;
  /** At least one, in the order of time, apart from each other. */
  readonly terms: readonly Term[];
  /** Who stands in its place after its last term; ratings that still come for it then are counted there. */
  readonly successor: DepartmentId | null;
}

export type Departments = ReadonlyMap<DepartmentId, Department>;

export type RegistryProblem =
  | 'unknown-department'
  | 'not-after-last-term'
  | 'ended-already'
  | 'bad-successor'
  | 'nothing-to-merge'
  | 'closed-period';

export type Changed =
  | { readonly ok: true; readonly set: readonly Department[] }
  | { readonly ok: false; readonly reason: RegistryProblem; readonly department: DepartmentId };

const dayMs = 86_400_000;
const shiftDay = (day: ReportDay, days: number): ReportDay =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10) as ReportDay;
export const dayBefore = (day: ReportDay): ReportDay => shiftDay(day, -1);
export const dayAfter = (day: ReportDay): ReportDay => shiftDay(day, 1);

const lastTerm = (department: Department): Term => {
  const last = department.terms.at(-1);
  if (!last) throw new Error(`department ${department.id} has no term`);
  return last;
};

/** The last day on which it stands; null while it does. */
export const endOf = (department: Department): ReportDay | null => lastTerm(department).to;

/** How it stands in a table over these days: by its last term that touches them. */
export const termWithin = (department: Department, from: ReportDay, to: ReportDay): Term | undefined =>
  department.terms.findLast(
    (term) => (term.from === null || term.from <= to) && (term.to === null || term.to >= from),
  );

/** The department that stands in the place of `id` on a day: itself, or its successor's successor. */
export const standingFor = (departments: Departments, id: DepartmentId, day: ReportDay): DepartmentId => {
  const seen = new Set<DepartmentId>();
  let at = id;
  while (!seen.has(at)) {
    seen.add(at);
    const department = departments.get(at);
    const end = department && endOf(department);
    if (!department?.successor || !end || end >= day) return at;
    at = department.successor;
  }
  return id;
};

const no = (reason: RegistryProblem, department: DepartmentId): Changed => ({
  ok: false,
  reason,
  department,
});

/** Puts name and order right, without a date: a slip of the pen, not a decree. A new department stands since ever. */
export const correct = (
  departments: Departments,
  entry: { readonly id: DepartmentId; readonly order: number; readonly name: string },
): Department => {
  const { id, order } = entry;
  const name = entry.name.normalize('NFC');
  const known = departments.get(id);
  if (!known) return { id, terms: [{ from: null, to: null, order, name }], successor: null };
  return { ...known, terms: [...known.terms.slice(0, -1), { ...lastTerm(known), order, name }] };
};

/** From `from` on it is called so and stands there; a department that was not there begins then. */
export const beginTerm = (
  departments: Departments,
  entry: { readonly id: DepartmentId; readonly order: number; readonly name: string },
  from: ReportDay,
): Changed => {
  const { id, order } = entry;
  const term: Term = { from, to: null, order, name: entry.name.normalize('NFC') };
  const known = departments.get(id);
  if (!known) return { ok: true, set: [{ id, terms: [term], successor: null }] };
  const last = lastTerm(known);
  if ((last.from !== null && last.from >= from) || (last.to !== null && last.to >= from)) {
    return no('not-after-last-term', id);
  }
  const before = { ...last, to: last.to ?? dayBefore(from) };
  // One that comes back stands for itself again.
  return { ok: true, set: [{ id, terms: [...known.terms.slice(0, -1), before, term], successor: null }] };
};

/** `to` is its last day. */
export const endDepartment = (
  departments: Departments,
  id: DepartmentId,
  to: ReportDay,
  successor: DepartmentId | null,
): Changed => {
  const known = departments.get(id);
  if (!known) return no('unknown-department', id);
  const last = lastTerm(known);
  if (last.to !== null) return no('ended-already', id);
  if (last.from !== null && last.from > to) return no('not-after-last-term', id);
  if (successor !== null) {
    if (successor === id || !departments.has(successor)) return no('bad-successor', id);
    // A ring of successors would count a rating nowhere.
    for (let at: DepartmentId | null = successor; at; at = departments.get(at)?.successor ?? null) {
      if (at === id) return no('bad-successor', id);
    }
  }
  return { ok: true, set: [{ ...known, terms: [...known.terms.slice(0, -1), { ...last, to }], successor }] };
};

/** The first day that a change counts elsewhere than before; undefined when it only renames or moves a row. */
export const turningDay = (before: Department | undefined, after: Department): ReportDay | undefined => {
  const ends = [before && endOf(before), endOf(after)].flatMap((day) => day ?? []);
  const isSame =
    (before ? endOf(before) : null) === endOf(after) && (before?.successor ?? null) === after.successor;
  const first = ends.sort()[0];
  return isSame || first === undefined ? undefined : dayAfter(first);
};

/** Applies changes one after the other, each to what the ones before it left; all or nothing. */
export const inTurn = (
  departments: Departments,
  steps: readonly ((now: Departments) => Changed)[],
): Changed => {
  const now = new Map(departments);
  const set = new Map<DepartmentId, Department>();
  for (const step of steps) {
    const changed = step(now);
    if (!changed.ok) return changed;
    for (const department of changed.set) {
      now.set(department.id, department);
      set.set(department.id, department);
    }
  }
  return { ok: true, set: [...set.values()] };
};

/** Several become one from a day on; the one may be one of them, or a new one. */
export const merge = (
  departments: Departments,
  of: readonly DepartmentId[],
  into: { readonly id: DepartmentId; readonly order: number; readonly name: string },
  from: ReportDay,
): Changed => {
  const ending = of.filter((id) => id !== into.id);
  if (ending.length === 0) return no('nothing-to-merge', into.id);
  return inTurn(departments, [
    (now) => beginTerm(now, into, from),
    ...ending.map((id) => (now: Departments) => endDepartment(now, id, dayBefore(from), into.id)),
  ]);
};

/**
 * One becomes several from a day on. Ratings that still come for the old one stay in its own row, unless one of the new ones
 * is its successor: nobody can tell which of them was meant.
 */
export const split = (
  departments: Departments,
  id: DepartmentId,
  into: readonly { readonly id: DepartmentId; readonly order: number; readonly name: string }[],
  from: ReportDay,
  successor: DepartmentId | null = null,
): Changed =>
  inTurn(departments, [
    ...into.map((entry) => (now: Departments) => beginTerm(now, entry, from)),
    (now) => endDepartment(now, id, dayBefore(from), successor),
  ]);
