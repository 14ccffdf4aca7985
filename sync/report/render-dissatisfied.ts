import { categoryNames } from '../domain/categories.ts';
import { csvText } from './csv.ts';
import type { ReportData } from './data.ts';
import type { DissatisfiedNotice } from './dissatisfied.ts';
import { type CounterName, type NoticesDocument, noticesDocument } from './notice-document.ts';
import type { ReportSettings } from './settings.ts';
import { formatDay } from './wording.ts';

/** The formats of the departments' lists; a spreadsheet reads the CSV. */
export const noticeFormats = ['docx', 'pdf', 'html', 'csv', 'json'] as const;
export type NoticeFormat = (typeof noticeFormats)[number];

export const isNoticeFormat = (value: unknown): value is NoticeFormat =>
  noticeFormats.some((format) => format === value);

/** Every department's list in one table, for the centre. */
export const dissatisfiedCsv = (
  notices: readonly DissatisfiedNotice[],
  separator: ',' | ';' = ',',
  nameOf: CounterName = (counter) => counter,
): string =>
  csvText(
    [
      [
        'Tên đơn vị',
        'Ngày',
        'Quầy',
        categoryNames['dissatisfied-competence'],
        categoryNames['dissatisfied-time'],
        'Tổng cộng',
      ],
      ...notices.flatMap(({ department, days }) =>
        days.map((day) => [
          department.name,
          formatDay(day.day),
          nameOf(day.counter, day.day),
          day.competence,
          day.time,
          day.total,
        ]),
      ),
    ],
    separator,
  );

type Render = (document: NoticesDocument) => Promise<string | Uint8Array>;

const renderers: Readonly<Record<'docx' | 'pdf' | 'html', () => Promise<Render>>> = {
  docx: async () => (await import('./notice-docx.ts')).noticesDocx,
  pdf: async () => (await import('./notice-pdf.ts')).noticesPdf,
  html: async () => (await import('./notice-html.ts')).noticesHtml,
};

export interface AskedNotices {
  readonly notices: readonly DissatisfiedNotice[];
  readonly period: ReportData['period'];
  readonly settings?: ReportSettings;
  readonly nameOf?: CounterName;
}

const textOf = (file: string | Uint8Array): Uint8Array =>
  typeof file === 'string' ? new TextEncoder().encode(file) : file;

/** The lists for the departments as the bytes of a file. */
export const renderNotices = async (
  { notices, period, settings = {}, nameOf }: AskedNotices,
  format: NoticeFormat,
): Promise<Uint8Array> => {
  if (format === 'json') return textOf(`${JSON.stringify(notices, null, 2)}\n`);
  if (format === 'csv') return textOf(dissatisfiedCsv(notices, settings.csvSeparator, nameOf));
  const render = await renderers[format]();
  return textOf(await render(noticesDocument(notices, period, settings, nameOf)));
};
