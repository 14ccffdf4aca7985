import type { ReportData } from './data.ts';
import { documentOf, type ReportDocument, reportDocument } from './document.ts';
import { reportJson } from './render-json.ts';
import type { ReportSettings } from './settings.ts';
import { type SpanReport, tableOfSpan } from './span.ts';

export const reportFormats = ['json', 'csv', 'html', 'docx', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const isReportFormat = (value: unknown): value is ReportFormat =>
  reportFormats.some((format) => format === value);

type Render = (document: ReportDocument) => Promise<string | Uint8Array> | string | Uint8Array;

// Loaded when asked for: a centre that only answers JSON never reads a font or a document library.
const renderers: Readonly<Record<Exclude<ReportFormat, 'json'>, () => Promise<Render>>> = {
  csv: async () => (await import('./render-csv.ts')).documentCsv,
  html: async () => (await import('./render-html.ts')).documentHtml,
  docx: async () => (await import('./render-docx.ts')).documentDocx,
  xlsx: async () => (await import('./render-xlsx.ts')).documentXlsx,
  pdf: async () => (await import('./render-pdf.ts')).documentPdf,
};

const bytesOf = (file: string | Uint8Array): Uint8Array =>
  typeof file === 'string' ? new TextEncoder().encode(file) : file;

/** Any page of this form, such as a supplement, as the bytes of a file. */
export const renderDocument = async (
  document: ReportDocument,
  format: Exclude<ReportFormat, 'json'>,
): Promise<Uint8Array> => {
  const render = await renderers[format]();
  return bytesOf(await render(document));
};

/** Phụ lục II as the bytes of a file. JSON, CSV and HTML are UTF-8. */
export const renderReport = async (
  data: ReportData,
  format: ReportFormat,
  settings: ReportSettings = {},
): Promise<Uint8Array> =>
  format === 'json' ? bytesOf(reportJson(data)) : renderDocument(reportDocument(data, settings), format);

/** The same page for a quarter or a year. */
export const renderSpan = async (
  report: SpanReport,
  format: ReportFormat,
  settings: ReportSettings = {},
): Promise<Uint8Array> =>
  format === 'json'
    ? bytesOf(`${JSON.stringify(report, null, 2)}\n`)
    : renderDocument(documentOf(tableOfSpan(report), settings), format);
