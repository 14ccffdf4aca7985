import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

export interface CsvProblem {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvRows =
  | { readonly ok: true; readonly header: readonly string[]; readonly rows: readonly CsvRow[] }
  | ({ readonly ok: false } & CsvProblem);

const records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** Reads a CSV file with a header line: UTF-8, a BOM is fine; every row has the header's width. */
export const readCsv = (text: string, headers: readonly (readonly string[])[]): CsvRows => {
  let rows: readonly { readonly record: string[]; readonly info: { readonly lines: number } }[];
  try {
    const raw: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      trim: true,
      skip_empty_lines: true,
    });
    rows = records.parse(raw);
  } catch (cause) {
    if (cause instanceof CsvError && 'lines' in cause && typeof cause.lines === 'number') {
      return { ok: false, line: cause.lines, reason: `is not CSV: ${cause.message}` };
    }
    throw cause;
  }
  const [first, ...rest] = rows;
  const header = headers.find((names) => names.join(',') === first?.record.join(','));
  if (!header) {
    const wanted = headers.map((names) => `"${names.join(',')}"`).join(' or ');
    return { ok: false, line: 1, reason: `the header must be ${wanted}` };
  }
  for (const { record, info } of rest) {
    if (record.length !== header.length) {
      return {
        ok: false,
        line: info.lines,
        reason: `has ${record.length} columns instead of ${header.length}`,
      };
    }
  }
  return { ok: true, header, rows: rest.map(({ record, info }) => ({ line: info.lines, cells: record })) };
};
