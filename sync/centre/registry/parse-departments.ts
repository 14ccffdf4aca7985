import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type DepartmentId, isDepartmentId } from '../../domain/ids.ts';
import type { DepartmentEntry } from '../port.ts';

export type ParsedDepartments =
  | { readonly ok: true; readonly departments: readonly DepartmentEntry[] }
  | {
      readonly ok: false;
      /** The line of the file, counted from 1. */
      readonly line: number;
      readonly reason: string;
    };

const header = ['order', 'id', 'name'];
const maxNameLength = 200;

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}
const records: z.ZodType<readonly Record[]> = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

type Read = { readonly department: DepartmentEntry } | { readonly reason: string };

// Control characters would tear a line of the fingerprint's text, and no department is called so.
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

const readRow = (cells: readonly string[]): Read => {
  if (cells.length !== header.length)
    return { reason: `has ${cells.length} columns instead of ${header.length}` };
  const [order = '', id = '', rawName = ''] = cells;
  if (!/^[1-9]\d{0,4}$/.test(order))
    return { reason: `order "${order}" is not a whole number from 1 to 99999` };
  if (!isDepartmentId(id)) {
    return { reason: `id "${id}" is not made of lower-case letters, digits, ".", "_" and "-" (at most 64)` };
  }
  const name = rawName.normalize('NFC');
  if (name === '') return { reason: 'the name is empty' };
  if (name.length > maxNameLength || hasControl(name))
    return { reason: 'the name is too long or holds a control character' };
  return { department: { order: Number(order), id: id satisfies DepartmentId, name } };
};

/**
 * Reads a registry file: UTF-8 (a BOM is fine), columns `order,id,name`. All or nothing: the first thing that is wrong is
 * named with its line, and nothing of the file counts.
 */
export const parseDepartments = (csvText: string): ParsedDepartments => {
  let rows: readonly Record[];
  try {
    const raw: unknown = parse(csvText, {
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
  if (!first || first.record.join(',') !== header.join(',')) {
    return { ok: false, line: 1, reason: `the header must be "${header.join(',')}"` };
  }
  if (rest.length === 0) return { ok: false, line: 2, reason: 'there is no department in the file' };
  const lineOfOrder = new Map<number, number>();
  const lineOfId = new Map<string, number>();
  const departments: DepartmentEntry[] = [];
  for (const { record, info } of rest) {
    const line = info.lines;
    const read = readRow(record);
    if ('reason' in read) return { ok: false, line, reason: read.reason };
    const { order, id } = read.department;
    const twin = lineOfOrder.get(order);
    if (twin !== undefined) return { ok: false, line, reason: `order ${order} stands on line ${twin} too` };
    const sameId = lineOfId.get(id);
    if (sameId !== undefined) return { ok: false, line, reason: `id "${id}" stands on line ${sameId} too` };
    lineOfOrder.set(order, line);
    lineOfId.set(id, line);
    departments.push(read.department);
  }
  return { ok: true, departments };
};
