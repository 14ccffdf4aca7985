import { z } from 'zod';
import { categoryIds } from '../../../domain/categories.ts';
import { type PeriodLabel, parsePeriodLabel } from '../../../domain/period.ts';
import { isReportFormat, reportFormats } from '../../../report/render.ts';
import type { Scope } from '../../api/other-system.ts';
import type { Reader } from '../../views/reader.ts';
import { notFound } from '../http-problem.ts';

/**
 * What other systems may read, told once: the server answers from it, and the OpenAPI page is drawn from it. An answer is cut
 * to its shape, so that nothing leaves that is not written here: no figure below the department, no comment, no person.
 */
export interface V1Route {
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The shape of the JSON; undefined for a file. */
  readonly answer: z.ZodType | undefined;
  readonly ask: (reader: Reader, params: Readonly<Record<string, string>>) => Promise<unknown>;
}

const count = z.number().int();
const counts = z
  .array(count)
  .length(categoryIds.length)
  .meta({
    description: `Ratings in this order: ${categoryIds.join(', ')}.`,
  });
const day = z.string().meta({ description: 'YYYY-MM-DD in Vietnam.' });
const at = z.string().meta({ description: 'ISO 8601 with +07:00.' });
const label = z.string().meta({ description: 'The month that names the period, such as 2021-02.' });
const row = z.object({ order: count, id: z.string(), name: z.string(), counts, total: count });
const smallCells = z.array(z.object({ category: z.enum(categoryIds), count })).meta({
  description: 'Cells under 5, which may show a person: to be looked at before anything is published.',
});

const periods = z.object({
  current: label,
  periods: z.array(
    z.object({
      label,
      from: day,
      to: day,
      state: z.enum(['to-come', 'running', 'ended', 'closed']),
      revision: count,
      total: count,
      closedAt: at.nullable(),
    }),
  ),
});

const report = z.object({
  period: z.object({ label, from: day, to: day, closed: z.boolean(), revision: count }),
  categories: z.array(z.enum(categoryIds)),
  rows: z.array(row),
  totals: z.object({ counts, total: count }),
  percent: z.array(z.string()).meta({ description: 'As printed, with a decimal comma; the last is 100.' }),
  excluded: z.object({ repeat: count, withdrawn: count, selfTest: count, void: count }),
  late: count,
  completeness: z.enum(['complete', 'pending', 'unknown']),
  fingerprint: z.string(),
});

const today = z.object({
  at,
  day,
  counts,
  total: count,
  satisfied: count,
  dissatisfied: count,
  rows: z.array(row),
  period: z.object({
    label,
    from: day,
    to: day,
    counts,
    total: count,
    satisfiedPercent: z.string(),
    dissatisfied: count,
    completeness: z.enum(['complete', 'pending', 'unknown']),
  }),
  kiosks: z.object({ all: count, online: count, needPerson: count, healing: count }),
});

const kiosks = z.object({
  at,
  kiosks: z.array(
    z.object({
      id: z.string(),
      department: z.string().nullable(),
      counter: z.string().nullable(),
      group: z.enum(['person', 'healing', 'fine']),
      reasons: z.array(z.string()),
      online: z.boolean(),
      lastHeardAt: at.nullable(),
      pending: count.nullable(),
      clockOffsetMs: z.number().nullable(),
      version: z.string().nullable(),
    }),
  ),
});

const summary = z.object({
  text: z.string().meta({ description: 'Plain text in Vietnamese, ready for a Zalo channel or a portal.' }),
  smallCells,
});

const labelIn = (params: Readonly<Record<string, string>>): PeriodLabel => {
  const parsed = parsePeriodLabel(params.label ?? '');
  if (!parsed.ok) throw notFound('such period');
  return parsed.label;
};
const theLabel = { label: 'the month that names the period, such as 2021-02' };

export const v1Routes: readonly V1Route[] = [
  {
    path: '/api/v1/periods',
    scope: 'read:reports',
    summary: 'The periods with ratings, newest first.',
    parameters: {},
    answer: periods,
    ask: (reader) => reader.ask('periods'),
  },
  {
    path: '/api/v1/reports/:label',
    scope: 'read:reports',
    summary: 'Phụ lục II of a period as it stands, or as it was closed.',
    parameters: theLabel,
    answer: report,
    ask: (reader, params) => reader.ask('report', labelIn(params)),
  },
  {
    path: '/api/v1/reports/:label/files/:format',
    scope: 'read:reports',
    summary: 'The same as a file.',
    parameters: { ...theLabel, format: reportFormats.join(', ') },
    answer: undefined,
    ask: async (reader, params) => {
      const { format = '' } = params;
      if (!isReportFormat(format)) throw notFound('such format');
      return reader.ask('reportFile', labelIn(params), format, null);
    },
  },
  {
    path: '/api/v1/today',
    scope: 'read:today',
    summary: 'Today and the running period, by department.',
    parameters: {},
    answer: today,
    ask: (reader) => reader.ask('today'),
  },
  {
    path: '/api/v1/kiosks',
    scope: 'read:kiosks',
    summary: 'The health of every kiosk; no ratings.',
    parameters: {},
    answer: kiosks,
    ask: (reader) => reader.ask('kiosks'),
  },
  {
    path: '/api/v1/summaries/:label',
    scope: 'read:summary',
    summary: 'The month in plain text.',
    parameters: theLabel,
    answer: summary,
    ask: (reader, params) => reader.ask('summary', labelIn(params)),
  },
];
