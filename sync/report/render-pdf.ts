import { documentTitle, type ReportDocument } from './document.ts';
import { layOut } from './layout.ts';
import type { Line } from './lines.ts';
import { gap, lineHeightPt, page, ruleWidthMm, textWidthMm, typeSizePt } from './page.ts';
import { collectPdf, drawLines, drawPageNumber, drawRule, openPdf, type PdfText, pt } from './pdf-page.ts';
import { drawTable } from './pdf-table.ts';
import { annexTable } from './printed-table.ts';
import { openTinos } from './tinos.ts';

/** The page as PDF with its type embedded, tagged for screen readers. */
export const documentPdf = async (document: ReportDocument): Promise<Uint8Array> => {
  const layout = layOut(document, openTinos());
  const pdf = openPdf(documentTitle(document), document.author);
  const bytes = collectPdf(pdf);
  const text = { x: pt(page.leftMm), width: pt(textWidthMm) };
  const middle = pt(page.leftMm + textWidthMm / 2);
  let pages = 0;

  const openPage = (): number => {
    pdf.addPage();
    pages += 1;
    drawPageNumber(pdf, pages);
    return pt(page.topMm);
  };

  let y = openPage();
  const whole = pdf.struct('Document');
  pdf.addStructure(whole);
  const write = (
    tag: string,
    lines: readonly Line[],
    look: Pick<PdfText, 'style' | 'sizePt' | 'lineHeightPt'>,
  ) =>
    whole.add(
      pdf.struct(tag, {}, [
        () => {
          y = drawLines(pdf, lines, { ...look, align: 'center' }, { ...text, y });
        },
      ]),
    );

  const bold = { style: 'bold', sizePt: typeSizePt.title, lineHeightPt: lineHeightPt.title } as const;
  write('H1', [{ text: document.annexTitle, glue: '' }], {
    ...bold,
    sizePt: typeSizePt.annex,
    lineHeightPt: lineHeightPt.annex,
  });
  for (const lines of layout.title) write('H2', lines, bold);
  y += pt(gap.referenceMm);
  write('P', layout.reference, { ...bold, style: 'italic', sizePt: typeSizePt.reference });
  y += pt(gap.ruleMm);
  drawRule(pdf, middle - pt(ruleWidthMm / 2), y, middle + pt(ruleWidthMm / 2), y);
  drawTable(pdf, annexTable(document, layout), whole, { top: y + pt(gap.tableMm), openPage });
  whole.end();
  pdf.end();
  return bytes;
};
