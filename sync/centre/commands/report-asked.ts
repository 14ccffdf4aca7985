import type { Instant } from '../../domain/ids.ts';
import { isReportFormat, type ReportFormat, reportFormats } from '../../report/render.ts';
import { openStoreForReading, storePathIn } from '../store/open-store.ts';
import { type FileMade, reportFile, spanFile, supplementFile } from '../views/files.ts';
import { type Sources, sourcesOf } from '../views/sources.ts';
import { readArguments, required, UsageError } from './command-line.ts';
import { type BesideFormat, besides, drawBeside, isBeside } from './report-beside.ts';
import { type AskedPeriod, readHeader, readOrdinal, readPeriod } from './report-words.ts';

interface AskedTable {
  readonly period: AskedPeriod;
  readonly format: ReportFormat;
  readonly revision: number | undefined;
  readonly supplement: number | undefined;
}

const tableFormat = (format: string): ReportFormat => {
  if (isReportFormat(format)) return format;
  throw new UsageError(`--format must be one of ${reportFormats.join(', ')}: ${format}`);
};

const drawTable = async (sources: Sources, asked: AskedTable, now: Instant): Promise<FileMade> => {
  const { period, format, revision, supplement } = asked;
  if (period.kind === 'span') {
    if (revision !== undefined || supplement !== undefined)
      throw new UsageError('--revision and --supplement go with a month');
    const file = await spanFile(sources, period.span, format, now);
    if (!file) throw new UsageError(`no month of ${period.span} has begun`);
    return file;
  }
  const { label } = period;
  if (supplement !== undefined) {
    const file = await supplementFile(sources, label, supplement, format, revision, now);
    if (!file) throw new UsageError(`${label} has no supplement ${supplement}`);
    return file;
  }
  const file = await reportFile(sources, label, format, revision, now);
  if (!file) throw new UsageError(`${label} has no revision ${revision}`);
  return file;
};

const besideFormat = (about: keyof typeof besides, format: string | undefined): BesideFormat => {
  const formats: readonly BesideFormat[] = besides[about];
  const found = formats.find((each) => each === (format ?? formats[0]));
  if (!found) throw new UsageError(`--format of ${about} must be one of ${formats.join(', ')}: ${format}`);
  return found;
};

type Draw = (sources: Sources, now: Instant) => Promise<string | Uint8Array>;

const options = {
  data: { type: 'string' },
  period: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  revision: { type: 'string' },
  supplement: { type: 'string' },
  set: { type: 'string', multiple: true },
  about: { type: 'string' },
  department: { type: 'string' },
  dossiers: { type: 'string' },
} as const;
type Values = ReturnType<typeof readArguments<typeof options>>['values'];

const askTable = (values: Values, period: AskedPeriod): Draw => {
  if (values.department !== undefined || values.dossiers !== undefined)
    throw new UsageError('--department and --dossiers go with --about');
  const asked: AskedTable = {
    period,
    format: tableFormat(required(values.format, '--format')),
    revision: readOrdinal(values.revision, '--revision'),
    supplement: readOrdinal(values.supplement, '--supplement'),
  };
  return async (sources, now) => (await drawTable(sources, asked, now)).bytes;
};

const askBeside = (values: Values, about: string, period: AskedPeriod): Draw => {
  if (!isBeside(about))
    throw new UsageError(`--about must be one of ${Object.keys(besides).join(', ')}: ${about}`);
  if (period.kind === 'span') throw new UsageError('--about goes with a month');
  if (values.revision !== undefined || values.supplement !== undefined)
    throw new UsageError('--revision and --supplement go without --about');
  const format = besideFormat(about, values.format);
  const { department, dossiers } = values;
  return (sources, now) =>
    drawBeside(sources, { about, format, label: period.label, department, dossiers }, now);
};

export interface DrawnReport {
  readonly bytes: string | Uint8Array;
  /** Where it is to be written; undefined: the standard output. */
  readonly out: string | undefined;
}

/**
 * Reads the words of `npm run report` and draws what they ask for.
 * @throws UsageError, CentreError
 */
export const drawReport = async (words: readonly string[], now: Instant): Promise<DrawnReport> => {
  const { values, positionals } = readArguments(words, options);
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const dataDir = required(values.data, '--data DIR');
  const period = readPeriod(required(values.period, '--period YYYY-MM'));
  const header = readHeader(values.set ?? []);
  const draw =
    values.about === undefined ? askTable(values, period) : askBeside(values, values.about, period);
  const db = openStoreForReading(storePathIn(dataDir));
  try {
    return { bytes: await draw({ ...sourcesOf(db), header }, now), out: values.out };
  } finally {
    db.close();
  }
};
