import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { drawReport } from '../../sync/centre/commands/report-asked.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { readReference, referenceDepartments, referencePresses } from '../reference/reference.ts';
import { readTaggedTable } from '../report/pdf.ts';
import { officialHeadings } from '../report/sample.ts';
import { unescapeXml, unzipText } from '../report/zip.ts';
import { reportOf, run } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const utf8 = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);

/** The table as the real report prints it: nothing here goes through the project's own wording or arithmetic. */
const printed = (): readonly (readonly string[])[] => {
  const { rows, totals, percent } = readReference();
  return [
    officialHeadings,
    ...rows.map(({ order, name, counts, total }) => [order, name, ...counts, total].map(String)),
    ['', 'Tổng cộng', ...[...totals.counts, totals.total].map(String)],
    ['', 'Tỷ lệ %', ...percent],
  ];
};

const docxRows = (file: Uint8Array): readonly (readonly string[])[] =>
  all(unzipText(file).get('word/document.xml') ?? '', /<w:tr>(.*?)<\/w:tr>/gs).map((row) =>
    all(row, /<w:tc>(.*?)<\/w:tc>/gs).map((cell) =>
      unescapeXml(all(cell, /<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs).join('')),
    ),
  );

const htmlRows = (html: string): readonly (readonly string[])[] =>
  all(html, /<tr[^>]*>(.*?)<\/tr>/gs).map((row) =>
    all(row, /<t[hd][^>]*>(.*?)<\/t[hd]>/gs).map((cell) => unescapeXml(cell.replace(/<[^>]+>/g, ''))),
  );

/** Cells by their value: numbers as they count, text as it stands. */
const xlsxRows = (file: Uint8Array): readonly (readonly (string | number)[])[] => {
  const parts = unzipText(file);
  const strings = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>(.*?)<\/si>/gs).map((si) =>
    unescapeXml(all(si, /<t(?: [^>]*)?>(.*?)<\/t>/gs).join('')),
  );
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  return all(sheet, /<row [^>]*>(.*?)<\/row>/gs).map((row) =>
    [...row.matchAll(/<c r="[^"]+"([^>]*?)(?:\/>|>(?:<v>(.*?)<\/v>)?<\/c>)/gs)].map(
      ([, kind = '', value]) => {
        if (value === undefined) return '';
        return kind.includes('t="s"') ? (strings[Number(value)] ?? '') : Number(value);
      },
    ),
  );
};

needs('pdftotext')('the month of the real report', () => {
  it('comes out of its presses in every format, number for number and word for word', async () => {
    const data = join(temporaryFolder(), 'data');
    const words = [referencePresses, '--departments', referenceDepartments, '--data', data];
    expect(await run('replay', ...words)).toMatchObject({ code: 0, stderr: '' });
    expect(await reportOf(data, '2021-02')).toMatchObject({ ...readReference(), completeness: 'complete' });
    expect(await run('verify', '--data', data)).toMatchObject({ code: 0 });

    const draw = async (...more: string[]): Promise<Uint8Array> => {
      const asked = ['--data', data, '--period', '2021-02', ...more];
      const { bytes } = await drawReport(asked, Date.now() as Instant);
      return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    };
    const wanted = printed();
    expect(parse(utf8(await draw('--format', 'csv')), { bom: true })).toEqual(wanted);
    expect(htmlRows(utf8(await draw('--format', 'html')))).toEqual(wanted);
    expect(docxRows(await draw('--format', 'docx'))).toEqual(wanted);
    const pdf = join(data, 'phu-luc-ii.pdf');
    writeFileSync(pdf, await draw('--format', 'pdf'));
    expect(readTaggedTable(pdf)).toEqual(wanted);
    const sheet = xlsxRows(await draw('--format', 'xlsx'));
    const asNumbers = wanted.map((row, i) =>
      row.map((cell, k) => (i === 0 || k === 1 || cell === '' ? cell : Number(cell.replace(',', '.')))),
    );
    expect(sheet.slice(-asNumbers.length)).toEqual(asNumbers);
    expect(utf8(await draw('--about', 'sentence', '--dossiers', '7718'))).toBe(
      'Có 660 ý kiến đánh giá của tổ chức, cá nhân đến giao dịch tại Trung tâm thông qua máy đánh giá mức độ hài lòng (chiếm 8,55\u00a0% hồ sơ đã giải quyết); kết quả có 100\u00a0% ý kiến hài lòng với dịch vụ và thái độ phục vụ của nhân viên tại Trung tâm (Đính kèm Phụ lục II).\n',
    );
  }, 180_000);
});
