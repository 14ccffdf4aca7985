import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportData } from '../../sync/report/data.ts';
import { renderReport } from '../../sync/report/render.ts';
import { readReference } from '../reference/reference.ts';
import { needs } from '../support/needs.ts';
import { htmlRows, type Office, openOffice } from './office.ts';
import { type PdfFacts, readPdf, readTaggedTable } from './pdf.ts';
import { manyDepartments, officialHeadings, printedRows, sampleReport } from './sample.ts';

const settings = { issuingBody: 'Trung tâm Phục vụ hành chính công', reportSign: 'TTHC' };
const subjects: Readonly<Record<string, () => ReportData>> = {
  seventeen: () => manyDepartments(17),
  sixty: () => manyDepartments(60),
  reference: () => sampleReport(readReference().period.label, readReference().rows),
};

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isFullPage = (facts: PdfFacts): void => {
  expect(facts.pageSize).toMatch(/^59[45](\.\d+)? x 84[12](\.\d+)? pts/);
  expect(facts.fonts.length).toBeGreaterThanOrEqual(3);
  for (const font of facts.fonts) {
    expect(font.name).toMatch(/^[A-Z]{6}\+Tinos-(Regular|Bold|Italic)$/);
    expect(font.isEmbedded).toBe(true);
  }
  facts.words.forEach((words, page) => {
    for (const word of words) {
      const isPageNumber = page > 0 && word.topMm < 17;
      expect(word.leftMm).toBeGreaterThanOrEqual(29.9);
      expect(word.rightMm).toBeLessThanOrEqual(195.1);
      expect(word.bottomMm).toBeLessThanOrEqual(277.1);
      if (isPageNumber) expect(word.text).toBe(String(page + 1));
      else expect(word.topMm).toBeGreaterThanOrEqual(19.5);
    }
  });
};

needs('soffice', 'pdftotext')('the document, read back by LibreOffice and poppler', () => {
  let office: Office;
  beforeAll(async () => {
    office = openOffice();
    for (const [name, data] of Object.entries(subjects))
      for (const format of ['docx', 'xlsx', 'pdf'] as const)
        office.write(`${name}-${format}.${format}`, await renderReport(data(), format, settings));
    const names = Object.keys(subjects);
    office.convert(
      names.flatMap((name) => [`${name}-docx.docx`, `${name}-xlsx.xlsx`]),
      'pdf',
    );
    office.convert(
      names.map((name) => `${name}-docx.docx`),
      'html',
    );
    office.convert(
      names.map((name) => `${name}-xlsx.xlsx`),
      'csv',
    );
  }, 300_000);
  afterAll(() => office.close());

  describe.each(Object.keys(subjects))('%s', (name) => {
    const data = subjects[name]?.() ?? manyDepartments(1);
    const wanted = [officialHeadings, ...printedRows(data)];

    it('holds exactly the numbers and the wording in DOCX', () => {
      expect(htmlRows(office.read(`html/${name}-docx.html`))).toEqual(wanted);
    });

    it('holds exactly the numbers and the wording in XLSX, shown as Vietnam writes them', () => {
      const rows: string[][] = parse(office.read(`csv/${name}-xlsx.csv`), { bom: true });
      const head = rows.findIndex((row) => row[0] === 'STT');
      expect(rows.slice(head)).toEqual(wanted);
      expect(squeeze(rows.slice(0, head).flat().join(' '))).toBe(
        `Phụ lục II THỐNG KÊ SỐ HỒ SƠ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG VÀ Ý KIẾN GÓP Ý CỦA TỔ CHỨC, CÁ NHÂN ${
          name === 'reference'
            ? 'THÁNG 02 NĂM 2021 (TỪ 16/01/2021 ĐẾN 15/02/2021)'
            : 'THÁNG 5 NĂM 2024 (TỪ 16/4/2024 ĐẾN 15/5/2024)'
        } (Kèm theo Báo cáo số ……/BC-TTHC ngày …… tháng …… năm …… của Trung tâm Phục vụ hành chính công)`,
      );
    });

    it('holds exactly the numbers and the wording in PDF, told cell by cell', () => {
      expect(readTaggedTable(`${office.dir}/${name}-pdf.pdf`)).toEqual(wanted);
    });

    it.each([
      ['docx', (n: string) => `pdf/${n}-docx.pdf`],
      ['xlsx', (n: string) => `pdf/${n}-xlsx.pdf`],
      ['pdf', (n: string) => `${n}-pdf.pdf`],
    ])('prints on A4 within the margins, in Tinos, as %s', (format, path) => {
      const facts = readPdf(`${office.dir}/${path(name)}`);
      isFullPage(facts);
      if (name === 'sixty') expect(facts.pages.length).toBeGreaterThan(1);
      else expect(facts.pages).toHaveLength(1);
      // The heading on every page, the number from page 2 on, the totals at the end and not alone.
      expect(facts.pages.every((page) => /STT/.test(page))).toBe(true);
      expect(facts.pages.map((page) => page.trim().split('\n')[0]?.trim())).toEqual([
        'Phụ lục II',
        ...facts.pages.slice(1).map((_, i) => String(i + 2)),
      ]);
      if (format !== 'xlsx')
        expect(squeeze(facts.pages.at(-1) ?? '')).toMatch(
          new RegExp(`${data.rows.length} .*Tổng cộng .*Tỷ lệ % .* 100$`),
        );
      const sizeOf = (text: string): number | undefined => facts.sizes.get(text);
      expect(sizeOf('Phụ lục II')).toBe(14);
      expect(sizeOf('Tỷ lệ %')).toBe(12);
      expect(sizeOf('STT')).toBe(11);
    });
  });
});
