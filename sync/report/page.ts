/** The page of Nghị định 30/2020, Phụ lục I: A4 portrait. Lengths in millimetres, type in points. */
export const page = {
  widthMm: 210,
  heightMm: 297,
  topMm: 20,
  bottomMm: 20,
  leftMm: 30,
  rightMm: 15,
  /** From the paper's upper edge to the page number, which stands in the top margin from page 2 on. */
  pageNumberMm: 10,
} as const;

export const textWidthMm = page.widthMm - page.leftMm - page.rightMm;

/** The typeface the decree names; Tinos has the same widths and is what a file carries where it carries its fonts. */
export const typeface = { name: 'Times New Roman', embedded: 'Tinos' } as const;

export const typeSizePt = {
  annex: 14,
  title: 13,
  reference: 13,
  tableHead: 11,
  tableCell: 12,
  /** Used where a number would not fit its column; the decree allows 11 to 13 in a table. */
  tableCellSmall: 11,
  pageNumber: 13,
} as const;

/** Distance between baselines in points; Vietnamese capitals carry two marks and need more than single spacing. */
export const lineHeightPt = { annex: 18, title: 16.5, tableHead: 13, tableCell: 14.2 } as const;

/** Inner distances of the table. */
export const cell = {
  nameLeftMm: 1.5,
  sideMm: 0.8,
  /** From a number's last digit to the line at its right. */
  numberRightMm: 3.6,
  topBottomMm: 0.9,
  linePt: 0.75,
} as const;

/** Between the blocks above the table. */
export const gap = { referenceMm: 1.5, ruleMm: 1.5, tableMm: 6 } as const;
/** The short rule under the heading, as samples 2.1 and 2.2 of the decree have it. */
export const ruleWidthMm = 40;

export const mmPerPt = 25.4 / 72;
