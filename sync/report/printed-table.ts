import type { DocumentRow, ReportDocument } from './document.ts';
import { type PageLayout, styleOfRow } from './layout.ts';
import type { Line } from './lines.ts';
import { cell, lineHeightPt, typeSizePt } from './page.ts';
import type { TinosStyle } from './tinos.ts';

/** A cell whose lines are broken: what the renderers without a browser draw. */
export interface PrintedCell {
  readonly lines: readonly Line[];
  readonly style: TinosStyle;
  readonly sizePt: number;
  readonly lineHeightPt: number;
  readonly align: 'left' | 'center' | 'right';
  readonly leftMm: number;
  readonly rightMm: number;
}

export interface PrintedTable {
  readonly widthsMm: readonly number[];
  /** Comes again on every page. */
  readonly head: readonly PrintedCell[];
  readonly rows: readonly (readonly PrintedCell[])[];
  /** So many rows at the end go over to a new page as one: a total never stands alone. */
  readonly together: number;
}

/** A text that needs no breaking. */
export const oneLine = (text: string): readonly Line[] => (text === '' ? [] : [{ text, glue: '' }]);

export const headCell = (lines: readonly Line[]): PrintedCell => ({
  lines,
  style: 'bold',
  sizePt: typeSizePt.tableHead,
  lineHeightPt: lineHeightPt.tableHead,
  align: 'center',
  leftMm: cell.sideMm,
  rightMm: cell.sideMm,
});

export const textCell = (
  lines: readonly Line[],
  look: Pick<PrintedCell, 'style' | 'sizePt'>,
  align: 'left' | 'center' = 'center',
): PrintedCell => ({
  ...look,
  lines,
  lineHeightPt: lineHeightPt.tableCell,
  align,
  leftMm: align === 'left' ? cell.nameLeftMm : cell.sideMm,
  rightMm: cell.sideMm,
});

export const numberCell = (
  text: string,
  look: Pick<PrintedCell, 'style' | 'sizePt'>,
  rightMm: number,
): PrintedCell => ({
  ...look,
  lines: oneLine(text),
  lineHeightPt: lineHeightPt.tableCell,
  align: 'right',
  leftMm: 0,
  rightMm,
});

const annexRow = (document: ReportDocument, row: DocumentRow, name: readonly Line[]): PrintedCell[] => {
  const look = { style: styleOfRow[row.kind], sizePt: document.cellPt };
  return document.columns.map((column, i) => {
    if (column.id === 'order') return textCell(oneLine(row.order), look);
    if (column.id === 'name') return textCell(name, look, row.kind === 'department' ? 'left' : 'center');
    return numberCell(row.cells[i - 2]?.text ?? '', look, column.numberRightMm);
  });
};

/** The annex's table, its lines as the layout broke them. */
export const annexTable = (document: ReportDocument, layout: PageLayout): PrintedTable => ({
  widthsMm: document.columns.map((column) => column.widthMm),
  head: layout.headings.map(headCell),
  rows: document.rows.map((row, i) => annexRow(document, row, layout.names[i] ?? [])),
  // The last department, the total and the percentages.
  together: 3,
});
