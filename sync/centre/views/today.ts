import { type CategoryId, categoryIds } from '../../domain/categories.ts';
import type { DepartmentId, Instant } from '../../domain/ids.ts';
import { type Period, type PeriodLabel, reportDayOf } from '../../domain/period.ts';
import { type Counts, percentOf } from '../../domain/tally.ts';
import type { Attention, Known } from '../api/attention.ts';
import type { KioskLine } from '../api/kiosk.ts';
import type { DayCounts } from '../api/report.ts';
import type { RunningPeriod, Today, TodayRow, Usual } from '../api/today.ts';
import { labelAt } from '../periods/cut-off.ts';
import { completenessAt } from '../tally/completeness.ts';
import { rowsOf } from '../tally/segments.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { addCounts, dissatisfied, noCounts, satisfied, total } from './counts.ts';
import type { DayTallies } from './day-tallies.ts';
import { type KioskFacts, standingOf } from './kiosk-facts.ts';
import { shiftLabel } from './labels.ts';
import type { Sources } from './sources.ts';
import { daysBetween, iso, isoOrNull, minuteMs, periodOfDay, startOf } from './time-of-day.ts';
import { daysOfHabit, type EarlierDay, habitOfSilence, usualOf } from './usual.ts';

export interface TodayParts {
  readonly sources: Sources;
  readonly tallies: DayTallies;
  /** Every kiosk that is in service, judged. */
  readonly kiosks: readonly KioskFacts[];
  readonly lines: readonly KioskLine[];
  readonly kioskAttention: readonly Attention[];
  readonly kioskKnown: readonly Known[];
}

/** Percent of the ratings that were content, as it is printed; all of them is `100`. */
export const satisfiedPercent = (part: number, whole: number): string =>
  whole > 0 && part === whole ? '100' : percentOf(part, whole);

export const dayCountsOf = (
  from: string,
  to: string,
  today: string,
  calendar: Calendar,
  tallies: DayTallies,
): readonly DayCounts[] =>
  daysBetween(from, to).map((day) => ({
    day,
    counts: day > today ? null : tallies.tally(day, today).counts,
    isWorking: calendar.isWorking(day),
    holiday: calendar.holidayOn(day),
  }));

const earlierDays = (
  days: readonly string[],
  today: string,
  sinceMidnightMs: number,
  tallies: DayTallies,
): readonly EarlierDay[] =>
  days.map((day) => {
    const { byDepartment, counts } = tallies.tally(day, today, (startOf(day) + sinceMidnightMs) as Instant);
    return { day, byDepartment, upToNow: counts, wholeDay: total(tallies.tally(day, today).counts) };
  });

/** The page Hôm nay as the store stands at `now`. */
export const todayView = (parts: TodayParts, now: Instant): Today => {
  const { sources, tallies } = parts;
  const { reporter, closings, settings } = sources;
  const day = reportDayOf(now);
  const calendar = calendarOf(settings);
  const label = labelAt(now, closings.cutOffs());
  const period = reporter.period(label);
  const before = reporter.period(shiftLabel(label, -1));
  const departments = sources.departments();
  const first = sources.firstPress();
  const firstDay = first === null ? day : reportDayOf(first);

  const ofToday = tallies.tally(day, day);
  const days = dayCountsOf(period.from, period.to, day, calendar, tallies);
  const periodCounts = new Map<DepartmentId, number>();
  let periodTotals = noCounts;
  for (const { day: each, counts } of days) {
    if (counts === null) continue;
    periodTotals = addCounts(periodTotals, counts);
    for (const [id, of] of tallies.tally(each, day).byDepartment)
      periodCounts.set(id, (periodCounts.get(id) ?? 0) + total(of));
  }

  const isComparable = (each: string): boolean => each >= firstDay && each < day && calendar.isWorking(each);
  const own = daysBetween(period.from, day).filter(isComparable);
  const isOwn = own.length >= daysOfHabit;
  const basis = isOwn ? own : [...daysBetween(before.from, before.to).filter(isComparable), ...own];
  const of: Usual['basis']['of'] = isOwn || basis.length === own.length ? 'this-period' : 'previous-period';
  // To the whole minute, so that the days that are compared are counted once a minute and not once a second.
  const sinceMidnightMs = Math.floor((now - startOf(day)) / minuteMs) * minuteMs;
  const usual = usualOf(earlierDays(basis, day, sinceMidnightMs, tallies), of);

  const { dissatisfiedPerDay } = settings.at('alarms', day);
  const rated = new Set(ofToday.byDepartment.keys());
  const standing = rowsOf(departments, periodOfDay(day, label), rated);
  const rows = [...standing]
    .sort((a, b) => a.order - b.order)
    .map(({ order, id, name }): TodayRow => {
      const counts = ofToday.byDepartment.get(id) ?? noCounts;
      const usually = calendar.isWorking(day) ? usual.department(id) : null;
      const bad = dissatisfied(counts);
      const isSilent = total(counts) === 0 && usually !== null && usually >= habitOfSilence;
      return {
        order,
        id,
        name,
        counts,
        total: total(counts),
        usual: usually,
        lastAt: isoOrNull(lastSince(sources.lastPressOf(id, now), before.startsAt)),
        period: periodCounts.get(id) ?? 0,
        flag:
          bad >= dissatisfiedPerDay
            ? 'dissatisfied'
            : bad > 0
              ? 'one-dissatisfied'
              : isSilent
                ? 'silent'
                : null,
      };
    });

  const lastEnded = shiftLabel(label, -1);
  const running: RunningPeriod = {
    label,
    from: period.from,
    to: period.to,
    counts: periodTotals,
    total: total(periodTotals),
    satisfiedPercent: satisfiedPercent(satisfied(periodTotals), total(periodTotals)),
    dissatisfied: dissatisfied(periodTotals),
    completeness: completenessAt(now, parts.kiosks.map(standingOf)).completeness,
    days,
    lastWorkingDay: daysBetween(day, period.to).findLast((each) => calendar.isWorking(each)) ?? null,
    pendingKiosks: parts.lines.filter((line) => (line.pending ?? 0) > 0).map((line) => line.id),
    toClose:
      closings.newest(lastEnded) || firstDay > before.to ? null : { label: lastEnded, endedOn: before.to },
  };
  const count = (group: KioskLine['group']): number =>
    parts.lines.filter((line) => line.group === group).length;
  return {
    at: iso(now),
    day,
    isWorkingDay: calendar.isWorking(day),
    holiday: calendar.holidayOn(day),
    hours: calendar.hoursOn(day),
    counts: ofToday.counts,
    total: total(ofToday.counts),
    satisfied: satisfied(ofToday.counts),
    dissatisfied: dissatisfied(ofToday.counts),
    usual: usual.centre,
    rows,
    period: running,
    kiosks: {
      all: parts.lines.length,
      online: parts.lines.filter((line) => line.online).length,
      needPerson: count('person'),
      healing: count('healing'),
    },
    attention: [
      ...parts.kioskAttention,
      ...departmentAttention(rows, parts, before, day),
      ...completedPeriods(sources),
    ],
    known: [...parts.kioskKnown, ...knownOf(rows)],
  };
};

