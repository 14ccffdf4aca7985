import type { ReportData } from './data.ts';
import { reportDocument } from './document.ts';
import type { ReportSettings } from './settings.ts';

export const reportFormats = ['json', 'csv', 'html', 'docx', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const isReportFormat = (value: unknown): value is ReportFormat =>
  reportFormats.some((format) => format === value);

type Render = (data: ReportData, settings: ReportSettings) => Promise<string | Uint8Array>;

// Loaded when asked for: a centre that only answers JSON never reads a font or a document library.
const renderers: Readonly<Record<ReportFormat, () => Promise<Render>>> = {
  json: async () => {
    const { reportJson } = await import('./render-json.ts');
    return async (data) => reportJson(data);
  },
  csv: async () => {
    const { documentCsv } = await import('./render-csv.ts');
    return async (data, settings) => documentCsv(reportDocument(data, settings));
  },
  html: async () => {
    const { documentHtml } = await import('./render-html.ts');
    return async (data, settings) => documentHtml(reportDocument(data, settings));
  },
  docx: async () => {
    const { documentDocx } = await import('./render-docx.ts');
    return async (data, settings) => documentDocx(reportDocument(data, settings));
  },
  xlsx: async () => {
    const { documentXlsx } = await import('./render-xlsx.ts');
    return async (data, settings) => documentXlsx(reportDocument(data, settings));
  },
  pdf: async () => {
    const { documentPdf } = await import('./render-pdf.ts');
    return async (data, settings) => documentPdf(reportDocument(data, settings));
  },
};

/** Phụ lục II as the bytes of a file. JSON, CSV and HTML are UTF-8. */
export const renderReport = async (
  data: ReportData,
  format: ReportFormat,
  settings: ReportSettings = {},
): Promise<Uint8Array> => {
  const render = await renderers[format]();
  const file = await render(data, settings);
  return typeof file === 'string' ? new TextEncoder().encode(file) : file;
};
