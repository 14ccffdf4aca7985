import PDFDocument from 'pdfkit';
import type { Line } from './lines.ts';
import { cell, lineHeightPt, mmPerPt, page, textWidthMm, typeSizePt } from './page.ts';
import { type TinosStyle, tinosPaths } from './tinos.ts';

export const pt = (mm: number): number => mm / mmPerPt;

export interface PdfText {
  readonly style: TinosStyle;
  readonly sizePt: number;
  readonly lineHeightPt: number;
  readonly align: 'left' | 'center' | 'right' | 'justify';
  readonly firstLineMm?: number;
}

// Tinos: ascender and descender in ems; a line's letters stand in the middle of its height.
const ascent = 0.891;
const descent = 0.216;

/** A PDF that carries its type, says its language and knows its structure (headings, table, rows, cells). */
export const openPdf = (title: string, author: string): PDFKit.PDFDocument => {
  const pdf = new PDFDocument({
    size: [pt(page.widthMm), pt(page.heightMm)],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'vi-VN',
    displayTitle: true,
    info: { Title: title, ...(author === '' ? {} : { Author: author }) },
  });
  for (const [style, path] of Object.entries(tinosPaths)) pdf.registerFont(style, path);
  return pdf;
};

/** Collects the file's bytes; call before drawing. */
export const collectPdf = (pdf: PDFKit.PDFDocument): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
};

/** The words of a line from edge to edge; each takes its space with it into the file. */
const drawJustified = (
  pdf: PDFKit.PDFDocument,
  line: Line,
  place: { readonly x: number; readonly baseline: number; readonly width: number },
): void => {
  const words = `${line.text}${line.glue}`.split(/(?<= )/);
  const wider = (place.width - pdf.widthOfString(line.text)) / Math.max(1, words.length - 1);
  let { x } = place;
  for (const word of words) {
    pdf.text(word, x, place.baseline, { lineBreak: false, baseline: 'alphabetic' });
    x += pdf.widthOfString(word) + wider;
  }
};

/** Draws lines of text into a column that begins at `x` (points) and returns the place under the last one. */
export const drawLines = (
  pdf: PDFKit.PDFDocument,
  lines: readonly Line[],
  text: PdfText,
  place: { readonly x: number; readonly y: number; readonly width: number },
): number => {
  pdf.font(text.style, text.sizePt).fillColor('#000');
  let { y } = place;
  lines.forEach((line, i) => {
    const indent = i === 0 ? pt(text.firstLineMm ?? 0) : 0;
    const width = place.width - indent;
    const left = place.x + indent;
    const baseline = y + (text.lineHeightPt + (ascent - descent) * text.sizePt) / 2;
    y += text.lineHeightPt;
    if (text.align === 'justify' && i < lines.length - 1) {
      drawJustified(pdf, line, { x: left, baseline, width });
      return;
    }
    const free = width - pdf.widthOfString(line.text);
    const x = left + { left: 0, justify: 0, center: free / 2, right: free }[text.align];
    // The glue goes into the file with the line, so that a reader copies the text as it is.
    pdf.text(line.text + line.glue, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  });
  return y;
};

/** A straight line between two points, as decoration that no screen reader names. */
export const drawRule = (pdf: PDFKit.PDFDocument, x1: number, y1: number, x2: number, y2: number): void => {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.lineWidth(cell.linePt).strokeColor('#000').moveTo(x1, y1).lineTo(x2, y2).stroke();
  pdf.endMarkedContent();
};

/** The number in the top margin, from page 2 on. */
export const drawPageNumber = (pdf: PDFKit.PDFDocument, number: number): void => {
  if (number < 2) return;
  pdf.markContent('Artifact', { type: 'Pagination' });
  drawLines(
    pdf,
    [{ text: String(number), glue: '' }],
    {
      style: 'regular',
      sizePt: typeSizePt.pageNumber,
      lineHeightPt: lineHeightPt.title,
      align: 'center',
    },
    { x: pt(page.leftMm), width: pt(textWidthMm), y: pt(page.pageNumberMm) },
  );
  pdf.endMarkedContent();
};
