import { type Cell, type CellStyle, type CellValue, writeXlsx } from 'hucre/xlsx';
import { type DocumentRow, documentTitle, type NumberCell, type ReportDocument } from './document.ts';
import { layOut, styleOfRow } from './layout.ts';
import { breakLines } from './lines.ts';
import { cell, gap, lineHeightPt, page, typeface, typeSizePt } from './page.ts';
import { type MeasureAt, openTinos, type TinosStyle } from './tinos.ts';

const inches = (mm: number): number => mm / 25.4;
const points = (mm: number): number => (mm * 72) / 25.4;
// A column's width is counted in digits of the workbook's type: 8 pixels at 96 dpi in Times New Roman 12.
const digits = (mm: number): number => ((mm / 25.4) * 96) / 8;

// [$-42A] is Vietnamese: the comma and the dot of the form wherever the program honours a format's language.
const formats: Readonly<Record<NumberCell['decimals'], string>> = { 0: '[$-42A]#,##0', 2: '[$-42A]0.00' };

const black = { rgb: '000000' } as const;
const side = { style: 'thin', color: black } as const;
const border = { top: side, bottom: side, left: side, right: side };

const fontOf = (style: TinosStyle, size: number) => ({
  name: typeface.name,
  size,
  bold: style === 'bold',
  italic: style === 'italic',
});

const styleOf = (style: TinosStyle, size: number, horizontal: 'left' | 'center'): CellStyle => ({
  font: fontOf(style, size),
  alignment: { horizontal, vertical: 'center', wrapText: true },
});

// What a spreadsheet keeps free at both sides of a cell, generously.
const cellSidesMm = 2;

/** How many lines a cell's text takes when a spreadsheet wraps it at spaces; rather one too many than one cut. */
const lineCount = (text: string, measure: ReturnType<MeasureAt>, widthMm: number): number =>
  Math.max(1, breakLines(text.split(' '), measure, widthMm - cellSidesMm).length);

/**
 * The page as a workbook. A cell holds its text as it is, because a spreadsheet's cell is data: a line break inside a name
 * would make it another name for every look-up. So names and headings wrap at spaces here, by width alone; the lines above the
 * table, which nobody looks up, stand where the form ends them, each in a row of its own.
 */
export const documentXlsx = async (document: ReportDocument): Promise<Uint8Array> => {
  const measure = openTinos();
  const layout = layOut(document, measure);
  const { columns, cellPt } = document;
  const rows: CellValue[][] = [];
  const cells = new Map<string, Partial<Cell>>();
  const rowDefs = new Map<number, { height: number }>();
  const addRow = (values: CellValue[], heightPt: number, style: (column: number) => CellStyle): void => {
    const at = rows.push(values) - 1;
    rowDefs.set(at, { height: heightPt });
    columns.forEach((_, i) => {
      cells.set(`${at},${i}`, { value: values[i] ?? null, style: style(i) });
    });
  };
  const blanks = columns.slice(1).map(() => null);
  const addHeading = (text: string, style: TinosStyle, sizePt: number, heightPt: number): void =>
    addRow([text, ...blanks], heightPt, () => styleOf(style, sizePt, 'center'));

  addHeading(document.annexTitle, 'bold', typeSizePt.annex, lineHeightPt.annex);
  for (const { text } of layout.title.flat()) addHeading(text, 'bold', typeSizePt.title, lineHeightPt.title);
  layout.reference.forEach(({ text }, i) => {
    const abovePt = i === 0 ? points(gap.referenceMm) : 0;
    addHeading(text, 'italic', typeSizePt.reference, lineHeightPt.title + abovePt);
  });
  addHeading('', 'regular', cellPt, points(gap.tableMm));
  const headingRows = rows.length;

  const headings = columns.map((column) => column.heading.join(' '));
  const headLines = columns.map((column, i) =>
    lineCount(headings[i] ?? '', measure('bold', typeSizePt.tableHead), column.widthMm),
  );
  const paddingPt = 2 * points(cell.topBottomMm);
  addRow(headings, Math.max(...headLines) * (lineHeightPt.tableHead + 1) + paddingPt, () => ({
    ...styleOf('bold', typeSizePt.tableHead, 'center'),
    border,
  }));

  const addTableRow = (row: DocumentRow): void => {
    const name = row.name.join(' ');
    const style = styleOfRow[row.kind];
    const lines = lineCount(name, measure(style, cellPt), columns[1]?.widthMm ?? 0);
    const values = [row.order === '' ? null : Number(row.order), name, ...row.cells.map((c) => c.value)];
    addRow(values, lines * (lineHeightPt.tableCell + 1) + paddingPt, (i) => {
      const number = row.cells[i - 2];
      if (!number) {
        const isName = i === 1 && row.kind === 'department';
        return { ...styleOf(style, cellPt, isName ? 'left' : 'center'), border };
      }
      // One step of indentation is about 2,4 mm; with the cell's own margin the form's distance to the line.
      const indent = (columns[i]?.numberRightMm ?? 0) > 3 ? 1 : 0;
      // Black said aloud in some cells: LibreOffice 7.4 forgets the indent of a cell that differs from its left neighbour
      // in nothing but the number format.
      const font = { ...fontOf(style, cellPt), ...(number.decimals === 0 ? { color: black } : {}) };
      return {
        font,
        alignment: { horizontal: 'right', vertical: 'center', indent },
        numFmt: formats[number.decimals],
        border,
      };
    });
  };
  document.rows.forEach(addTableRow);

  // Named here and not by the writer's page setup, which forgets the quotes that a sheet's name with spaces needs.
  const sheet = document.annexTitle;
  const printed = (name: string, range: string) => ({
    name: `_xlnm.${name}`,
    scope: sheet,
    range: `'${sheet}'!${range}`,
  });
  const lastColumn = String.fromCharCode(64 + columns.length);
  return writeXlsx({
    defaultFont: { name: typeface.name, size: typeSizePt.tableCell },
    properties: { title: documentTitle(document), creator: document.author },
    namedRanges: [
      printed('Print_Area', `$A$1:$${lastColumn}$${rows.length}`),
      printed('Print_Titles', `$${headingRows + 1}:$${headingRows + 1}`),
    ],
    sheets: [
      {
        name: sheet,
        columns: columns.map((column) => ({ width: digits(column.widthMm) })),
        rows,
        cells,
        rowDefs,
        merges: Array.from({ length: headingRows }, (_, row) => ({
          startRow: row,
          endRow: row,
          startCol: 0,
          endCol: columns.length - 1,
        })),
        pageSetup: {
          paperSize: 'a4',
          orientation: 'portrait',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
          horizontalCentered: true,
          margins: {
            top: inches(page.topMm),
            bottom: inches(page.bottomMm),
            left: inches(page.leftMm),
            right: inches(page.rightMm),
            header: inches(page.pageNumberMm),
            footer: inches(page.pageNumberMm),
          },
        },
        headerFooter: {
          differentFirst: true,
          oddHeader: `&C&"${typeface.name},Regular"&${typeSizePt.pageNumber}&P`,
        },
      },
    ],
  });
};