const lastSince = (at: Instant | null, earliest: Instant): Instant | null =>
  at !== null && at >= earliest ? at : null;

const dissatisfiedCells = (row: TodayRow): { readonly category: CategoryId; readonly count: number }[] =>
  ([2, 3] as const).flatMap((i) => {
    const category = categoryIds[i];
    const count = row.counts[i];
    return category && count > 0 ? [{ category, count }] : [];
  });

const departmentAttention = (
  rows: readonly TodayRow[],
  { sources, tallies, lines }: TodayParts,
  previous: Period,
  day: string,
): readonly Attention[] => {
  const { departments: contacts } = sources.settings.at('contacts', day);
  const contactOf = (id: string): Attention['contact'] => {
    const found = contacts.find((contact) => contact.id === id);
    return found ? { who: found.who, phone: found.phone } : null;
  };
  const flagged = rows.filter((row) => row.flag === 'dissatisfied' || row.flag === 'silent');
  // As it was closed; while it is open, day by day: those counts are kept, a table of the whole month would be made each time.
  const closed = sources.closings.newest(previous.label)?.rows;
  const earlier = new Map<string, number>();
  const add = (id: string, counts: Counts): void =>
    void earlier.set(id, (earlier.get(id) ?? 0) + dissatisfied(counts));
  if (closed) for (const { id, counts } of closed) add(id, counts);
  else if (flagged.some((row) => row.flag === 'dissatisfied'))
    for (const each of daysBetween(previous.from, previous.to))
      for (const [id, counts] of tallies.tally(each, day).byDepartment) add(id, counts);
  return flagged.map((row): Attention => {
    const contact = contactOf(row.id);
    const { id, name: department } = row;
    if (row.flag === 'dissatisfied') {
      return {
        kind: 'department-dissatisfied',
        contact,
        department,
        id,
        total: dissatisfied(row.counts),
        byCategory: dissatisfiedCells(row),
        previousPeriod: earlier.get(id) ?? 0,
      };
    }
    const quietKiosks = lines
      .filter((line) => line.departmentId === id && line.online && line.group !== 'person')
      .map((line) => ({ kiosk: line.id, lastPressAt: line.ticks.at(-1) ?? lastTickOf(sources, line.id) }));
    return { kind: 'department-silent', contact, department, id, usual: row.usual ?? 0, quietKiosks };
  });
};

/** Ended periods that somebody waits for, and that every kiosk has sent in full. */
const completedPeriods = ({ db, closings, reporter }: Sources): readonly Attention[] =>
  db
    .prepare<[], PeriodLabel>('SELECT DISTINCT label FROM period_watch ORDER BY label')
    .pluck()
    .all()
    .filter((label) => !closings.newest(label) && reporter.report(label).completeness === 'complete')
    .map((label) => ({ kind: 'period-complete', contact: null, label }));

const lastTickOf = ({ db }: Sources, kiosk: string): string | null =>
  isoOrNull(
    db
      .prepare<[string], number | null>(
        `SELECT max((SELECT occurred_at FROM rating r WHERE r.ledger_no = l.ledger_no AND r.state = 0 ORDER BY seq DESC LIMIT 1))
         FROM ledger l JOIN kiosk k USING (kiosk_no) WHERE k.id = ?`,
      )
      .pluck()
      .get(kiosk),
  );

const knownOf = (rows: readonly TodayRow[]): readonly Known[] =>
  rows
    .filter((row) => row.flag === 'one-dissatisfied')
    .flatMap((row) =>
      dissatisfiedCells(row).map(
        ({ category, count }): Known => ({
          kind: 'one-dissatisfied',
          department: row.name,
          id: row.id,
          category,
          count,
        }),
      ),
    );
