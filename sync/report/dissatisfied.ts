import type { CounterId, DepartmentId } from '../domain/ids.ts';
import type { ReportDay } from '../domain/period.ts';
import type { DepartmentRow } from '../domain/tally.ts';

/** Counted ratings of one counter on one day in one of the two dissatisfied categories. */
export interface DissatisfiedCell {
  readonly department: DepartmentId;
  readonly counter: CounterId;
  readonly day: ReportDay;
  readonly category: 'dissatisfied-competence' | 'dissatisfied-time';
  readonly count: number;
}

/** A day at a counter. It stops at the day: an hour beside a category would show who pressed. */
export interface DissatisfiedDay {
  readonly counter: CounterId;
  readonly day: ReportDay;
  readonly competence: number;
  readonly time: number;
  readonly total: number;
}

/** What one department is told about a period. */
export interface DissatisfiedNotice {
  readonly department: DepartmentRow;
  readonly days: readonly DissatisfiedDay[];
  readonly total: number;
}

const byDayThenCounter = (a: DissatisfiedDay, b: DissatisfiedDay): number => {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.counter < b.counter ? -1 : 1;
};

/**
 * The lists for the departments, in stored order; a department without a dissatisfied rating gets none. A cell of a
 * department that is not in the list is a bug of the caller, because nobody would be told of it.
 */
export const dissatisfiedNotices = (
  departments: readonly DepartmentRow[],
  cells: readonly DissatisfiedCell[],
): readonly DissatisfiedNotice[] => {
  const known = new Set(departments.map((department) => department.id));
  const stray = cells.find((cell) => !known.has(cell.department));
  if (stray) throw new Error(`report: dissatisfied ratings of an unknown department: ${stray.department}`);
  return [...departments]
    .sort((a, b) => a.order - b.order)
    .flatMap((department) => {
      const days = new Map<string, DissatisfiedDay>();
      for (const { counter, day, category, count, ...cell } of cells) {
        if (cell.department !== department.id || count === 0) continue;
        const key = `${day} ${counter}`;
        const { competence, time } = days.get(key) ?? { competence: 0, time: 0 };
        const isCompetence = category === 'dissatisfied-competence';
        const next = {
          competence: competence + (isCompetence ? count : 0),
          time: time + (isCompetence ? 0 : count),
        };
        days.set(key, { counter, day, ...next, total: next.competence + next.time });
      }
      if (days.size === 0) return [];
      const sorted = [...days.values()].sort(byDayThenCounter);
      const { order, id, name } = department;
      return [
        {
          department: { order, id, name },
          days: sorted,
          total: sorted.reduce((sum, day) => sum + day.total, 0),
        },
      ];
    });
};
