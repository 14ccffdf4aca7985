import { categoryIds } from '../../domain/categories.ts';
import type { Instant } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import type { Counts } from '../../domain/tally.ts';
import { percentRow } from '../../domain/tally.ts';
import { csvText } from '../../report/csv.ts';
import { documentOf } from '../../report/document.ts';
import { mediaTypes, reportFileName } from '../../report/file-name.ts';
import type { CounterName } from '../../report/notice-document.ts';
import { type ReportFormat, renderDocument, renderReport, renderSpan } from '../../report/render.ts';
import { isNoticeFormat, renderNotices } from '../../report/render-dissatisfied.ts';
import { monthInWords } from '../../report/wording.ts';
import type { IssuedSupplement } from '../periods/closings.ts';
import { counterReader } from '../registry/counters.ts';
import { formatRegistry } from '../registry/registry-file.ts';
import { auditEntries } from './audit-log.ts';
import { noticesOf } from './look-back.ts';
import { reportAt, reportSettingsOf, totalsOf, withTotals } from './period-report.ts';
import type { Sources } from './sources.ts';
import { spanReport } from './spans.ts';

/** A file to hand over. */
export interface FileMade {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Phụ lục II of a period, or of an earlier revision of it. */
export const reportFile = async (
  sources: Sources,
  label: PeriodLabel,
  format: ReportFormat,
  revision: number | undefined,
  now: Instant,
): Promise<FileMade | undefined> => {
  const report = reportAt(sources, label, revision);
  if (!report) return undefined;
  const bytes = await renderReport(report, format, reportSettingsOf(sources, label, now));
  return { name: reportFileName(report, format), type: mediaTypes[format], bytes };
};

const negative = (counts: Counts): Counts => [-counts[0], -counts[1], -counts[2], -counts[3], -counts[4]];

/** A supplement on the same form: what came late, then what was taken out late, marked and below nothing. */
const supplementDocument = (sources: Sources, issued: IssuedSupplement, now: Instant) => {
  const { label, number } = issued;
  const { from, to } = sources.reporter.period(label);
  const removed = issued.removed.map((row) => ({
    ...row,
    name: `Rút khỏi bảng: ${row.name}`,
    counts: negative(row.counts),
  }));
  const rows = withTotals([...issued.added, ...removed]);
  const totals = totalsOf(rows);
  // A share of something that was taken away says nothing: those cells stay blank.
  const percent = removed.length > 0 ? categoryIds.map(() => '') : percentRow(totals.counts);
  const spanTitle = `BẢNG BỔ SUNG SỐ ${number}, ${monthInWords(label).toLocaleUpperCase('vi')}`;
  const cells = removed.length > 0 ? [...percent, ''] : percent;
  return documentOf(
    { spanTitle, from, to, categories: categoryIds, rows, totals, percent: cells },
    reportSettingsOf(sources, label, now),
  );
};

export const supplementFile = async (
  sources: Sources,
  label: PeriodLabel,
  number: number,
  format: ReportFormat,
  revision: number | undefined,
  now: Instant,
): Promise<FileMade | undefined> => {
  const { closings } = sources;
  const of = revision ?? closings.newest(label)?.revision ?? 0;
  const issued = closings.supplements(label, of).find((each) => each.number === number);
  if (!issued) return undefined;
  const name = `phu-luc-ii-${label}-ban-${of}-bo-sung-${number}.${format}`;
  const bytes =
    format === 'json'
      ? utf8(`${JSON.stringify(issued, null, 2)}\n`)
      : await renderDocument(supplementDocument(sources, issued, now), format);
  return { name, type: mediaTypes[format], bytes };
};

/** What stood above a counter on a day; its id where nobody named it. */
const counterNames = (sources: Sources): CounterName => {
  const counters = new Map(counterReader(sources.db)().map(({ id, terms }) => [id, terms]));
  return (counter, day) =>
    counters
      .get(counter)
      ?.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to))?.label ??
    counter;
};

/** The lists for the departments, all of them or one. */
export const dissatisfiedFile = async (
  sources: Sources,
  label: PeriodLabel,
  format: ReportFormat,
  department: string | undefined,
  now: Instant,
): Promise<FileMade | undefined> => {
  const all = noticesOf(sources, label);
  const notices = department === undefined ? all : all.filter((each) => each.department.id === department);
  if (!isNoticeFormat(format)) return undefined;
  const settings = reportSettingsOf(sources, label, now);
  const { period } = sources.reporter.report(label);
  const asked = { notices, period, settings, nameOf: counterNames(sources) };
  return {
    name: `khong-hai-long-${label}${department === undefined ? '' : `-${department}`}.${format}`,
    type: mediaTypes[format],
    bytes: await renderNotices(asked, format),
  };
};

export const spanFile = async (
  sources: Sources,
  span: string,
  format: ReportFormat,
  now: Instant,
): Promise<FileMade | undefined> => {
  const report = spanReport(sources, span, now);
  const last = report?.months.at(-1);
  if (!report || !last) return undefined;
  const bytes = await renderSpan(report, format, reportSettingsOf(sources, last.label, now));
  return { name: `phu-luc-ii-${span.toLowerCase()}.${format}`, type: mediaTypes[format], bytes };
};

export const registryFile = (sources: Sources): FileMade => ({
  name: 'don-vi.csv',
  type: mediaTypes.csv,
  bytes: utf8(formatRegistry(sources.departments())),
});

export const auditFile = (sources: Sources): FileMade => {
  const head = ['seq', 'at', 'person', 'from', 'action', 'subject', 'detail'];
  const rows = auditEntries(sources).map((entry) => [
    entry.seq,
    entry.at,
    entry.person,
    entry.from ?? '',
    entry.action,
    entry.subject ?? '',
    JSON.stringify(entry.detail),
  ]);
  return { name: 'nhat-ky.csv', type: mediaTypes.csv, bytes: utf8(csvText([head, ...rows])) };
};
