import {
  AlignmentType,
  BorderStyle,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { DocumentRow, ReportDocument } from './document.ts';
import { docxParagraph, oneLine, twips } from './docx-text.ts';
import { type PageLayout, styleOfRow } from './layout.ts';
import { cell, lineHeightPt, textWidthMm, typeSizePt } from './page.ts';

/** The thin black line of the table and of the rule above it; Word counts it in eighths of a point. */
export const docxLine = { style: BorderStyle.SINGLE, size: cell.linePt * 8, color: '000000' };

/** Column widths in twips that add up to the text width, whatever the rounding of each. */
const columnTwips = (document: ReportDocument): number[] => {
  let mm = 0;
  let used = 0;
  return document.columns.map((column) => {
    mm += column.widthMm;
    const width = twips(mm) - used;
    used += width;
    return width;
  });
};

const cellOf = (child: Paragraph, width: number, leftMm: number, rightMm: number): TableCell =>
  new TableCell({
    children: [child],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: {
      marginUnitType: WidthType.DXA,
      top: twips(cell.topBottomMm),
      bottom: twips(cell.topBottomMm),
      left: twips(leftMm),
      right: twips(rightMm),
    },
  });

/** A true Word table: fixed widths, a heading that repeats on each page, rows that stay whole. */
export const docxTable = (document: ReportDocument, layout: PageLayout): Table => {
  const widths = columnTwips(document);
  const { columns, rows } = document;

  const heading = columns.map((column, i) => {
    const paragraph = docxParagraph(layout.headings[i] ?? [], {
      sizePt: typeSizePt.tableHead,
      style: 'bold',
      widthMm: column.widthMm,
      lineHeightPt: lineHeightPt.tableHead,
      align: 'center',
      keepNext: true,
    });
    return cellOf(paragraph, widths[i] ?? 0, cell.sideMm, cell.sideMm);
  });

  const rowOf = (row: DocumentRow, index: number): TableRow => {
    const text = {
      sizePt: document.cellPt,
      style: styleOfRow[row.kind],
      lineHeightPt: lineHeightPt.tableCell,
      // The totals never stand alone on a page: the last department and the total keep with what follows.
      keepNext: index >= rows.length - 3 && index < rows.length - 1,
    };
    const isDepartment = row.kind === 'department';
    const cells = columns.map((column, i) => {
      const at = { ...text, widthMm: column.widthMm };
      const width = widths[i] ?? 0;
      if (column.id === 'order')
        return cellOf(
          docxParagraph(oneLine(row.order), { ...at, align: 'center' }),
          width,
          cell.sideMm,
          cell.sideMm,
        );
      if (column.id === 'name') {
        const align = isDepartment ? 'left' : 'center';
        const name = docxParagraph(layout.names[index] ?? [], { ...at, align });
        return cellOf(name, width, isDepartment ? cell.nameLeftMm : cell.sideMm, cell.sideMm);
      }
      const number = docxParagraph(oneLine(row.cells[i - 2]?.text ?? ''), { ...at, align: 'right' });
      return cellOf(number, width, 0, column.numberRightMm);
    });
    return new TableRow({ cantSplit: true, children: cells });
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
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: heading }), ...rows.map(rowOf)],
  });
};
