import { type DepartmentId, type Instant, isDepartmentId } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import { comparisonInWords } from '../../report/comparison.ts';
import { comparisonCsv, ratesCsv } from '../../report/render-beside.ts';
import type { NoticeFormat } from '../../report/render-dissatisfied.ts';
import { responseRates } from '../../report/resolved-dossiers.ts';
import { reportSentence } from '../../report/sentence.ts';
import { monthlySummary } from '../../report/summary.ts';
import { dossiersOf } from '../views/dossiers.ts';
import { dissatisfiedFile } from '../views/files.ts';
import { comparisonOf } from '../views/look-back.ts';
import { reportSettingsOf } from '../views/period-report.ts';
import type { Sources } from '../views/sources.ts';
import { UsageError } from './command-line.ts';
import { readDossiers, type SaidDossiers } from './report-words.ts';

export type BesideFormat = 'text' | NoticeFormat;

/** What is said beside the table, and the formats of each; the first is taken where none is named. */
export const besides = {
  sentence: ['text'],
  summary: ['text'],
  comparison: ['text', 'csv', 'json'],
  rates: ['csv', 'json'],
  dissatisfied: ['html', 'docx', 'pdf', 'csv', 'json'],
} as const satisfies Record<string, readonly BesideFormat[]>;
export type Beside = keyof typeof besides;

export const isBeside = (word: string): word is Beside => Object.hasOwn(besides, word);

export interface AskedBeside {
  readonly about: Beside;
  readonly format: BesideFormat;
  readonly label: PeriodLabel;
  /** A number, or the path of a sheet; without it, what the centre's people entered. */
  readonly dossiers: string | undefined;
  readonly department: string | undefined;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Draws one of the pieces that go with a month's table. */
export const drawBeside = async (
  sources: Sources,
  asked: AskedBeside,
  now: Instant,
): Promise<string | Uint8Array> => {
  const { about, format, label, department } = asked;
  const report = sources.reporter.report(label);
  const settings = reportSettingsOf(sources, label, now);

  const dossiers = async (): Promise<SaidDossiers | undefined> => {
    if (asked.dossiers !== undefined) return readDossiers(asked.dossiers, report.rows);
    const { total, byDepartment } = dossiersOf(sources, label);
    if (total === null) return undefined;
    const pairs = byDepartment.flatMap(({ id, resolved }): [DepartmentId, number][] =>
      isDepartmentId(id) ? [[id, resolved]] : [],
    );
    return { total, byDepartment: new Map(pairs) };
  };

  switch (about) {
    case 'sentence': {
      const said = await dossiers();
      const { annexTitle } = settings;
      return `${reportSentence(report, {
        ...(said ? { dossiersResolved: said.total } : {}),
        ...(annexTitle ? { annexTitle } : {}),
      })}\n`;
    }
    case 'summary':
      return monthlySummary(report, { settings, comparison: comparisonOf(sources, report) }).text;
    case 'comparison': {
      const comparison = comparisonOf(sources, report);
      if (!comparison) throw new UsageError(`there is nothing before ${label} to compare it with`);
      if (format === 'json') return json(comparison);
      if (format === 'csv') return comparisonCsv(comparison, settings.csvSeparator);
      return `${comparisonInWords(comparison)}\n`;
    }
    case 'rates': {
      const said = await dossiers();
      if (!said || said.byDepartment.size === 0)
        throw new UsageError(`no dossiers by department are known for ${label}: --dossiers FILE.csv`);
      const rates = responseRates(report.rows, said.byDepartment);
      return format === 'json' ? json(rates) : ratesCsv(rates, settings.csvSeparator);
    }
    case 'dissatisfied': {
      if (department !== undefined && !report.rows.some((row) => row.id === department))
        throw new UsageError(`--department ${department}: there is no such row in ${label}`);
      if (format === 'text') throw new UsageError('--about dissatisfied has no text');
      const file = await dissatisfiedFile(sources, label, format, department, now);
      if (!file) throw new Error(`report: nothing was drawn of ${about} as ${format}`);
      return file.bytes;
    }
    default:
      return about satisfies never;
  }
};
