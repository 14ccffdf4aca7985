import type { DocumentRow, ReportDocument } from './document.ts';
import { type PageLayout, styleOfRow } from './layout.ts';
import type { Line } from './lines.ts';
import { cell, lineHeightPt, page, typeSizePt } from './page.ts';
import { drawLines, drawRule, type PdfText, pt } from './pdf-page.ts';

type Element = PDFKit.PDFStructureElement;

interface DrawnCell {
  readonly lines: readonly Line[];
  readonly text: PdfText;
  readonly leftMm: number;
  readonly rightMm: number;
}

interface DrawnRow {
  readonly tag: 'TH' | 'TD';
  readonly cells: readonly DrawnCell[];
  readonly heightPt: number;
}

const heightOf = (cells: readonly DrawnCell[]): number =>
  Math.max(...cells.map(({ lines, text }) => lines.length * text.lineHeightPt)) + 2 * pt(cell.topBottomMm);

const oneLine = (text: string): readonly Line[] => (text === '' ? [] : [{ text, glue: '' }]);

const headRow = (layout: PageLayout): DrawnRow => {
  const text = {
    style: 'bold',
    sizePt: typeSizePt.tableHead,
    lineHeightPt: lineHeightPt.tableHead,
    align: 'center',
  } as const;
  const cells = layout.headings.map((lines) => ({
    lines,
    text,
    leftMm: cell.sideMm,
    rightMm: cell.sideMm,
  }));
  return { tag: 'TH', cells, heightPt: heightOf(cells) };
};

const bodyRow = (document: ReportDocument, row: DocumentRow, name: readonly Line[]): DrawnRow => {
  const isDepartment = row.kind === 'department';
  const look = {
    style: styleOfRow[row.kind],
    sizePt: document.cellPt,
    lineHeightPt: lineHeightPt.tableCell,
  };
  const cells = document.columns.map((column, i): DrawnCell => {
    const centred = {
      text: { ...look, align: 'center' },
      leftMm: cell.sideMm,
      rightMm: cell.sideMm,
    } as const;
    if (column.id === 'order') return { ...centred, lines: oneLine(row.order) };
    if (column.id === 'name')
      return isDepartment
        ? { ...centred, lines: name, text: { ...look, align: 'left' }, leftMm: cell.nameLeftMm }
        : { ...centred, lines: name };
    return {
      lines: oneLine(row.cells[i - 2]?.text ?? ''),
      text: { ...look, align: 'right' },
      leftMm: 0,
      rightMm: column.numberRightMm,
    };
  });
  return { tag: 'TD', cells, heightPt: heightOf(cells) };
};

/**
 * Draws the table from `top` (points) down. The heading comes again on every page, a row stays whole, and the totals never
 * stand alone. `openPage` begins a page and gives the place where its text begins.
 */
export const drawTable = (
  pdf: PDFKit.PDFDocument,
  document: ReportDocument,
  layout: PageLayout,
  parent: Element,
  top: number,
  openPage: () => number,
): void => {
  const bottom = pt(page.heightMm - page.bottomMm);
  const left = pt(page.leftMm);
  const edges = [left];
  for (const column of document.columns) edges.push((edges.at(-1) ?? left) + pt(column.widthMm));
  const table = pdf.struct('Table');
  parent.add(table);
  let y = top;

  const draw = (row: DrawnRow, structure: Element | undefined): void => {
    row.cells.forEach((drawn, i) => {
      const textPt = drawn.lines.length * drawn.text.lineHeightPt;
      const x = (edges[i] ?? left) + pt(drawn.leftMm);
      const place = {
        x,
        y: y + (row.heightPt - textPt) / 2,
        width: (edges[i + 1] ?? x) - pt(drawn.rightMm) - x,
      };
      const write = (): void => void drawLines(pdf, drawn.lines, drawn.text, place);
      if (structure) {
        structure.add(pdf.struct(row.tag, {}, [write]));
      } else {
        // A heading that comes again is for the eye; the table has told it once.
        pdf.markContent('Artifact', { type: 'Pagination' });
        write();
        pdf.endMarkedContent();
      }
    });
    const under = y + row.heightPt;
    for (const edge of edges) drawRule(pdf, edge, y, edge, under);
    const right = edges.at(-1) ?? left;
    if (row.tag === 'TH') drawRule(pdf, left, y, right, y);
    drawRule(pdf, left, under, right, under);
    y = under;
  };

  const structured = (row: DrawnRow): void => {
    const structure = pdf.struct('TR');
    table.add(structure);
    draw(row, structure);
    structure.end();
  };

  const head = headRow(layout);
  structured(head);
  const rows = document.rows.map((row, i) => bodyRow(document, row, layout.names[i] ?? []));
  rows.forEach((row, i) => {
    // The last department, the total and the percentages go over to a new page together.
    const together = i === rows.length - 3 ? rows.slice(i) : [row];
    const neededPt = together.reduce((sum, next) => sum + next.heightPt, 0);
    if (y + neededPt > bottom) {
      y = openPage();
      draw(head, undefined);
    }
    structured(row);
  });
  table.end();
};
