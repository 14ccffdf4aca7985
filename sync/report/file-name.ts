import type { ReportData } from './data.ts';
import type { ReportFormat } from './render.ts';

/** What a browser is told about each file. */
export const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** `phu-luc-ii-2024-05-ban-1.docx`; a table that may still change says so in its file's name and nowhere on the page. */
export const reportFileName = ({ period }: ReportData, format: ReportFormat): string =>
  `phu-luc-ii-${period.label}-${period.closed ? `ban-${period.revision}` : 'du-thao'}.${format}`;
