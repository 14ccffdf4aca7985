import { csvText } from './csv.ts';
import type { ReportDocument } from './document.ts';

/** The table as CSV: the headings, one row a department, `Tổng cộng`, `Tỷ lệ %`. */
export const documentCsv = (document: ReportDocument): string =>
  csvText(
    [
      document.columns.map((column) => column.heading.join(' ')),
      ...document.rows.map((row) => [
        row.order,
        row.name.join(' '),
        ...row.cells.map((cell) => (row.kind === 'percent' ? cell.text : cell.value)),
      ]),
    ],
    document.csvSeparator,
  );
