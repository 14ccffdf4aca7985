import { readFileSync } from 'node:fs';
import { type PeriodLabel, parsePeriodLabel } from '../../domain/period.ts';
import type { TallyRow } from '../../domain/tally.ts';
import { parseResolvedDossiers, type ResolvedDossiers } from '../../report/resolved-dossiers.ts';
import { readSheetRows } from '../../report/sheet-rows.ts';
import { settingShapes } from '../settings/setting-shapes.ts';
import type { ReportHeader } from '../views/sources.ts';
import { parseSpan } from '../views/spans.ts';
import { UsageError } from './command-line.ts';

export type AskedPeriod =
  | { readonly kind: 'month'; readonly label: PeriodLabel }
  | { readonly kind: 'span'; readonly span: string };

/** `2021-02`, `2021-Q1`, `2021`. */
export const readPeriod = (text: string): AskedPeriod => {
  const month = parsePeriodLabel(text);
  if (month.ok) return { kind: 'month', label: month.label };
  if (parseSpan(text)) return { kind: 'span', span: text };
  throw new UsageError(
    `--period must be a month such as 2021-02, a quarter such as 2021-Q1 or a year: ${text}`,
  );
};

/** A whole number from 1. */
export const readOrdinal = (text: string | undefined, option: string): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`${option} must be a number from 1: ${text}`);
  return Number(text);
};

/** `issuingBody=Trung tâm …`, `signer.name=…`: fields of the header for this one document. */
export const readHeader = (words: readonly string[]): ReportHeader => {
  const plain: Record<string, string> = {};
  const signer: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new UsageError(`--set must be FIELD=TEXT: ${word}`);
    const [field, text] = [word.slice(0, at), word.slice(at + 1)];
    if (field.startsWith('signer.')) signer[field.slice('signer.'.length)] = text;
    else plain[field] = text;
  }
  const parsed = settingShapes.report.safeParse({
    ...plain,
    ...(Object.keys(signer).length > 0 ? { signer } : {}),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  throw new UsageError(`--set ${field}: there is no such field, or it cannot hold this`);
};

export interface SaidDossiers {
  readonly total: number;
  readonly byDepartment: ResolvedDossiers;
}

/** A number, or a CSV or XLSX with one row a department; the rows of the table say which departments there are. */
export const readDossiers = async (word: string, rows: readonly TallyRow[]): Promise<SaidDossiers> => {
  if (/^\d{1,9}$/.test(word)) return { total: Number(word), byDepartment: new Map() };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(word);
  } catch (cause) {
    throw new UsageError(
      `--dossiers ${word} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  const sheet = await readSheetRows(bytes);
  if (!sheet.ok) throw new UsageError(`--dossiers ${word}: ${sheet.reason}`);
  const parsed = parseResolvedDossiers(sheet.rows, rows);
  if (!parsed.ok) throw new UsageError(`--dossiers ${word}, line ${parsed.line}: ${parsed.reason}`);
  return {
    total: [...parsed.resolved.values()].reduce((sum, each) => sum + each, 0),
    byDepartment: parsed.resolved,
  };
};
