import type { CounterId, DepartmentId } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';
import type { RegistryChange } from '../api/registry.ts';
import type { CounterRecord } from '../registry/counters.ts';
import {
  beginTerm,
  type Changed,
  correct,
  type Department,
  type Departments,
  dayBefore,
  endDepartment,
  merge,
  type RegistryProblem,
  split,
} from '../registry/terms.ts';

/** Departments and counters together: what a set of changes starts from and leads to. */
export interface RegistryState {
  readonly departments: Departments;
  readonly counters: ReadonlyMap<string, CounterRecord>;
}

export type ChangeProblem = RegistryProblem | 'unknown-counter' | 'in-use';
export type Applied =
  | { readonly ok: true; readonly state: RegistryState; readonly removed: readonly DepartmentId[] }
  | { readonly ok: false; readonly reason: ChangeProblem; readonly index: number; readonly id: string };

const asId = (id: string): DepartmentId => id as DepartmentId;
const asDay = (day: string): ReportDay => day as ReportDay;
interface Entry {
  readonly id: string;
  readonly order: number;
  readonly name: string;
}
const entryOf = ({ id, order, name }: Entry) => ({ id: asId(id), order, name });

type Step = (now: Departments) => Changed;

/** A change of departments as the registry's own pure functions have it; undefined for one of counters. */
const stepOf = (change: RegistryChange): Step | undefined => {
  switch (change.do) {
    case 'correct':
      return (now) => ({ ok: true, set: [correct(now, entryOf(change))] });
    case 'begin': {
      const { from } = change;
      if (from === null) return (now) => ({ ok: true, set: [correct(now, entryOf(change))] });
      return (now) => beginTerm(now, entryOf(change), asDay(from));
    }
    case 'end': {
      const successor = change.successor === null ? null : asId(change.successor);
      return (now) => endDepartment(now, asId(change.id), asDay(change.to), successor);
    }
    case 'merge':
      return (now) => merge(now, change.of.map(asId), entryOf(change.into), asDay(change.from));
    case 'split': {
      const successor = change.successor === null ? null : asId(change.successor);
      return (now) => split(now, asId(change.id), change.into.map(entryOf), asDay(change.from), successor);
    }
    case 'put': {
      const department: Department = {
        id: asId(change.id),
        terms: change.terms.map((term) => ({
          from: term.from === null ? null : asDay(term.from),
          to: term.to === null ? null : asDay(term.to),
          order: term.order,
          name: term.name.normalize('NFC'),
        })),
        successor: change.successor === null ? null : asId(change.successor),
      };
      return () => ({ ok: true, set: [department] });
    }
    case 'remove':
    case 'counter':
    case 'end-counter':
      return undefined;
    default:
      return change satisfies never;
  }
};

type CounterTerm = CounterRecord['terms'][number];

const changeCounter = (
  counters: ReadonlyMap<string, CounterRecord>,
  departments: Departments,
  change: Extract<RegistryChange, { do: 'counter' | 'end-counter' }>,
): CounterRecord | ChangeProblem => {
  const known = counters.get(change.id);
  if (change.do === 'end-counter') {
    const last = known?.terms.at(-1);
    if (!known || !last) return 'unknown-counter';
    if (last.to !== null) return 'ended-already';
    if (last.from !== null && last.from > change.to) return 'not-after-last-term';
    return { ...known, terms: [...known.terms.slice(0, -1), { ...last, to: asDay(change.to) }] };
  }
  const department = change.department === null ? null : asId(change.department);
  if (department !== null && !departments.has(department)) return 'unknown-department';
  const from = change.from === null ? null : asDay(change.from);
  const term: CounterTerm = { from, to: null, label: change.label.normalize('NFC'), department };
  const last = known?.terms.at(-1);
  if (!known || !last) return { id: change.id as CounterId, terms: [term] };
  // Undated, or from the same day on: a slip of the pen is put right where it stands.
  if (from === null || last.from === from)
    return { ...known, terms: [...known.terms.slice(0, -1), { ...term, from: last.from, to: last.to }] };
  if ((last.from !== null && last.from > from) || (last.to !== null && last.to >= from))
    return 'not-after-last-term';
  const ended = { ...last, to: last.to ?? dayBefore(from) };
  return { ...known, terms: [...known.terms.slice(0, -1), ended, term] };
};

/** Applies changes one after the other; all or nothing, and the first that cannot be is named. */
export const applyChanges = (
  state: RegistryState,
  changes: readonly RegistryChange[],
  isUsed: (id: DepartmentId) => boolean,
): Applied => {
  const departments = new Map(state.departments);
  const counters = new Map(state.counters);
  const removed: DepartmentId[] = [];
  for (const [index, change] of changes.entries()) {
    const no = (reason: ChangeProblem, id: string): Applied => ({ ok: false, reason, index, id });
    if (change.do === 'remove') {
      const id = asId(change.id);
      const isNamed =
        [...departments.values()].some((each) => each.successor === id) ||
        [...counters.values()].some((each) => each.terms.some((term) => term.department === id));
      if (!departments.has(id)) return no('unknown-department', id);
      if (isNamed || isUsed(id)) return no('in-use', id);
      departments.delete(id);
      removed.push(id);
      continue;
    }
    if (change.do === 'counter' || change.do === 'end-counter') {
      const changed = changeCounter(counters, departments, change);
      if (typeof changed === 'string') return no(changed, change.id);
      counters.set(changed.id, changed);
      continue;
    }
    const changed = stepOf(change)?.(departments);
    if (!changed) continue;
    if (!changed.ok) return no(changed.reason, changed.department);
    for (const department of changed.set) departments.set(department.id, department);
  }
  return { ok: true, state: { departments, counters }, removed };
};

/** What stood before and stands otherwise now: the days on which a set of changes takes hold. */
export const turningDaysOf = (state: RegistryState, today: string): readonly ReportDay[] => {
  const days = new Set<ReportDay>();
  const note = (from: ReportDay | null): void => {
    if (from !== null && from > today) days.add(from);
  };
  for (const { terms } of state.departments.values()) for (const term of terms) note(term.from);
  for (const { terms } of state.counters.values()) for (const term of terms) note(term.from);
  return [...days].sort();
};
