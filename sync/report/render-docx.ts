import { Document, LineRuleType, Packer, Paragraph } from 'docx';
import { documentTitle, type ReportDocument } from './document.ts';
import { afterTable, docxAbout, docxSection } from './docx-page.ts';
import { docxLine, docxTable } from './docx-table.ts';
import { docxParagraph, twips } from './docx-text.ts';
import { layOut, type PageLayout } from './layout.ts';
import { gap, lineHeightPt, ruleWidthMm, textWidthMm, typeSizePt } from './page.ts';
import { annexTable, oneLine } from './printed-table.ts';
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

/** The page as a Word document: a true table, official margins, page number from page 2 on. */
export const documentDocx = async (document: ReportDocument): Promise<Uint8Array> => {
  const layout = layOut(document, openTinos());
  const file = new Document({
    ...docxAbout(documentTitle(document), document.author),
    sections: [
      {
        ...docxSection(),
        children: [...headingOf(document, layout), docxTable(annexTable(document, layout)), afterTable()],
      },
    ],
  });
  return Packer.toBuffer(file);
};
