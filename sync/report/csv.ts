/** What a spreadsheet may read as the start of a formula, in plain and in full-width form (OWASP, CSV injection). */
const startsFormula = /^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** The text of a cell that `csvText` wrote, without the apostrophe that defuses a formula. */
export const plainCell = (cell: string): string =>
  cell.startsWith("'") && startsFormula.test(cell.slice(1)) ? cell.slice(1) : cell;

export type CsvCell = string | number;

const cellText = (cell: CsvCell, separator: string): string => {
  // A number of ours is a number: only text can carry a formula.
  if (typeof cell === 'number') return String(cell);
  const text = startsFormula.test(cell) ? `'${cell}` : cell;
  const needsQuotes = text.includes(separator) || /["\r\n,;]|^\s|\s$/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * RFC 4180 with CRLF after every row, and a BOM, without which Excel reads Vietnamese as Windows-1252. Decimals come as text
 * with their comma (`"12,50"`), whole numbers without a thousands dot, which a spreadsheet might take for a decimal point.
 */
export const csvText = (rows: readonly (readonly CsvCell[])[], separator: ',' | ';' = ','): string =>
  `\ufeff${rows.map((row) => `${row.map((cell) => cellText(cell, separator)).join(separator)}\r\n`).join('')}`;
