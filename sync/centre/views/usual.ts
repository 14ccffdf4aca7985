import type { DepartmentId } from '../../domain/ids.ts';
import type { Counts } from '../../domain/tally.ts';
import type { Usual } from '../api/today.ts';
import { dissatisfied, mean, noCounts, total } from './counts.ts';

/** An earlier working day: what each department had up to this minute of it, and what the whole day had. */
export interface EarlierDay {
  readonly day: string;
  readonly byDepartment: ReadonlyMap<DepartmentId, Counts>;
  readonly upToNow: Counts;
  readonly wholeDay: number;
}

export interface UsualOf {
  readonly centre: Usual;
  /** One department's mean up to this minute; null where nothing is known. */
  department(id: DepartmentId): number | null;
}

/** So many days make a habit; until then the period before speaks. */
export const daysOfHabit = 5;

/** What is usual by now, from the days that are told to be comparable. */
export const usualOf = (days: readonly EarlierDay[], of: Usual['basis']['of']): UsualOf => ({
  centre: {
    total: mean(days.map((day) => total(day.upToNow))),
    dissatisfied: mean(days.map((day) => dissatisfied(day.upToNow))),
    wholeDay: mean(days.map((day) => day.wholeDay)),
    basis: { days: days.length, of: days.length === 0 ? 'nothing' : of },
  },
  department: (id) => mean(days.map((day) => total(day.byDepartment.get(id) ?? noCounts))),
});

/** None today though so many are usual by now: zero by chance is under 5 % then (e⁻³). */
export const habitOfSilence = 3;
