import { type DepartmentId, isDepartmentId } from '../domain/ids.ts';
import { percentOf, type TallyRow } from '../domain/tally.ts';

/** Dossiers resolved in a period, by department. */
export type ResolvedDossiers = ReadonlyMap<DepartmentId, number>;

export type ParsedDossiers =
  | { readonly ok: true; readonly resolved: ResolvedDossiers }
  | {
      readonly ok: false;
      /** The row of the sheet, from 1. */
      readonly line: number;
      readonly reason:
        | 'dossiers/no-columns'
        | 'dossiers/unknown-department'
        | 'dossiers/not-a-count'
        | 'dossiers/twice';
    };

const nameColumns: ReadonlySet<string> = new Set(['id', 'name', 'đơn vị', 'tên đơn vị']);
const countColumns: ReadonlySet<string> = new Set(['resolved', 'đã giải quyết', 'số hồ sơ đã giải quyết']);

const plain = (cell: unknown): string =>
  String(cell ?? '')
    .normalize('NFC')
    .trim();

/** A whole number as a person or a spreadsheet writes it: `1600`, `1.600`. */
const countOf = (cell: unknown): number | undefined => {
  const text = plain(cell);
  if (!/^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})$/.test(text)) return undefined;
  return Number(text.replaceAll('.', ''));
};

/**
 * Reads the dossiers resolved from the rows of a CSV or a sheet: a heading row, then one row a department, named by its id or
 * by its official name. A sum row (`Tổng cộng`) and empty rows are passed over. All or nothing.
 */
export const parseResolvedDossiers = (
  rows: readonly (readonly unknown[])[],
  departments: readonly Pick<TallyRow, 'id' | 'name'>[],
): ParsedDossiers => {
  const head = rows[0]?.map((cell) => plain(cell).toLocaleLowerCase('vi')) ?? [];
  const nameAt = head.findIndex((heading) => nameColumns.has(heading));
  const countAt = head.findIndex((heading) => countColumns.has(heading));
  if (nameAt < 0 || countAt < 0) return { ok: false, line: 1, reason: 'dossiers/no-columns' };
  const ids = new Map<string, DepartmentId>(
    departments.flatMap(({ id, name }) => [
      [id, id],
      [plain(name).toLocaleLowerCase('vi'), id],
    ]),
  );
  const resolved = new Map<DepartmentId, number>();
  for (const [i, row] of rows.entries()) {
    const name = plain(row[nameAt]).toLocaleLowerCase('vi');
    if (i === 0 || name === '' || name === 'tổng cộng') continue;
    const id = ids.get(name);
    if (!isDepartmentId(id)) return { ok: false, line: i + 1, reason: 'dossiers/unknown-department' };
    const count = countOf(row[countAt]);
    if (count === undefined) return { ok: false, line: i + 1, reason: 'dossiers/not-a-count' };
    if (resolved.has(id)) return { ok: false, line: i + 1, reason: 'dossiers/twice' };
    resolved.set(id, count);
  }
  return { ok: true, resolved };
};

/** How many ratings a department has for its resolved dossiers. */
export interface ResponseRate {
  readonly id: DepartmentId;
  readonly name: string;
  readonly ratings: number;
  readonly resolved: number | null;
  /** Ratings per 100 dossiers, two decimals; null where nothing was resolved or nobody said. */
  readonly per100: string | null;
}

export const responseRates = (
  rows: readonly TallyRow[],
  resolved: ResolvedDossiers,
): readonly ResponseRate[] =>
  rows.map(({ id, name, total }) => {
    const dossiers = resolved.get(id) ?? null;
    return {
      id,
      name,
      ratings: total,
      resolved: dossiers,
      per100: dossiers ? percentOf(total, dossiers) : null,
    };
  });
