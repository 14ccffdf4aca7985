import type { DepartmentId, Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { RegistryView } from '../api/registry.ts';
import { counterReader } from '../registry/counters.ts';
import { bindingOf } from './judge-kiosk.ts';
import { kioskReader } from './kiosk-facts.ts';
import { bindingsOf } from './one-kiosk.ts';
import { markOf, type PlanContext, planOf } from './registry-plan.ts';
import { type RegistryState, turningDaysOf } from './registry-state.ts';
import type { Sources } from './sources.ts';

export const registryStateOf = (sources: Sources): RegistryState => ({
  departments: sources.departments(),
  counters: new Map(counterReader(sources.db)().map((counter) => [counter.id, counter])),
});

export const planContextOf = (sources: Sources, now: Instant): PlanContext => {
  const kiosksAt = new Map<string, readonly string[]>();
  for (const kiosk of kioskReader(sources.db).list()) {
    const counter = bindingOf(kiosk)?.counter;
    if (counter !== undefined) kiosksAt.set(counter, [...(kiosksAt.get(counter) ?? []), kiosk.id]);
  }
  return { today: reportDayOf(now), cutOffs: sources.closings.cutOffs(), kiosksAt };
};

/** The page Đơn vị & quầy. */
export const registryView = (sources: Sources, now: Instant): RegistryView => {
  const { db } = sources;
  const state = registryStateOf(sources);
  const context = planContextOf(sources, now);
  const rated = db
    .prepare<[DepartmentId], 1>(
      `SELECT 1 FROM department d JOIN rating r USING (department_no) WHERE d.id = ? LIMIT 1`,
    )
    .pluck();
  const pressed = db.prepare<[string], 1>('SELECT 1 FROM binding WHERE counter = ? LIMIT 1').pluck();
  const all = [...state.departments.values()];
  const counters = [...state.counters.values()];
  const [next] = turningDaysOf(state, context.today);
  return {
    today: context.today,
    departments: all.map((department) => ({
      ...department,
      isUsed:
        rated.get(department.id) !== undefined ||
        all.some((each) => each.successor === department.id) ||
        counters.some((each) => each.terms.some((term) => term.department === department.id)),
    })),
    counters: counters.map((counter) => ({
      ...counter,
      kiosks: context.kiosksAt.get(counter.id) ?? [],
      isUsed: pressed.get(counter.id) !== undefined,
    })),
    bindings: bindingsOf(sources),
    nextChange: next === undefined ? null : planOf(state, state, next, context),
    mark: markOf(state),
  };
};
