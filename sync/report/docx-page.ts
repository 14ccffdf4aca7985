import { AlignmentType, Header, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx';
import { halfPoints, twips } from './docx-text.ts';
import { page, typeface, typeSizePt } from './page.ts';

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

/** The official page, its number in the top margin from page 2 on; every section counts its own pages. */
export const docxSection = () => ({
  properties: {
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
  },
  headers: { first: new Header({ children: [new Paragraph('')] }), default: pageNumber() },
});

/** What every document of ours says of itself. */
export const docxAbout = (title: string, author: string) => ({
  title,
  creator: author,
  lastModifiedBy: author,
  compatibility: { version: 15 },
  styles: {
    default: {
      document: {
        run: {
          font: typeface.name,
          size: halfPoints(typeSizePt.title),
          color: '000000',
          language: { value: 'vi-VN', eastAsia: 'vi-VN' },
        },
      },
    },
  },
});

/** Word wants a paragraph after a table; this one is too small to open a page of its own. */
export const afterTable = (keepNext = false): Paragraph =>
  new Paragraph({
    keepNext,
    run: { size: 2 },
    spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT },
  });
