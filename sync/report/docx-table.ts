import {
  AlignmentType,
  BorderStyle,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { docxParagraph, twips } from './docx-text.ts';
import { cell, textWidthMm } from './page.ts';
import type { PrintedCell, PrintedTable } from './printed-table.ts';

/** The thin black line of the table and of the rule above it; Word counts it in eighths of a point. */
export const docxLine = { style: BorderStyle.SINGLE, size: cell.linePt * 8, color: '000000' };

/** Column widths in twips that add up to the text width, whatever the rounding of each. */
export const columnTwips = (widthsMm: readonly number[]): number[] => {
  let mm = 0;
  let used = 0;
  return widthsMm.map((widthMm) => {
    mm += widthMm;
    const width = twips(mm) - used;
    used += width;
    return width;
  });
};

/** A true Word table: fixed widths, a heading that repeats on each page, rows that stay whole. */
export const docxTable = (table: PrintedTable, keepsWithNext = false): Table => {
  const { widthsMm, head, rows } = table;
  const widths = columnTwips(widthsMm);
  const cellOf = (printed: PrintedCell, i: number, keepNext: boolean): TableCell =>
    new TableCell({
      children: [docxParagraph(printed.lines, { ...printed, widthMm: widthsMm[i] ?? 0, keepNext })],
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: {
        marginUnitType: WidthType.DXA,
        top: twips(cell.topBottomMm),
        bottom: twips(cell.topBottomMm),
        left: twips(printed.leftMm),
        right: twips(printed.rightMm),
      },
    });
  const rowOf = (cells: readonly PrintedCell[], index: number): TableRow => {
    const isLast = index === rows.length - 1;
    const keepNext = index >= rows.length - table.together && (keepsWithNext || !isLast);
    return new TableRow({
      cantSplit: true,
      children: cells.map((printed, i) => cellOf(printed, i, keepNext)),
    });
  };
  return new Table({
    alignment: AlignmentType.CENTER,
    layout: TableLayoutType.FIXED,
    width: { size: twips(textWidthMm), type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: docxLine,
      bottom: docxLine,
      left: docxLine,
      right: docxLine,
      insideHorizontal: docxLine,
      insideVertical: docxLine,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((printed, i) => cellOf(printed, i, true)),
      }),
      ...rows.map(rowOf),
    ],
  });
};
