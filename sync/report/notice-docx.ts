import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import { afterTable, docxAbout, docxSection } from './docx-page.ts';
import { columnTwips, docxLine, docxTable } from './docx-table.ts';
import { type DocxText, docxParagraph, twips } from './docx-text.ts';
import type { Line } from './lines.ts';
import { motto, type NoticeDocument, type NoticesDocument, noticeTable } from './notice-document.ts';
import { layOutNotice, type NoticeLayout, noticeGap, noticeHeadMm, noticePt } from './notice-page.ts';
import { lineHeightPt, textWidthMm } from './page.ts';
import { oneLine } from './printed-table.ts';
import { type MeasureAt, openTinos } from './tinos.ts';

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none };
const noMargins = { marginUnitType: WidthType.DXA, top: 0, bottom: 0, left: 0, right: 0 };

type Look = Pick<DocxText, 'style' | 'sizePt'> & Partial<DocxText>;

const paragraph = (lines: readonly Line[], widthMm: number, look: Look): Paragraph =>
  docxParagraph(lines, { align: 'center', lineHeightPt: lineHeightPt.title, widthMm, ...look });

/** A line of a certain length in the middle of its column: the upper edge of an empty paragraph. */
const rule = (columnMm: number, lengthMm: number): Paragraph => {
  const side = twips((columnMm - lengthMm) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    border: { top: { ...docxLine, space: 0 } },
    spacing: { before: 40, after: 0, line: twips(noticeGap.betweenMm), lineRule: LineRuleType.EXACT },
    run: { size: 2 },
  });
};

/** Two columns side by side, without lines. */
const sideBySide = (widthsMm: readonly number[], columns: readonly (readonly Paragraph[])[]): Table => {
  const widths = columnTwips(widthsMm);
  return new Table({
    alignment: AlignmentType.CENTER,
    layout: TableLayoutType.FIXED,
    width: { size: twips(textWidthMm), type: WidthType.DXA },
    columnWidths: widths,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows: [
      new TableRow({
        cantSplit: true,
        children: columns.map(
          (children, i) =>
            new TableCell({
              children: children.length > 0 ? children : [new Paragraph('')],
              width: { size: widths[i] ?? 0, type: WidthType.DXA },
              margins: noMargins,
              borders: noBorders,
            }),
        ),
      }),
    ],
  });
};

const headOf = (layout: NoticeLayout): Table => {
  const { issuer, state } = noticeHeadMm;
  const issuing = [
    ...(layout.parent.length > 0
      ? [paragraph(layout.parent, issuer, { style: 'regular', sizePt: noticePt.head })]
      : []),
    ...(layout.issuing.length > 0
      ? [
          paragraph(layout.issuing, issuer, { style: 'bold', sizePt: noticePt.head }),
          rule(issuer, layout.rulesMm.issuing),
        ]
      : []),
  ];
  return sideBySide(
    [issuer, state],
    [
      issuing,
      [
        paragraph(oneLine(motto.state), state, { style: 'bold', sizePt: noticePt.head }),
        paragraph(oneLine(motto.words), state, { style: 'bold', sizePt: noticePt.motto }),
        rule(state, layout.rulesMm.motto),
        paragraph(layout.placeAndDate, state, { style: 'italic', sizePt: noticePt.motto }),
      ],
    ],
  );
};

const signerOf = (layout: NoticeLayout): Table => {
  const half = textWidthMm / 2;
  const bold = { style: 'bold', sizePt: noticePt.text } as const;
  const name = { ...bold, beforeMm: noticeGap.signatureMm };
  return sideBySide(
    [half, half],
    [[], [paragraph(layout.position, half, bold), paragraph(layout.name, half, name)]],
  );
};

const childrenOf = (notice: NoticeDocument, measure: MeasureAt): FileChild[] => {
  const layout = layOutNotice(notice, measure);
  const text = { style: 'regular', sizePt: noticePt.text, keepNext: true } as const;
  const { beforeTitleMm, betweenMm, paragraphMm, firstLineMm, beforeSignerMm } = noticeGap;
  return [
    headOf(layout),
    paragraph(layout.title, textWidthMm, { ...text, style: 'bold', beforeMm: beforeTitleMm }),
    paragraph(layout.recipient, textWidthMm, { ...text, beforeMm: betweenMm }),
    // One run: Word breaks and justifies a paragraph by itself.
    paragraph(oneLine(notice.body.join(' ')), textWidthMm, {
      ...text,
      align: 'justify',
      firstLineMm,
      beforeMm: paragraphMm,
      afterMm: paragraphMm,
    }),
    docxTable(noticeTable(notice, measure), notice.signer !== null),
    ...(notice.signer
      ? [
          paragraph([], textWidthMm, { ...text, lineHeightPt: (beforeSignerMm * 72) / 25.4 }),
          signerOf(layout),
        ]
      : []),
    afterTable(),
  ];
};

/** The departments' pages in one Word document, a section each, so that every department's pages count from 1. */
export const noticesDocx = async ({
  title,
  author,
  notices,
  none: nothing,
}: NoticesDocument): Promise<Uint8Array> => {
  const measure = openTinos();
  const parts: FileChild[][] =
    notices.length > 0
      ? notices.map((notice) => childrenOf(notice, measure))
      : [
          [
            paragraph(oneLine(nothing), textWidthMm, {
              style: 'regular',
              sizePt: noticePt.text,
              align: 'left',
            }),
          ],
        ];
  const file = new Document({
    ...docxAbout(title, author),
    sections: parts.map((children) => ({ ...docxSection(), children })),
  });
  return Packer.toBuffer(file);
};
