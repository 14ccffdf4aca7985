import { parse } from 'csv-parse/sync';
import { type CategoryId, categoryIds } from '../../../sync/domain/categories.ts';
import {
  type CounterId,
  type DepartmentId,
  type Instant,
  isCounterId,
  isDepartmentId,
} from '../../../sync/domain/ids.ts';

/** One row of a file of presses. `line` counts from 1, the header included. */
export interface PressRow {
  readonly line: number;
  readonly at: Instant;
  readonly department: DepartmentId;
  readonly counter: CounterId;
  readonly category: CategoryId;
}

/** The file is not what it should be; the message names the line. Nothing was imported. */
export class PressesFileError extends Error {
  readonly code = 'replay/bad-file';
}

const shape = ': lower-case letters, digits, ".", "_" and "-"';
const columns = ['at', 'department', 'counter', 'button'] as const;

// A wall time without an offset would mean another instant on another machine, so one is required.
const timestamp = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

const readInstant = (text: string): Instant | undefined => {
  const parts = timestamp.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  // Date.parse takes 31 February for 3 March; a file that says so is wrong.
  const probe = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
  const isReal =
    probe.getUTCMonth() + 1 === month &&
    probe.getUTCDate() === day &&
    (hour ?? 24) < 24 &&
    (minute ?? 60) < 60 &&
    (second ?? 60) < 60;
  const at = isReal ? Date.parse(text) : Number.NaN;
  return Number.isSafeInteger(at) && at >= 0 ? (at as Instant) : undefined;
};

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const parseCsv = (text: string): readonly Parsed[] => {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    throw new PressesFileError(error instanceof Error ? error.message : String(error));
  }
};

/**
 * Reads presses: columns `at,department,counter,button`, `at` as ISO 8601 with an offset, `button` 1 to 5. Rows are returned by
 * their instant, rows of one instant in the file's order. `departments` are those that the registry holds.
 * @throws PressesFileError naming the first wrong line
 */
export const parsePresses = (text: string, departments: ReadonlySet<DepartmentId>): readonly PressRow[] => {
  const [header, ...body] = parseCsv(text);
  if (header?.record.join(',') !== columns.join(','))
    throw new PressesFileError(`line 1: the columns must be ${columns.join(',')}`);
  const fail = (line: number, what: string): never => {
    throw new PressesFileError(`line ${line}: ${what}`);
  };
  const rows = body.map(({ record, info: { lines: line } }): PressRow => {
    if (record.length !== columns.length)
      return fail(line, `has ${record.length} cells instead of ${columns.length}`);
    const [time = '', department = '', counter = '', button = ''] = record;
    const at = readInstant(time);
    if (at === undefined) return fail(line, `"${time}" is not a time such as 2021-01-16T08:00:00.000+07:00`);
    if (!isDepartmentId(department)) return fail(line, `"${department}" is not a department's id${shape}`);
    if (!departments.has(department)) return fail(line, `the registry holds no department "${department}"`);
    if (!isCounterId(counter)) return fail(line, `"${counter}" is not a counter's id${shape}`);
    const category = /^[1-5]$/.test(button) ? categoryIds[Number(button) - 1] : undefined;
    if (!category) return fail(line, `"${button}" is not a button, 1 to 5`);
    return { line, at, department, counter, category };
  });
  return rows.sort((a, b) => a.at - b.at || a.line - b.line);
};
