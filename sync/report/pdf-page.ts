import PDFDocument from 'pdfkit';
import type { Line } from './lines.ts';
import { cell, mmPerPt, page } from './page.ts';
import { type TinosStyle, tinosPaths } from './tinos.ts';

export const pt = (mm: number): number => mm / mmPerPt;

export interface PdfText {
  readonly style: TinosStyle;
  readonly sizePt: number;
  readonly lineHeightPt: number;
  readonly align: 'left' | 'center' | 'right';
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

/** Draws lines of text into a column that begins at `x` (points) and returns the place under the last one. */
export const drawLines = (
  pdf: PDFKit.PDFDocument,
  lines: readonly Line[],
  text: PdfText,
  place: { readonly x: number; readonly y: number; readonly width: number },
): number => {
  pdf.font(text.style, text.sizePt).fillColor('#000');
  let { y } = place;
  for (const line of lines) {
    const free = place.width - pdf.widthOfString(line.text);
    const x = place.x + { left: 0, center: free / 2, right: free }[text.align];
    const baseline = y + (text.lineHeightPt + (ascent - descent) * text.sizePt) / 2;
    // The glue goes into the file with the line, so that a reader copies the text as it is.
    pdf.text(line.text + line.glue, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
    y += text.lineHeightPt;
  }
  return y;
};

/** A straight line between two points, as decoration that no screen reader names. */
export const drawRule = (pdf: PDFKit.PDFDocument, x1: number, y1: number, x2: number, y2: number): void => {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.lineWidth(cell.linePt).strokeColor('#000').moveTo(x1, y1).lineTo(x2, y2).stroke();
  pdf.endMarkedContent();
};
