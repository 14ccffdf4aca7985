import { type DepartmentId, isDepartmentId } from '../../domain/ids.ts';
import { plainCell } from '../../report/csv.ts';
import type { DepartmentEntry } from '../port.ts';
import { type CsvProblem, readCsv } from './csv-rows.ts';

export type ParsedDepartments =
  | { readonly ok: true; readonly departments: readonly DepartmentEntry[] }
  | ({ readonly ok: false } & CsvProblem);

const maxNameLength = 200;

type Read<T> = { readonly value: T } | { readonly reason: string };

// Control characters would tear a line of the fingerprint's text, and no department is called so.
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

/** Reads the three cells that every department has. */
export const readDepartmentCells = (order: string, rawId: string, rawName: string): Read<DepartmentEntry> => {
  const id = plainCell(rawId);
  if (!/^[1-9]\d{0,4}$/.test(order))
    return { reason: `order "${order}" is not a whole number from 1 to 99999` };
  if (!isDepartmentId(id)) {
    return { reason: `id "${id}" is not made of lower-case letters, digits, ".", "_" and "-" (at most 64)` };
  }
  const name = plainCell(rawName).normalize('NFC');
  if (name === '') return { reason: 'the name is empty' };
  if (name.length > maxNameLength || hasControl(name)) {
    return { reason: 'the name is too long or holds a control character' };
  }
  return { value: { order: Number(order), id, name } };
};

/**
 * Reads a registry file: UTF-8 (a BOM is fine), columns `order,id,name`. All or nothing: the first thing that is wrong is
 * named with its line, and nothing of the file counts.
 */
export const parseDepartments = (csvText: string): ParsedDepartments => {
  const csv = readCsv(csvText, [['order', 'id', 'name']]);
  if (!csv.ok) return csv;
  if (csv.rows.length === 0) return { ok: false, line: 2, reason: 'there is no department in the file' };
  const lineOfOrder = new Map<number, number>();
  const lineOfId = new Map<DepartmentId, number>();
  const departments: DepartmentEntry[] = [];
  for (const { line, cells } of csv.rows) {
    const [order = '', id = '', name = ''] = cells;
    const read = readDepartmentCells(order, id, name);
    if ('reason' in read) return { ok: false, line, reason: read.reason };
    const { value } = read;
    const twin = lineOfOrder.get(value.order);
    if (twin !== undefined)
      return { ok: false, line, reason: `order ${value.order} stands on line ${twin} too` };
    const sameId = lineOfId.get(value.id);
    if (sameId !== undefined)
      return { ok: false, line, reason: `id "${value.id}" stands on line ${sameId} too` };
    lineOfOrder.set(value.order, line);
    lineOfId.set(value.id, line);
    departments.push(value);
  }
  return { ok: true, departments };
};
