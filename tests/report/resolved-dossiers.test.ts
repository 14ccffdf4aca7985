import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { DepartmentId } from '../../sync/domain/ids.ts';
import { parseResolvedDossiers, responseRates } from '../../sync/report/resolved-dossiers.ts';
import { largestSheetBytes, readSheetRows } from '../../sync/report/sheet-rows.ts';
import { sampleReport } from './sample.ts';

const { rows } = sampleReport('2024-05', [
  { id: 'a', name: 'Sở A', counts: [10, 0, 0, 0, 0] },
  { id: 'b', name: 'Sở B', counts: [0, 0, 0, 0, 3] },
  { id: 'c', name: 'Sở C', counts: [0, 0, 0, 0, 0] },
]);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (file: Uint8Array) => {
  const sheet = await readSheetRows(file);
  return sheet.ok ? parseResolvedDossiers(sheet.rows, rows) : sheet;
};

describe('resolved dossiers', () => {
  it.each([
    ['commas, ids', 'id,resolved\na,1600\nb,7\n'],
    [
      'BOM, semicolons, names, thousands',
      '\ufeffTên đơn vị;Đã giải quyết\r\nSở A;1.600\r\nsở b;7\r\nTổng cộng;1.607\r\n',
    ],
    ['tabs, an empty line', 'STT\tTên đơn vị\tĐã giải quyết\n1\tSở A\t1600\n\t\t\n2\tSở B\t7'],
  ])('are read from CSV: %s', async (_, text) => {
    expect(await read(bytes(text))).toEqual({
      ok: true,
      resolved: new Map([
        ['a', 1600],
        ['b', 7],
      ]),
    });
  });

  it('are read from XLSX', async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: 'x',
          rows: [
            ['Tên đơn vị', 'Đã giải quyết'],
            ['Sở A'.normalize('NFD'), 1600],
          ],
        },
      ],
    });
    expect(await read(file)).toEqual({ ok: true, resolved: new Map([['a', 1600]]) });
  });

  it.each([
    ['no columns', 'x,y\n1,2', { line: 1, reason: 'dossiers/no-columns' }],
    ['a foreign department', 'id,resolved\na,1\nzz,2', { line: 3, reason: 'dossiers/unknown-department' }],
    ['no count', 'id,resolved\na,1.60', { line: 2, reason: 'dossiers/not-a-count' }],
    ['a formula', 'id,resolved\na,=1+1', { line: 2, reason: 'dossiers/not-a-count' }],
    ['a department twice', 'id,resolved\na,1\nSở A,1', { line: 3, reason: 'dossiers/twice' }],
  ])('are refused with the line: %s', async (_, text, refusal) => {
    expect(await read(bytes(text))).toEqual({ ok: false, ...refusal });
  });

  it.each([
    ['a broken XLSX', bytes('PK\u0003\u0004 nothing'), 'sheet/not-a-table'],
    ['Windows-1252', Uint8Array.of(0xff, 0xfe, 0x41), 'sheet/not-a-table'],
    ['an open quote', bytes('a,"b'), 'sheet/not-a-table'],
    ['too large a file', new Uint8Array(largestSheetBytes + 1), 'sheet/too-large'],
  ])('are refused as a file: %s', async (_, file, reason) => {
    expect(await readSheetRows(file)).toEqual({ ok: false, reason });
  });

  it('give a response rate per department', () => {
    const resolved = new Map([
      ['a' as DepartmentId, 1600],
      ['b' as DepartmentId, 0],
    ]);
    expect(responseRates(rows, resolved).map((rate) => [rate.id, rate.resolved, rate.per100])).toEqual([
      ['a', 1600, '0,63'],
      ['b', 0, null],
      ['c', null, null],
    ]);
  });
});
