import { type DepartmentId, isDepartmentId } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';
import { csvText, plainCell } from '../../report/csv.ts';
import { type CsvProblem, readCsv } from './csv-rows.ts';
import { readDepartmentCells } from './parse-departments.ts';
import type { Department, Departments, Term } from './terms.ts';

/*
 * The whole registry as a file: one line a term, `order,id,name,valid_from,valid_to,successor`. Days are written 2025-03-01; an
 * empty valid_from is since ever, an empty valid_to until further notice. The successor stands on a department's last line.
 */

const header = ['order', 'id', 'name', 'valid_from', 'valid_to', 'successor'] as const;

export type ParsedRegistry =
  | { readonly ok: true; readonly departments: readonly Department[] }
  | ({ readonly ok: false } & CsvProblem);

const isDay = (text: string): text is ReportDay =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Writes the registry, formulas defused; `parseRegistry` reads the same back. */
export const formatRegistry = (departments: Departments): string => {
  const rows = [...departments.values()].flatMap(({ id, terms, successor }) =>
    terms.map((term, i) => {
      const heir = i === terms.length - 1 ? (successor ?? '') : '';
      return [term.order, id, term.name, term.from ?? '', term.to ?? '', heir];
    }),
  );
  return csvText([header, ...rows]);
};

interface Line {
  readonly line: number;
  readonly id: DepartmentId;
  readonly term: Term;
  readonly successor: DepartmentId | null;
}

const readLine = (line: number, cells: readonly string[]): Line | CsvProblem => {
  const [order = '', id = '', name = '', from = '', to = '', heir = ''] = cells;
  const successor = plainCell(heir);
  const read = readDepartmentCells(order, id, name);
  if ('reason' in read) return { line, reason: read.reason };
  for (const day of [from, to]) {
    if (day !== '' && !isDay(day)) return { line, reason: `"${day}" is not a day such as 2025-03-01` };
  }
  if (from !== '' && to !== '' && to < from)
    return { line, reason: `ends on ${to}, before it begins on ${from}` };
  if (successor !== '' && !isDepartmentId(successor))
    return { line, reason: `successor "${successor}" is no id` };
  if (successor !== '' && to === '') return { line, reason: 'has a successor but no last day' };
  const term: Term = {
    from: isDay(from) ? from : null,
    to: isDay(to) ? to : null,
    order: read.value.order,
    name: read.value.name,
  };
  return { line, id: read.value.id, term, successor: isDepartmentId(successor) ? successor : null };
};

/** Reads a whole registry; the first thing that is wrong is named with its line, and nothing of the file counts. */
export const parseRegistry = (text: string): ParsedRegistry => {
  const csv = readCsv(text, [header]);
  if (!csv.ok) return csv;
  const found = new Map<DepartmentId, Line[]>();
  for (const { line, cells } of csv.rows) {
    const read = readLine(line, cells);
    if ('reason' in read) return { ok: false, ...read };
    const before = found.get(read.id) ?? [];
    const last = before.at(-1);
    if (last && (last.term.to === null || read.term.from === null || last.term.to >= read.term.from)) {
      return { ok: false, line, reason: `begins before the term on line ${last.line} has ended` };
    }
    if (last?.successor)
      return { ok: false, line: last.line, reason: 'has a successor, and a later term too' };
    found.set(read.id, [...before, read]);
  }
  const departments = [...found].map(([id, lines]) => ({
    id,
    terms: lines.map(({ term }) => term),
    successor: lines.at(-1)?.successor ?? null,
  }));
  const ring = firstBadSuccessor(found);
  return ring ?? { ok: true, departments };
};

const firstBadSuccessor = (found: ReadonlyMap<DepartmentId, readonly Line[]>): ParsedRegistry | undefined => {
  for (const [id, lines] of found) {
    const line = lines.at(-1)?.line ?? 1;
    const seen = new Set<DepartmentId>([id]);
    for (let at = lines.at(-1)?.successor; at; at = found.get(at)?.at(-1)?.successor) {
      if (!found.has(at)) return { ok: false, line, reason: `successor "${at}" is not in the file` };
      if (seen.has(at)) return { ok: false, line, reason: `is its own successor, by way of "${at}"` };
      seen.add(at);
    }
  }
  return undefined;
};

/** What a file would change, before anything is changed. */
export interface RegistryPreview {
  readonly added: readonly Department[];
  readonly changed: readonly { readonly before: Department; readonly after: Department }[];
  readonly unchanged: readonly DepartmentId[];
  /** In the registry and not in the file; they stay as they are, unless a last day is given for them. */
  readonly missing: readonly DepartmentId[];
}

export const previewRegistry = (now: Departments, wanted: readonly Department[]): RegistryPreview => {
  const isSame = (a: Department, b: Department): boolean => JSON.stringify(a) === JSON.stringify(b);
  const listed = new Set(wanted.map((department) => department.id));
  const pairs = wanted.map((after) => ({ before: now.get(after.id), after }));
  return {
    added: pairs.flatMap(({ before, after }) => (before ? [] : [after])),
    changed: pairs.flatMap(({ before, after }) =>
      before && !isSame(before, after) ? [{ before, after }] : [],
    ),
    unchanged: pairs.flatMap(({ before, after }) => (before && isSame(before, after) ? [after.id] : [])),
    missing: [...now.keys()].filter((id) => !listed.has(id)),
  };
};
