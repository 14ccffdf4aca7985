import { type DepartmentId, type Instant, isDepartmentId } from '../../domain/ids.ts';
import { type PeriodLabel, reportDayOf } from '../../domain/period.ts';
import { percentOf } from '../../domain/tally.ts';
import { compare, comparisonInWords } from '../../report/comparison.ts';
import type { ReportData } from '../../report/data.ts';
import { type DissatisfiedNotice, dissatisfiedNotices } from '../../report/dissatisfied.ts';
import { responseRates } from '../../report/resolved-dossiers.ts';
import type { ComparisonView, Dossiers, LookBack, ResponseRateView } from '../api/period.ts';
import { everything } from '../tally/count-table.ts';
import { segmentsOf } from '../tally/segments.ts';
import { calendarOf } from './calendar.ts';
import { total, totalCounts } from './counts.ts';
import type { DayTallies } from './day-tallies.ts';
import { dossiersOf } from './dossiers.ts';
import { shiftLabel } from './labels.ts';
import { dissatisfiedCells, selfTestsOf, voidsOf } from './left-out.ts';
import type { Sources } from './sources.ts';
import { instantAt } from './time-of-day.ts';
import { dayCountsOf } from './today.ts';

const enoughDossiers = 100;
const thinDossiers = 40;

const ratesOf = (report: ReportData, dossiers: Dossiers): Pick<LookBack, 'rates' | 'centreRate'> => {
  const resolved = new Map<DepartmentId, number>(
    dossiers.byDepartment.flatMap((each) => (isDepartmentId(each.id) ? [[each.id, each.resolved]] : [])),
  );
  const centre = dossiers.total ? report.totals.total / dossiers.total : null;
  const rates = responseRates(report.rows, resolved).map((each): ResponseRateView => {
    const rate = each.resolved ? (each.ratings / each.resolved) * 100 : null;
    return {
      ...each,
      rate,
      isLow: centre !== null && rate !== null && (each.resolved ?? 0) >= enoughDossiers && rate < centre * 50,
      isThin: each.resolved !== null && each.resolved < thinDossiers,
    };
  });
  return {
    rates: [...rates].sort(
      (a, b) => (a.rate ?? Number.POSITIVE_INFINITY) - (b.rate ?? Number.POSITIVE_INFINITY),
    ),
    centreRate: dossiers.total ? percentOf(report.totals.total, dossiers.total) : null,
  };
};

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** Beside the month before; null before the first rating. */
export const comparisonOf = (sources: Sources, report: ReportData) => {
  const before = shiftLabel(report.period.label, -1);
  const first = sources.firstPress();
  const isThere =
    sources.closings.newest(before) !== undefined ||
    (first !== null && first < sources.reporter.period(before).endsAt);
  return isThere ? compare(report, sources.reporter.report(before)) : undefined;
};

const comparisonView = (sources: Sources, report: ReportData): ComparisonView | null => {
  const comparison = comparisonOf(sources, report);
  if (!comparison) return null;
  const { before, total: all, categories, departments } = comparison;
  const words = capitalised(comparisonInWords(comparison));
  return { before, total: all, categories, departments, words };
};

export const noticesOf = (sources: Sources, label: PeriodLabel): readonly DissatisfiedNotice[] => {
  const { rows } = sources.reporter.report(label);
  const cells = dissatisfiedCells(sources, sources.reporter.period(label));
  const known = new Set(rows.map((row) => row.id));
  return dissatisfiedNotices(
    rows,
    cells.filter((cell) => known.has(cell.department)),
  );
};

/** Counted all the same: presses when the centre was closed. */
const outsideHours = (sources: Sources, days: LookBack['days'], label: PeriodLabel): number => {
  const calendar = calendarOf(sources.settings);
  const period = sources.reporter.period(label);
  const departments = sources.departments();
  let outside = 0;
  for (const { day, counts } of days) {
    if (counts === null || total(counts) === 0) continue;
    const inside = calendar.hoursOn(day).reduce((sum, { from, to }) => {
      const hours = { ...period, startsAt: instantAt(day, from), endsAt: instantAt(day, to) };
      return sum + total(totalCounts(sources.counter.counted(segmentsOf(departments, hours), everything)));
    }, 0);
    outside += total(counts) - inside;
  }
  return outside;
};

/** The page Nhìn lại kỳ. */
export const lookBackView = (
  sources: Sources,
  tallies: DayTallies,
  label: PeriodLabel,
  now: Instant,
): LookBack => {
  const report = sources.reporter.report(label);
  const period = sources.reporter.period(label);
  const calendar = calendarOf(sources.settings);
  const days = dayCountsOf(period.from, period.to, reportDayOf(now), calendar, tallies);
  const working = days.flatMap(({ day, counts, isWorking }) =>
    counts !== null && isWorking ? [{ day, total: total(counts) }] : [],
  );
  const byTotal = [...working].sort((a, b) => a.total - b.total);
  return {
    label,
    report,
    ...ratesOf(report, dossiersOf(sources, label)),
    days,
    busiest: byTotal.at(-1) ?? null,
    quietest: byTotal[0] ?? null,
    outsideHours: outsideHours(sources, days, label),
    excluded: report.excluded,
    voids: voidsOf(sources, period),
    selfTests: selfTestsOf(sources, period),
    dissatisfied: noticesOf(sources, label),
    comparison: comparisonView(sources, report),
  };
};
