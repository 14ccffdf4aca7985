import { CsvError, parse } from 'csv-parse/sync';

export type SheetRows =
  | { readonly ok: true; readonly rows: readonly (readonly unknown[])[] }
  | { readonly ok: false; readonly reason: 'sheet/not-a-table' | 'sheet/too-large' };

/** More than any centre's list needs; DEFLATE unpacks at most a thousandfold, so even a hostile file fits in memory. */
export const largestSheetBytes = 256_000;

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The rows of an uploaded file: the first sheet of an XLSX, or a CSV with commas, semicolons or tabs. */
export const readSheetRows = async (bytes: Uint8Array): Promise<SheetRows> => {
  if (bytes.length > largestSheetBytes) return { ok: false, reason: 'sheet/too-large' };
  if (isZip(bytes)) {
    const { readXlsx } = await import('hucre/xlsx');
    try {
      const workbook = await readXlsx(bytes, { maxRows: 5_000 });
      const rows = workbook.sheets[0]?.rows;
      return rows ? { ok: true, rows } : { ok: false, reason: 'sheet/not-a-table' };
    } catch {
      // Damaged bytes fail anywhere in the reader, as errors of many kinds; to the person they are one answer.
      return { ok: false, reason: 'sheet/not-a-table' };
    }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const delimiter = [',', ';', '\t'];
    return { ok: true, rows: parse(text, { bom: true, delimiter, relax_column_count: true }) };
  } catch (error) {
    if (error instanceof CsvError || error instanceof TypeError)
      return { ok: false, reason: 'sheet/not-a-table' };
    throw error;
  }
};
