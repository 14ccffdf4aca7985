import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { KioskId } from '../../sync/domain/ids.ts';
import { isReportFormat, renderReport } from '../../sync/report/render.ts';
import { readReference } from '../reference/reference.ts';
import { officialHeadings, printedRows, sampleReport } from './sample.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const data = sampleReport('2024-05', [
  { name: 'Ban Văn hóa, Thể thao', counts: [1, 8604, 0, 0, 0] },
  { name: 'Ban "Một cửa"', counts: [0, 0, 0, 0, 0] },
]);

describe('JSON', () => {
  it('has exactly the fields of the design, in its order', async () => {
    const pending = [{ kiosk: 'k1' as KioskId, entries: null, lastHeardAt: null, more: 'not ours' }];
    const file = decode(await renderReport({ ...data, completeness: 'unknown', pending }, 'json'));
    expect(file.endsWith('}\n')).toBe(true);
    expect(file.split('\n').length).toBeGreaterThan(40);
    const read = JSON.parse(file) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual([
      'period',
      'categories',
      'rows',
      'totals',
      'percent',
      'excluded',
      'late',
      'completeness',
      'pending',
      'fingerprint',
    ]);
    expect(read).toEqual({
      ...data,
      completeness: 'unknown',
      pending: [{ kiosk: 'k1', entries: null, lastHeardAt: null }],
    });
  });
});

describe('CSV', () => {
  it('is UTF-8 with BOM and CRLF, and reads back as the table', async () => {
    const file = decode(await renderReport(data, 'csv'));
    expect(file.startsWith('\ufeffSTT,')).toBe(true);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parse(file, { bom: true })).toEqual([
      officialHeadings,
      ['1', 'Ban Văn hóa, Thể thao', '1', '8604', '0', '0', '0', '8605'],
      ['2', 'Ban "Một cửa"', '0', '0', '0', '0', '0', '0'],
      ['', 'Tổng cộng', '1', '8604', '0', '0', '0', '8605'],
      ['', 'Tỷ lệ %', '0,01', '99,99', '0,00', '0,00', '0,00', '100'],
    ]);
    expect(file).toContain('"0,01"');
  });

  it("holds exactly the numbers and the wording of the centre's own table", async () => {
    const reference = sampleReport(readReference().period.label, readReference().rows);
    const { totals, percent } = readReference();
    const rows: string[][] = parse(decode(await renderReport(reference, 'csv')), { bom: true });
    expect(rows).toEqual([officialHeadings, ...printedRows(reference)]);
    expect(rows.slice(-2)).toEqual([
      ['', 'Tổng cộng', ...totals.counts.map(String), String(totals.total)],
      ['', 'Tỷ lệ %', ...percent],
    ]);
  });

  it('defuses what a spreadsheet would run', async () => {
    const names = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '＝1+1', 'a=1'];
    const report = sampleReport(
      '2024-05',
      names.map((name) => ({ name, counts: [0, 0, 0, 0, 0] })),
    );
    const rows: string[][] = parse(decode(await renderReport(report, 'csv')), { bom: true });
    expect(rows.slice(1, 7).map((row) => row[1])).toEqual([...names.slice(0, 5).map((n) => `'${n}`), 'a=1']);
  });

  it('can separate by semicolons', async () => {
    const file = decode(await renderReport(data, 'csv', { csvSeparator: ';' }));
    expect(parse(file, { bom: true, delimiter: ';' })[1]?.[1]).toBe('Ban Văn hóa, Thể thao');
  });
});

describe('HTML', () => {
  it('shows markup in a name as text, and reaches for nothing outside', async () => {
    const name = `<script>alert(1)</script>&"'`;
    const report = sampleReport('2024-05', [{ name, counts: [0, 0, 0, 0, 0] }]);
    const file = decode(await renderReport(report, 'html', { issuingBody: '<b>x</b>' }));
    expect(file).not.toContain('<script');
    expect(file).not.toContain('<b>');
    expect(file).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;');
    expect(file).not.toMatch(/https?:|src=|href=/);
    expect(file).toContain("default-src 'none'");
  });
});

describe('formats', () => {
  it('are known by name only', () => {
    expect(['json', 'csv', 'html', 'toString', '', undefined].map(isReportFormat)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
