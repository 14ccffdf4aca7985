import { type CategoryId, categoryNames } from '../domain/categories.ts';
import { cell, mmPerPt, textWidthMm, typeSizePt } from './page.ts';
import { headingPhrases, type Phrases } from './phrases.ts';

export interface Column {
  readonly id: 'order' | 'name' | CategoryId | 'total';
  readonly heading: Phrases;
  readonly widthMm: number;
  /** From the number's last digit to the line at its right; 0 in columns of text. */
  readonly numberRightMm: number;
}

export interface ColumnPlan {
  readonly columns: readonly Column[];
  /** The size of the table's cells in points. */
  readonly cellPt: number;
}

const orderShare = 5.6;
// Per cent of the text width: the five categories, then the grand total.
const numberShares = [9.8, 10, 11.3, 10.5, 9.4, 10] as const;
const ofText = (share: number): number => (share * textWidthMm) / 100;

/** Width of digits and separators in Times New Roman and its equals: a digit is half an em, a dot or comma a quarter. */
const numberWidthMm = (text: string, sizePt: number): number => {
  const separators = text.replace(/\d/g, '').length;
  return ((text.length - separators) * 0.5 + separators * 0.25) * sizePt * mmPerPt;
};

/**
 * Plans the table's columns for the numbers that stand in them. They keep the form's widths and the form's distance to the
 * line; a number too long for that moves nearer to the line, then the table's type shrinks to 11 pt, then the column grows
 * at the cost of the name's column: nothing is ever cut.
 */
export const planColumns = (
  categories: readonly CategoryId[],
  numbersByColumn: readonly (readonly string[])[],
): ColumnPlan => {
  const widestAt = (sizePt: number, column: number): number =>
    Math.max(0, ...(numbersByColumn[column] ?? []).map((text) => numberWidthMm(text, sizePt)));
  const formWidths = numberShares.map(ofText);
  const fits = (sizePt: number): boolean =>
    formWidths.every((width, i) => widestAt(sizePt, i) + 2 * cell.sideMm <= width);
  const cellPt = fits(typeSizePt.tableCell) ? typeSizePt.tableCell : typeSizePt.tableCellSmall;

  const numberColumns = [...categories, 'total' as const].map((id, i): Column => {
    const widest = widestAt(cellPt, i);
    const widthMm = Math.max(formWidths[i] ?? 0, widest + 2 * cell.sideMm);
    return {
      id,
      heading: headingPhrases(id === 'total' ? 'Tổng cộng' : categoryNames[id]),
      widthMm,
      numberRightMm: Math.min(cell.numberRightMm, widthMm - widest - cell.sideMm),
    };
  });
  const orderMm = ofText(orderShare);
  const nameMm = textWidthMm - orderMm - numberColumns.reduce((mm, column) => mm + column.widthMm, 0);
  return {
    columns: [
      { id: 'order', heading: ['STT'], widthMm: orderMm, numberRightMm: 0 },
      { id: 'name', heading: ['Tên đơn vị'], widthMm: nameMm, numberRightMm: 0 },
      ...numberColumns,
    ],
    cellPt,
  };
};
