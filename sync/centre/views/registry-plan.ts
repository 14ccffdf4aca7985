import type { DepartmentId } from '../../domain/ids.ts';
import type { PeriodLabel, ReportDay } from '../../domain/period.ts';
import { sha256 } from '../../proof/signing.ts';
import type { PlanRow, RegistryChange, RegistryPlan } from '../api/registry.ts';
import { type CutOffSetting, labelAt, periodUnder } from '../periods/cut-off.ts';
import type { CounterRecord } from '../registry/counters.ts';
import { dayAfter, dayBefore, standingFor, termWithin } from '../registry/terms.ts';
import { rowsOf } from '../tally/segments.ts';
import { shiftLabel } from './labels.ts';
import type { RegistryState } from './registry-state.ts';
import { startOf } from './time-of-day.ts';

/** Names a registry's state, so that nobody applies a preview to another one. */
export const markOf = ({ departments, counters }: RegistryState): string =>
  sha256(`motcham/1/registry\n${JSON.stringify([[...departments.values()], [...counters.values()]])}`);

/** The first day on which changes take hold; null when none is dated. */
export const firstDayOf = (changes: readonly RegistryChange[]): ReportDay | null => {
  const days = changes.flatMap((change): (string | null)[] => {
    switch (change.do) {
      case 'end':
      case 'end-counter':
        return [dayAfter(change.to as ReportDay)];
      case 'put':
        return change.terms.flatMap((term) => [
          term.from,
          term.to === null ? null : dayAfter(term.to as ReportDay),
        ]);
      case 'correct':
      case 'remove':
        return [];
      case 'begin':
      case 'merge':
      case 'split':
      case 'counter':
        return [change.from];
      default:
        return change satisfies never;
    }
  });
  return (days.filter((day) => day !== null).sort()[0] as ReportDay | undefined) ?? null;
};

const counterTermOn = (counter: CounterRecord, day: string): CounterRecord['terms'][number] | undefined =>
  counter.terms.findLast(
    (term) => (term.from === null || term.from <= day) && (term.to === null || term.to >= day),
  );

/** The departments that stand on a day, in their order. */
const standingOn = (
  state: RegistryState,
  day: ReportDay,
  known?: ReadonlySet<string>,
): readonly PlanRow[] => {
  const counters = [...state.counters.values()].flatMap((counter) => counterTermOn(counter, day) ?? []);
  return [...state.departments.values()]
    .flatMap((department): PlanRow[] => {
      const term = termWithin(department, day, day);
      if (!term) return [];
      return [
        {
          ...term,
          id: department.id,
          counters: counters.filter((each) => each.department === department.id).length,
          isNew: known !== undefined && !known.has(department.id),
        },
      ];
    })
    .sort((a, b) => a.order - b.order);
};

export interface PlanContext {
  readonly today: ReportDay;
  readonly cutOffs: readonly CutOffSetting[];
  /** Kiosks by the counter at which they say that they stand. */
  readonly kiosksAt: ReadonlyMap<string, readonly string[]>;
}

/** Draws what a registry becomes: two columns, and the lines between them. */
export const planOf = (
  before: RegistryState,
  after: RegistryState,
  from: ReportDay | null,
  { today, cutOffs, kiosksAt }: PlanContext,
): RegistryPlan => {
  const turn = from ?? today;
  const eve = from === null ? today : dayBefore(from);
  const left = standingOn(before, eve);
  const right = standingOn(after, turn, new Set(left.map((row) => row.id)));
  const stands = new Set(right.map((row) => row.id));
  const pairs = left.flatMap((row) => {
    const to = stands.has(row.id) ? row.id : standingFor(after.departments, row.id as DepartmentId, turn);
    return stands.has(to) ? [{ before: row.id, after: to }] : [];
  });
  const incoming = (id: string): number => pairs.filter((pair) => pair.after === id).length;
  const links = pairs.map((pair) => ({
    ...pair,
    isChange: pair.before !== pair.after || incoming(pair.after) > 1,
  }));
  const growing = right.filter((row) => !row.isNew && incoming(row.id) > 1).length;
  const beginning = right.filter((row) => row.isNew).length;
  const label: PeriodLabel = labelAt(startOf(turn), cutOffs);
  const rowsIn = (of: PeriodLabel): number =>
    rowsOf(after.departments, periodUnder(of, cutOffs), new Set()).length;
  const nextLabel = shiftLabel(label, 1);
  return {
    from,
    before: left,
    after: right,
    links,
    summary: {
      ending: left.filter((row) => !stands.has(row.id)).length,
      beginning,
      growing,
      same: right.length - growing - beginning,
    },
    period: from === null ? null : { label, rows: rowsIn(label), nextLabel, nextRows: rowsIn(nextLabel) },
    movedCounters: [...after.counters.values()].flatMap((counter) => {
      const was = before.counters.get(counter.id);
      const old = was && counterTermOn(was, eve);
      const now = counterTermOn(counter, turn);
      if ((old?.department ?? null) === (now?.department ?? null)) return [];
      return [
        {
          id: counter.id,
          label: now?.label ?? old?.label ?? counter.id,
          from: old?.department ?? null,
          to: now?.department ?? null,
          kiosks: kiosksAt.get(counter.id) ?? [],
        },
      ];
    }),
  };
};
