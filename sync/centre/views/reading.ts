import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import { type PeriodLabel, reportDayOf } from '../../domain/period.ts';
import type { ReportFormat } from '../../report/render.ts';
import { monthlySummary } from '../../report/summary.ts';
import type { AuditQuery } from '../api/audit.ts';
import type { SummaryView } from '../api/period.ts';
import type { Today } from '../api/today.ts';
import { labelAt } from '../periods/cut-off.ts';
import { alarmsView } from './alarms.ts';
import { auditView } from './audit-log.ts';
import { commentsView } from './comments.ts';
import { dayTalliesOf } from './day-tallies.ts';
import { auditFile, dissatisfiedFile, registryFile, reportFile, spanFile, supplementFile } from './files.ts';
import { judgedKiosks, kiosksView } from './kiosks.ts';
import { excludedLines } from './left-out.ts';
import { comparisonOf, lookBackView, noticesOf } from './look-back.ts';
import { kioskView, pressesOf } from './one-kiosk.ts';
import { reportSettingsOf } from './period-report.ts';
import { historyView, periodsView, periodView } from './periods.ts';
import { registryView } from './registry.ts';
import { settingsView } from './settings-page.ts';
import { sourcesOf } from './sources.ts';
import { spanView } from './spans.ts';
import { todayView } from './today.ts';

/**
 * Every question a page asks, answered from a store that is open for reading only. Plain data in and out, so that the same
 * questions can be put to a thread of its own: a table of a million ratings must not hold up the kiosks.
 */
export const readingOf = (db: Database.Database, monotonicMs: () => number) => {
  const sources = sourcesOf(db);
  const tallies = dayTalliesOf(sources, monotonicMs);

  const today = (now: Instant): Today => {
    const { facts, lines, attention, known } = judgedKiosks(sources, now);
    return todayView(
      { sources, tallies, kiosks: facts, lines, kioskAttention: attention, kioskKnown: known },
      now,
    );
  };
  const summary = (now: Instant, label: PeriodLabel): SummaryView => {
    const report = sources.reporter.report(label);
    const { text, smallCells } = monthlySummary(report, {
      settings: reportSettingsOf(sources, label, now),
      comparison: comparisonOf(sources, report),
    });
    return { text, smallCells: smallCells.map(({ category, count }) => ({ category, count })) };
  };

  return {
    today,
    summary,
    currentLabel: (now: Instant) => labelAt(now, sources.closings.cutOffs()),
    report: (_now: Instant, label: PeriodLabel) => sources.reporter.report(label),
    periods: (now: Instant) => periodsView(sources, now),
    period: (now: Instant, label: PeriodLabel, personNo: number | null) =>
      periodView(sources, label, personNo, now),
    lookBack: (now: Instant, label: PeriodLabel) => lookBackView(sources, tallies, label, now),
    excluded: (_now: Instant, label: PeriodLabel) => excludedLines(sources, sources.reporter.period(label)),
    dissatisfied: (_now: Instant, label: PeriodLabel) => noticesOf(sources, label),
    history: (_now: Instant, label: PeriodLabel) => historyView(sources, label),
    span: (now: Instant, span: string) => spanView(sources, span, now),
    kiosks: (now: Instant) => kiosksView(sources, now),
    kiosk: (now: Instant, id: string) => kioskView(sources, id, now),
    presses: (now: Instant, id: string, day: string | null) =>
      pressesOf(sources, id, day ?? reportDayOf(now)),
    registry: (now: Instant) => registryView(sources, now),
    settings: (now: Instant) => settingsView(sources, now),
    alarms: (now: Instant) => alarmsView(sources, now),
    comments: (now: Instant, label: PeriodLabel | null) =>
      commentsView(sources, label ?? labelAt(now, sources.closings.cutOffs()), now),
    audit: (_now: Instant, query: AuditQuery) => auditView(sources, query),
    reportFile: (now: Instant, label: PeriodLabel, format: ReportFormat, revision: number | null) =>
      reportFile(sources, label, format, revision ?? undefined, now),
    supplementFile: (
      now: Instant,
      label: PeriodLabel,
      number: number,
      format: ReportFormat,
      revision: number | null,
    ) => supplementFile(sources, label, number, format, revision ?? undefined, now),
    dissatisfiedFile: (now: Instant, label: PeriodLabel, format: ReportFormat, department: string | null) =>
      dissatisfiedFile(sources, label, format, department ?? undefined, now),
    spanFile: (now: Instant, span: string, format: ReportFormat) => spanFile(sources, span, format, now),
    registryFile: (_now: Instant) => registryFile(sources),
    auditFile: (_now: Instant) => auditFile(sources),
  };
};

type Reading = ReturnType<typeof readingOf>;
export type Question = keyof Reading;
/** What a question is asked with, beside the time. */
export type AskedWith<Q extends Question> =
  Parameters<Reading[Q]> extends [Instant, ...infer Rest] ? Rest : [];
export type Answer<Q extends Question> = Awaited<ReturnType<Reading[Q]>>;

/** Asks a reading by the question's name; the way of a thread's messages. */
export const answer = async (
  reading: Reading,
  question: Question,
  now: Instant,
  rest: readonly unknown[],
): Promise<unknown> => {
  const ask = reading[question] as (now: Instant, ...rest: readonly unknown[]) => unknown;
  return await ask(now, ...rest);
};
