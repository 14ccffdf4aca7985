import type { DocumentRow, ReportDocument } from './document.ts';
import { breakLines, type Line } from './lines.ts';
import { cell, textWidthMm, typeSizePt } from './page.ts';
import type { MeasureAt, TinosStyle } from './tinos.ts';

/** Where the lines of the page end, for renderers that have no browser to break them. */
export interface PageLayout {
  readonly title: readonly (readonly Line[])[];
  readonly reference: readonly Line[];
  /** One list of lines a column, and one a row. */
  readonly headings: readonly (readonly Line[])[];
  readonly names: readonly (readonly Line[])[];
}

export const styleOfRow: Readonly<Record<DocumentRow['kind'], TinosStyle>> = {
  department: 'regular',
  total: 'bold',
  percent: 'italic',
};

/** Breaks every text of the page into the lines of its place. */
export const layOut = (document: ReportDocument, measure: MeasureAt): PageLayout => {
  const nameMm = document.columns.find((column) => column.id === 'name')?.widthMm ?? 0;
  return {
    title: document.title.map((line) => breakLines(line, measure('bold', typeSizePt.title), textWidthMm)),
    reference: breakLines(document.reference, measure('italic', typeSizePt.reference), textWidthMm),
    headings: document.columns.map((column) =>
      breakLines(column.heading, measure('bold', typeSizePt.tableHead), column.widthMm - 2 * cell.sideMm),
    ),
    names: document.rows.map((row) =>
      breakLines(
        row.name,
        measure(styleOfRow[row.kind], document.cellPt),
        nameMm - cell.nameLeftMm - cell.sideMm,
      ),
    ),
  };
};
