import { describe, expect, it } from 'vitest';
import { renderReport } from '../../sync/report/render.ts';
import { manyDepartments, officialHeadings, printedRows, sampleReport } from './sample.ts';
import { unescapeXml, unzipText } from './zip.ts';

const all = (xml: string, pattern: RegExp): readonly string[] =>
  [...xml.matchAll(pattern)].map((match) => match[1] ?? '');

describe('DOCX, the XML itself', async () => {
  const data = manyDepartments(20);
  const parts = unzipText(await renderReport(data, 'docx'));
  const xml = parts.get('word/document.xml') ?? '';
  const rows = all(xml, /<w:tr>(.*?)<\/w:tr>/gs);

  it('has A4 and the margins of the decree in twentieths of a point', () => {
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/);
  });

  it('is one true table whose heading repeats and whose rows stay whole', () => {
    expect(all(xml, /(<w:tbl>)/g)).toHaveLength(1);
    expect(rows).toHaveLength(23);
    expect(rows.filter((row) => row.includes('<w:tblHeader/>'))).toEqual([rows[0]]);
    expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true);
    expect(all(xml, /<w:gridCol w:w="(\d+)"/g).reduce((sum, width) => sum + Number(width), 0)).toBe(9354);
  });

  it('writes every name in its own characters, lines broken by width alone', () => {
    const cells = rows.map((row) =>
      all(row, /<w:tc>(.*?)<\/w:tc>/gs).map((cell) =>
        unescapeXml(all(cell, /<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs).join('')),
      ),
    );
    expect(cells).toEqual([officialHeadings, ...printedRows(data)]);
    expect(xml).not.toMatch(/<w:br|<w:cr|\u00a0/);
  });

  it('is set in Times New Roman, black, in the sizes of the decree', () => {
    expect(new Set(all(xml, /w:ascii="([^"]*)"/g))).toEqual(new Set(['Times New Roman']));
    const runs = all(xml, /<w:r>(.*?)<\/w:r>/gs);
    expect(runs.length).toBeGreaterThan(100);
    expect(runs.every((run) => run.includes('w:ascii="Times New Roman"'))).toBe(true);
    expect(new Set(runs.map((run) => /<w:sz w:val="(\d+)"/.exec(run)?.[1]))).toEqual(
      new Set(['28', '26', '22', '24']),
    );
    const [headRow, ...bodyRows] = rows;
    expect(new Set(all(headRow ?? '', /<w:sz w:val="(\d+)"/g))).toEqual(new Set(['22']));
    expect(all(headRow ?? '', /(<w:b\/>)/g).length).toBeGreaterThanOrEqual(8);
    expect(new Set(all(bodyRows.join(''), /<w:sz w:val="(\d+)"/g))).toEqual(new Set(['24']));
    expect(all(bodyRows.at(-2) ?? '', /(<w:b\/>)/g)).toHaveLength(7);
    expect(all(bodyRows.at(-1) ?? '', /(<w:i\/>)/g)).toHaveLength(7);
    expect(parts.get('word/styles.xml')).toMatch(/w:docDefaults.*Times New Roman/s);
  });

  it('numbers pages from the second on, in the top margin', () => {
    expect(xml).toContain('<w:titlePg/>');
    const headers = [...parts].filter(([name]) => /word\/header\d/.test(name)).map(([, text]) => text);
    expect(headers.filter((header) => header.includes('PAGE'))).toHaveLength(1);
    expect(headers.find((header) => header.includes('PAGE'))).toMatch(
      /w:jc w:val="center".*w:sz w:val="26"/s,
    );
  });

  it('shows markup in a name as text', async () => {
    const name = '<w:p/> & "x" ]]>';
    const report = sampleReport('2024-05', [{ name, counts: [0, 0, 0, 0, 0] }]);
    const evil = unzipText(await renderReport(report, 'docx')).get('word/document.xml') ?? '';
    expect(unescapeXml(all(evil, /<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs).join(''))).toContain(name);
  });
});

describe('XLSX, the XML itself', async () => {
  const data = sampleReport('2024-05', [
    { name: '=1+1', counts: [8605, 0, 0, 0, 1] },
    { name: 'Ban B', counts: [0, 0, 0, 0, 0] },
  ]);
  const parts = unzipText(await renderReport(data, 'xlsx'));
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
  const strings = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>(.*?)<\/si>/gs).map((si) =>
    unescapeXml(all(si, /<t(?: [^>]*)?>(.*?)<\/t>/gs).join('')),
  );
  const cellOf = (at: string): { readonly type: string | undefined; readonly value: string | undefined } => {
    const found = new RegExp(`<c r="${at}"([^>]*)>(?:<v>(.*?)</v>)?`).exec(sheet);
    return { type: /t="(\w+)"/.exec(found?.[1] ?? '')?.[1], value: found?.[2] };
  };

  it('has numbers as numbers and text as text, never a formula', () => {
    expect(cellOf('C8')).toEqual({ type: undefined, value: '8605' });
    expect(cellOf('H10')).toEqual({ type: undefined, value: '8606' });
    expect(cellOf('C11')).toEqual({ type: undefined, value: '99.99' });
    expect(cellOf('H11')).toEqual({ type: undefined, value: '100' });
    const name = cellOf('B8');
    expect(name.type).toBe('s');
    expect(strings[Number(name.value)]).toBe('=1+1');
    expect(sheet).not.toContain('<f>');
    expect(strings.filter((text) => /[\r\n\u00a0]/.test(text))).toEqual([]);
  });

  it('prints its area on A4, one page wide, with the heading repeated', () => {
    const workbook = parts.get('xl/workbook.xml') ?? '';
    expect(workbook).toContain(`localSheetId="0">'Phụ lục II'!$A$1:$H$11<`);
    expect(workbook).toContain(`localSheetId="0">'Phụ lục II'!$7:$7<`);
    expect(sheet).toMatch(/<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/);
    const margins = /<pageMargins left="([\d.]+)" right="([\d.]+)" top="([\d.]+)" bottom="([\d.]+)"/.exec(
      sheet,
    );
    expect(margins?.slice(1).map((inches) => Number((Number(inches) * 25.4).toFixed(2)))).toEqual([
      30, 15, 20, 20,
    ]);
    expect(sheet).toContain('differentFirst="1"');
  });

  it('writes numbers the Vietnamese way, in Times New Roman', () => {
    const styles = parts.get('xl/styles.xml') ?? '';
    expect(all(styles, /formatCode="([^"]*)"/g)).toEqual(['[$-42A]#,##0', '[$-42A]0.00']);
    expect(new Set(all(styles, /<name val="([^"]*)"/g))).toEqual(new Set(['Times New Roman']));
  });
});
