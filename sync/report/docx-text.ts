import { AlignmentType, LineRuleType, Paragraph, TextRun } from 'docx';
import type { Line } from './lines.ts';
import { typeface } from './page.ts';
import type { TinosStyle } from './tinos.ts';

/** Word's unit of length: a twentieth of a point. */
export const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
/** Word's unit of type size. */
export const halfPoints = (pt: number): number => pt * 2;

export interface DocxText {
  readonly sizePt: number;
  readonly style: TinosStyle;
  readonly lineHeightPt: number;
  /** Of the place the text stands in. */
  readonly widthMm: number;
  readonly align: 'left' | 'center' | 'right' | 'justify';
  readonly beforeMm?: number;
  readonly afterMm?: number;
  readonly firstLineMm?: number;
  readonly keepNext?: boolean;
}

/**
 * A text as runs. Word breaks a line at any space; where the form breaks before "và", the space is set so wide that what
 * follows cannot stay on the line. The characters stay those of the name: no line break, no no-break space, found by any
 * search. Each run names its typeface, so that the annex keeps it when it is pasted into a report with other defaults.
 */
const runsOf = (lines: readonly Line[], { sizePt, style, widthMm }: DocxText): TextRun[] => {
  const looks = {
    font: typeface.name,
    size: halfPoints(sizePt),
    ...(style === 'bold' ? { bold: true } : {}),
    ...(style === 'italic' ? { italics: true } : {}),
  };
  return lines.flatMap((line) => [
    new TextRun({ ...looks, text: line.text }),
    ...(line.glue === ' ' ? [new TextRun({ ...looks, text: ' ', characterSpacing: twips(widthMm) })] : []),
  ]);
};

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const;

/** One paragraph, its lines ended where the layout ends them. */
export const docxParagraph = (lines: readonly Line[], text: DocxText): Paragraph =>
  new Paragraph({
    alignment: alignments[text.align],
    ...(text.firstLineMm ? { indent: { firstLine: twips(text.firstLineMm) } } : {}),
    ...(text.keepNext ? { keepNext: true } : {}),
    spacing: {
      before: twips(text.beforeMm ?? 0),
      after: twips(text.afterMm ?? 0),
      line: Math.round(text.lineHeightPt * 20),
      // Exact, so that a machine without this typeface, whose stand-in is taller, still keeps the table on its page.
      lineRule: LineRuleType.EXACT,
    },
    children: runsOf(lines, text),
  });
