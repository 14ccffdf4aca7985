import type {
  CounterView,
  DepartmentView,
  RegistryChange,
  RegistryView,
} from '../../../centre/api/registry.ts';

/** A department as it stands on a day. */
export interface Standing {
  readonly id: string;
  readonly order: number;
  readonly name: string;
  readonly from: string | null;
  readonly isUsed: boolean;
}

const holdsOn = (day: string) => (term: { readonly from: string | null; readonly to: string | null }) =>
  (term.from === null || term.from <= day) && (term.to === null || term.to >= day);

/** The departments in force on a day, in the order of the table. */
export const standingOn = (departments: readonly DepartmentView[], day: string): readonly Standing[] =>
  departments
    .flatMap(({ id, terms, isUsed }): Standing[] => {
      const term = terms.find(holdsOn(day));
      return term ? [{ id, order: term.order, name: term.name, from: term.from, isUsed }] : [];
    })
    .sort((a, b) => a.order - b.order);

/** Where a counter belongs on a day; undefined when it is closed or not open yet. */
export const counterOn = (counter: CounterView, day: string): CounterView['terms'][number] | undefined =>
  counter.terms.findLast(holdsOn(day));

/** The last name a department had, or its id where there is none. */
export const nameIn = (
  view: RegistryView,
  changes: readonly RegistryChange[] = [],
): ((id: string) => string) => {
  const names = new Map(view.departments.map(({ id, terms }) => [id, terms.at(-1)?.name ?? id]));
  for (const change of changes) {
    if (change.do === 'begin' && !names.has(change.id)) names.set(change.id, change.name);
    if (change.do === 'merge' && !names.has(change.into.id)) names.set(change.into.id, change.into.name);
    if (change.do === 'split') for (const each of change.into) names.set(each.id, each.name);
    if (change.do === 'put') names.set(change.id, change.terms.at(-1)?.name ?? change.id);
  }
  return (id) => names.get(id) ?? id;
};

/** `Sở Y tế` as an id: `so-y-te`. */
export const idFromName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

/** The counters of departments that go into another one go with them. */
export const countersMoving = (
  counters: readonly CounterView[],
  from: readonly string[],
  to: string,
  day: string,
): readonly RegistryChange[] =>
  counters.flatMap((counter): RegistryChange[] => {
    const term = counter.terms.at(-1);
    if (!term || term.to !== null || term.department === null) return [];
    if (term.department === to || !from.includes(term.department)) return [];
    return [{ do: 'counter', id: counter.id, label: term.label, department: to, from: day }];
  });
