import { AlignmentType, Document, Header, LineRuleType, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { documentTitle, type ReportDocument } from './document.ts';
import { docxLine, docxTable } from './docx-table.ts';
import { docxParagraph, halfPoints, oneLine, twips } from './docx-text.ts';
import { layOut, type PageLayout } from './layout.ts';
import { gap, lineHeightPt, page, ruleWidthMm, textWidthMm, typeface, typeSizePt } from './page.ts';
import { openTinos } from './tinos.ts';

const headingOf = (document: ReportDocument, layout: PageLayout): Paragraph[] => {
  const centred = { align: 'center', widthMm: textWidthMm, keepNext: true } as const;
  const title = { ...centred, sizePt: typeSizePt.title, lineHeightPt: lineHeightPt.title } as const;
  const sideMm = (textWidthMm - ruleWidthMm) / 2;
  return [
    docxParagraph(oneLine(document.annexTitle), {
      ...centred,
      sizePt: typeSizePt.annex,
      style: 'bold',
      lineHeightPt: lineHeightPt.annex,
    }),
    ...layout.title.map((lines) => docxParagraph(lines, { ...title, style: 'bold' })),
    docxParagraph(layout.reference, {
      ...title,
      sizePt: typeSizePt.reference,
      style: 'italic',
      beforeMm: gap.referenceMm,
    }),
    // The short rule: the upper edge of an empty paragraph, drawn in from both sides.
    new Paragraph({
      keepNext: true,
      indent: { left: twips(sideMm), right: twips(sideMm) },
      border: { top: { ...docxLine, space: 0 } },
      spacing: {
        before: twips(gap.ruleMm),
        after: 0,
        line: twips(gap.tableMm),
        lineRule: LineRuleType.EXACT,
      },
      run: { size: 2 },
    }),
  ];
};

const pageNumber = (): Header => {
  const number = { font: typeface.name, size: halfPoints(typeSizePt.pageNumber) };
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ ...number, children: [PageNumber.CURRENT] })],
      }),
    ],
  });
};

const pageProperties = {
  titlePage: true,
  page: {
    size: { width: twips(page.widthMm), height: twips(page.heightMm) },
    margin: {
      top: twips(page.topMm),
      bottom: twips(page.bottomMm),
      left: twips(page.leftMm),
      // Rounded up: a twip less would be under the 15 mm of the decree.
      right: Math.ceil((page.rightMm * 1440) / 25.4),
      header: twips(page.pageNumberMm),
      footer: twips(page.pageNumberMm),
    },
    pageNumbers: { start: 1 },
  },
} as const;

const defaultRun = {
  font: typeface.name,
  size: halfPoints(typeSizePt.title),
  color: '000000',
  language: { value: 'vi-VN', eastAsia: 'vi-VN' },
} as const;

/** The page as a Word document: a true table, official margins, page number from page 2 on. */
export const documentDocx = async (document: ReportDocument): Promise<Uint8Array> => {
  const layout = layOut(document, openTinos());
  const file = new Document({
    title: documentTitle(document),
    creator: document.author,
    lastModifiedBy: document.author,
    compatibility: { version: 15 },
    styles: { default: { document: { run: defaultRun } } },
    sections: [
      {
        properties: pageProperties,
        headers: { first: new Header({ children: [new Paragraph('')] }), default: pageNumber() },
        children: [
          ...headingOf(document, layout),
          docxTable(document, layout),
          // Word wants a paragraph after a table; this one is too small to open a page of its own.
          new Paragraph({
            run: { size: 2 },
            spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT },
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
};
