import { cell, page } from './page.ts';
import { drawLines, drawRule, pt } from './pdf-page.ts';
import type { PrintedCell, PrintedTable } from './printed-table.ts';

type Element = PDFKit.PDFStructureElement;

interface DrawnRow {
  readonly tag: 'TH' | 'TD';
  readonly cells: readonly PrintedCell[];
  readonly heightPt: number;
}

const drawn = (tag: DrawnRow['tag'], cells: readonly PrintedCell[]): DrawnRow => ({
  tag,
  cells,
  heightPt:
    Math.max(...cells.map(({ lines, lineHeightPt }) => lines.length * lineHeightPt)) +
    2 * pt(cell.topBottomMm),
});

/** Where a table is drawn. */
export interface PdfPlace {
  /** The place (points) where it begins. */
  readonly top: number;
  /** Begins a page and gives the place where its text begins. */
  readonly openPage: () => number;
  /** What follows the table and stays with its end (points). */
  readonly reservePt?: number;
}

/**
 * Draws a table and gives the place under it. The heading comes again on every page, a row stays whole, and the totals
 * never stand alone.
 */
export const drawTable = (
  pdf: PDFKit.PDFDocument,
  printed: PrintedTable,
  parent: Element,
  { top, openPage, reservePt = 0 }: PdfPlace,
): number => {
  const bottom = pt(page.heightMm - page.bottomMm);
  const left = pt(page.leftMm);
  const edges = [left];
  for (const widthMm of printed.widthsMm) edges.push((edges.at(-1) ?? left) + pt(widthMm));
  const table = pdf.struct('Table');
  parent.add(table);
  let y = top;

  const draw = (row: DrawnRow, structure: Element | undefined): void => {
    row.cells.forEach((each, i) => {
      const textPt = each.lines.length * each.lineHeightPt;
      const x = (edges[i] ?? left) + pt(each.leftMm);
      const place = {
        x,
        y: y + (row.heightPt - textPt) / 2,
        width: (edges[i + 1] ?? x) - pt(each.rightMm) - x,
      };
      const write = (): void => void drawLines(pdf, each.lines, each, place);
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

  const head = drawn('TH', printed.head);
  structured(head);
  const rows = printed.rows.map((cells) => drawn('TD', cells));
  rows.forEach((row, i) => {
    const isEnd = i === Math.max(0, rows.length - printed.together);
    const together = isEnd ? rows.slice(i) : [row];
    const neededPt = together.reduce((sum, next) => sum + next.heightPt, isEnd ? reservePt : 0);
    if (y + neededPt > bottom) {
      y = openPage();
      draw(head, undefined);
    }
    structured(row);
  });
  table.end();
  return y;
};
