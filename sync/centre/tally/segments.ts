import type { DepartmentId, Instant } from '../../domain/ids.ts';
import { type Period, type ReportDay, startOfDay } from '../../domain/period.ts';
import type { DepartmentRow } from '../../domain/tally.ts';
import { type Departments, dayAfter, endOf, standingFor, termWithin } from '../registry/terms.ts';

/** A stretch of a period in which ratings for `department` are counted in the row of `row`. */
export interface Segment {
  readonly department: DepartmentId;
  readonly row: DepartmentId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

const beginOf = (day: ReportDay): Instant =>
  startOfDay(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));

/**
 * Where every rating of a period is counted. A kiosk that was not told of a merger rates on for a department that has ended;
 * from the first day after, those ratings stand in its successor's row.
 */
export const segmentsOf = (departments: Departments, period: Period): readonly Segment[] =>
  [...departments.values()].flatMap((department): Segment[] => {
    const { id } = department;
    const { startsAt, endsAt } = period;
    const end = endOf(department);
    const row = end === null ? id : standingFor(departments, id, dayAfter(end));
    if (end === null || row === id) return [{ department: id, row: id, startsAt, endsAt }];
    const turn = Math.min(Math.max(beginOf(dayAfter(end)), startsAt), endsAt) as Instant;
    const own: Segment = { department: id, row: id, startsAt, endsAt: turn };
    // The successor may have ended too, a hundred years on; its own end decides from there.
    const later = standingFor(departments, id, period.to);
    return [own, { department: id, row: later, startsAt: turn, endsAt }].filter((s) => s.startsAt < s.endsAt);
  });

/** The rows of a period's table: whoever stood in it for a day, and whoever was rated. */
export const rowsOf = (
  departments: Departments,
  period: Period,
  rated: ReadonlySet<DepartmentId>,
): readonly DepartmentRow[] =>
  [...departments.values()].flatMap((department) => {
    const within = termWithin(department, period.from, period.to);
    const term = within ?? (rated.has(department.id) ? department.terms.at(-1) : undefined);
    return term ? [{ order: term.order, id: department.id, name: term.name }] : [];
  });
