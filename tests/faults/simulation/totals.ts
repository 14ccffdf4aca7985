import { toleranceMs } from '../../../sync/centre/clock/boot-clock.ts';
import { crashPoints, faultKinds, healings } from './fault-book.ts';
import type { SeedResult } from './run-seed.ts';

/** What many seeds came to. */
export interface Totals {
  add(result: SeedResult): void;
  valid(): number;
  voided(): readonly number[];
  /** Seeds with what was wrong in them. */
  violated(): readonly (readonly [seed: number, violations: readonly string[]])[];
  /** Faults and places that no run has met. */
  unmet(): readonly string[];
  table(): string;
}

const figure = (value: number): string => value.toLocaleString('en');

export const createTotals = (): Totals => {
  const counts = new Map<string, number>();
  const figures = new Map<string, number>();
  const voided: number[] = [];
  const violated: (readonly [number, readonly string[]])[] = [];
  const beyond: number[] = [];
  let valid = 0;
  let steps = 0;
  let virtualMs = 0;
  const raise = (map: Map<string, number>, name: string, by: number): void => {
    map.set(name, (map.get(name) ?? 0) + by);
  };
  const known = [...faultKinds, ...crashPoints, ...healings];
  return {
    add: (result) => {
      if (result.violations.length > 0) violated.push([result.seed, result.violations]);
      if (result.unfired.length > 0) {
        voided.push(result.seed);
        return;
      }
      valid += 1;
      if (result.figures.liedBeyondTolerance > 0) beyond.push(result.seed);
      steps += result.steps;
      virtualMs += result.virtualMs;
      for (const [name, times] of Object.entries(result.counts)) raise(counts, name, times);
      for (const [name, value] of Object.entries(result.figures)) raise(figures, name, value);
    },
    valid: () => valid,
    voided: () => voided,
    violated: () => violated,
    unmet: () => known.filter((name) => !counts.has(name)),
    table: () => {
      const section = (title: string, names: readonly string[]): string =>
        [
          title,
          ...names.map((name) => `  ${name.padEnd(34)}${figure(counts.get(name) ?? 0).padStart(10)}`),
        ].join('\n');
      const of = (name: string): string => figure(figures.get(name) ?? 0);
      return [
        section('faults that fired', faultKinds),
        section('where crashes came', crashPoints),
        section('healing', healings),
        'presses',
        `  attempted ${of('attempted')}: thanked ${of('thanked')}, told a repeat ${of('repeats')}, refused ${of('refused')}, indeterminate ${of('indeterminate')}`,
        `  final ${of('final')}, of them counted ${of('counted')}; ${of('gone')} things gone with the last disk that held them`,
        `  under a lying clock ${of('lied')}, in the period of their true time ${of('liedInTruePeriod')}, elsewhere and unmarked ${of('liedUnnoticed')}, of them more than ${toleranceMs / 1_000} s from the truth ${of('liedBeyondTolerance')}${beyond.length > 0 ? ` (seeds ${beyond.join(', ')})` : ''}`,
        `${figure(steps)} events in ${figure(Math.round(virtualMs / 3_600_000))} virtual hours`,
      ].join('\n');
    },
  };
};
