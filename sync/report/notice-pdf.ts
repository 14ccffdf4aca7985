import type { Line } from './lines.ts';
import { motto, type NoticeDocument, type NoticesDocument, noticeTable } from './notice-document.ts';
import { layOutNotice, noticeGap, noticeHeadMm, noticePt } from './notice-page.ts';
import { lineHeightPt, page, textWidthMm } from './page.ts';
import { collectPdf, drawLines, drawPageNumber, drawRule, openPdf, type PdfText, pt } from './pdf-page.ts';
import { drawTable } from './pdf-table.ts';
import { oneLine } from './printed-table.ts';
import { type MeasureAt, openTinos } from './tinos.ts';

const left = pt(page.leftMm);
const whole = { x: left, width: pt(textWidthMm) };
const issuerSide = { x: left, width: pt(noticeHeadMm.issuer) };
const stateSide = { x: left + pt(noticeHeadMm.issuer), width: pt(noticeHeadMm.state) };
const signerSide = { x: left + pt(textWidthMm / 2), width: pt(textWidthMm / 2) };
const ruleGapPt = 3;

type Side = typeof whole;

/** A line of a certain length in the middle of its column. */
const drawMiddleRule = (pdf: PDFKit.PDFDocument, { x, width }: Side, y: number, lengthPt: number): void =>
  drawRule(pdf, x + (width - lengthPt) / 2, y, x + (width + lengthPt) / 2, y);

const drawNotice = (
  pdf: PDFKit.PDFDocument,
  notice: NoticeDocument,
  parent: PDFKit.PDFStructureElement,
  measure: MeasureAt,
): void => {
  const layout = layOutNotice(notice, measure);
  let pages = 0;
  const openPage = (): number => {
    pdf.addPage();
    pages += 1;
    drawPageNumber(pdf, pages);
    return pt(page.topMm);
  };
  const look = (style: PdfText['style'], sizePt: number, align: PdfText['align'] = 'center'): PdfText => ({
    style,
    sizePt,
    align,
    lineHeightPt: lineHeightPt.title,
  });
  const write = (tag: string, lines: readonly Line[], text: PdfText, side: Side, y: number): number => {
    let under = y;
    if (lines.length > 0)
      parent.add(
        pdf.struct(tag, {}, [
          () => {
            under = drawLines(pdf, lines, text, { ...side, y });
          },
        ]),
      );
    return under;
  };

  const top = openPage();
  let issuer = write('P', layout.parent, look('regular', noticePt.head), issuerSide, top);
  issuer = write('P', layout.issuing, look('bold', noticePt.head), issuerSide, issuer);
  if (layout.issuing.length > 0)
    drawMiddleRule(pdf, issuerSide, issuer + ruleGapPt, pt(layout.rulesMm.issuing));
  let state = write('P', oneLine(motto.state), look('bold', noticePt.head), stateSide, top);
  state = write('P', oneLine(motto.words), look('bold', noticePt.motto), stateSide, state);
  drawMiddleRule(pdf, stateSide, state + ruleGapPt, pt(layout.rulesMm.motto));
  const dated = state + ruleGapPt + pt(noticeGap.betweenMm);
  state = write('P', layout.placeAndDate, look('italic', noticePt.motto), stateSide, dated);

  let y = Math.max(issuer + ruleGapPt, state) + pt(noticeGap.beforeTitleMm);
  y = write('H1', layout.title, look('bold', noticePt.text), whole, y) + pt(noticeGap.betweenMm);
  y = write('P', layout.recipient, look('regular', noticePt.text), whole, y) + pt(noticeGap.paragraphMm);
  const body = { ...look('regular', noticePt.text, 'justify'), firstLineMm: noticeGap.firstLineMm };
  y = write('P', layout.body, body, whole, y) + pt(noticeGap.paragraphMm);

  const signerPt = notice.signer
    ? pt(noticeGap.beforeSignerMm + noticeGap.signatureMm) +
      (layout.position.length + layout.name.length) * lineHeightPt.title
    : 0;
  y = drawTable(pdf, noticeTable(notice, measure), parent, { top: y, openPage, reservePt: signerPt });
  if (!notice.signer) return;
  const signed = look('bold', noticePt.text);
  y = write('P', layout.position, signed, signerSide, y + pt(noticeGap.beforeSignerMm));
  write('P', layout.name, signed, signerSide, y + pt(noticeGap.signatureMm));
};

/** The departments' pages in one PDF, each numbered on its own. */
export const noticesPdf = async ({ title, author, notices, none }: NoticesDocument): Promise<Uint8Array> => {
  const measure = openTinos();
  const pdf = openPdf(title, author);
  const bytes = collectPdf(pdf);
  const document = pdf.struct('Document');
  pdf.addStructure(document);
  for (const notice of notices) {
    const part = pdf.struct('Sect');
    document.add(part);
    drawNotice(pdf, notice, part, measure);
    part.end();
  }
  if (notices.length === 0) {
    pdf.addPage();
    const text = { style: 'regular', sizePt: noticePt.text, lineHeightPt: lineHeightPt.title } as const;
    const draw = (): void =>
      void drawLines(pdf, oneLine(none), { ...text, align: 'left' }, { ...whole, y: pt(page.topMm) });
    document.add(pdf.struct('P', {}, [draw]));
  }
  document.end();
  pdf.end();
  return bytes;
};
