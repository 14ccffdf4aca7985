import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportDay } from '../../sync/domain/period.ts';
import { reportDocument } from '../../sync/report/document.ts';
import { textWidthMm } from '../../sync/report/page.ts';
import { headingPhrases, namePhrases } from '../../sync/report/phrases.ts';
import { formatCount, formatDay } from '../../sync/report/wording.ts';
import { officialHeadings, sampleReport } from './sample.ts';

const small = sampleReport('2024-01', [{ name: 'Ban A', counts: [1, 2, 0, 0, 0] }]);
const text = (phrases: readonly string[]): string => phrases.join(' ');

describe('the document model', () => {
  it('titles the month as the decree writes dates', () => {
    expect(reportDocument(small).title.map(text)).toEqual([
      'THỐNG KÊ SỐ HỒ SƠ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG VÀ Ý KIẾN GÓP Ý CỦA TỔ CHỨC, CÁ NHÂN',
      'THÁNG 01 NĂM 2024 (TỪ 16/12/2023 ĐẾN 15/01/2024)',
    ]);
    const march = sampleReport('2024-03', []);
    expect(reportDocument(march).title.map(text)[1]).toBe('THÁNG 3 NĂM 2024 (TỪ 16/02/2024 ĐẾN 15/3/2024)');
    expect(formatDay('2024-11-05' as ReportDay)).toBe('05/11/2024');
  });

  it('leaves blank what is not set, and prints what is', () => {
    expect(text(reportDocument(small).reference)).toBe(
      '(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm …… của ……)',
    );
    const settings = {
      annexTitle: 'PHỤ LỤC II',
      reportNumber: '07',
      reportSign: 'ABC',
      reportDate: '2024-02-05' as ReportDay,
      issuingBody: 'Trung tâm X',
    } as const;
    const document = reportDocument(small, settings);
    expect(document.annexTitle).toBe('PHỤ LỤC II');
    expect(text(document.reference)).toBe(
      '(Kèm theo Báo cáo số 07/BC-ABC ngày 05 tháng 02 năm 2024 của Trung tâm X)',
    );
    expect(reportDocument(small).annexTitle).toBe('Phụ lục II');
  });

  it('keeps the stored order, prints zero rows, and closes with total and percent', () => {
    const document = reportDocument(
      sampleReport('2024-05', [
        { name: 'Zeta', counts: [0, 0, 0, 0, 0] },
        { name: 'Alpha', counts: [1000, 0, 0, 0, 1] },
      ]),
    );
    expect(document.rows.map((row) => [row.order, text(row.name), ...row.cells.map((c) => c.text)])).toEqual([
      ['1', 'Zeta', '0', '0', '0', '0', '0', '0'],
      ['2', 'Alpha', '1.000', '0', '0', '0', '1', '1.001'],
      ['', 'Tổng cộng', '1.000', '0', '0', '0', '1', '1.001'],
      ['', 'Tỷ lệ %', '99,90', '0,00', '0,00', '0,00', '0,10', '100'],
    ]);
    expect(document.columns.map((column) => text(column.heading))).toEqual(officialHeadings);
  });

  it('gives 0,00 for a month without a rating', () => {
    const document = reportDocument(sampleReport('2024-05', [{ name: 'A', counts: [0, 0, 0, 0, 0] }]));
    expect(document.rows.at(-1)?.cells.map((cell) => cell.text)).toEqual([
      '0,00',
      '0,00',
      '0,00',
      '0,00',
      '0,00',
      '100',
    ]);
  });

  it('uses the widths of the form, and gives way only to numbers that would be cut', () => {
    const shares = reportDocument(small).columns.map((c) =>
      Number(((c.widthMm * 100) / textWidthMm).toFixed(1)),
    );
    expect(shares).toEqual([5.6, 33.4, 9.8, 10, 11.3, 10.5, 9.4, 10]);
    expect(reportDocument(small).cellPt).toBe(12);
    expect(
      reportDocument(small)
        .columns.slice(2)
        .every((c) => c.numberRightMm === 3.6),
    ).toBe(true);

    const large = reportDocument(
      sampleReport('2024-05', [{ name: 'A', counts: [1_234_567, 8_605, 0, 0, 10_000_000] }]),
    );
    expect(large.cellPt).toBe(11);
    expect(large.columns.reduce((mm, c) => mm + c.widthMm, 0)).toBeCloseTo(textWidthMm, 6);
    for (const column of large.columns.slice(2)) {
      expect(column.numberRightMm).toBeGreaterThanOrEqual(0.79);
      expect(column.numberRightMm).toBeLessThanOrEqual(3.6);
    }
  });

  it('stores text in NFC and on one line', () => {
    const decomposed = 'Sở Y tế'.normalize('NFD');
    const document = reportDocument(
      sampleReport('2024-05', [{ name: `${decomposed}\n\u0000 tỉnh\u202e`, counts: [0, 0, 0, 0, 0] }]),
    );
    expect(document.rows[0]?.name).toEqual(['Sở Y tế tỉnh']);
  });
});

describe('phrases', () => {
  it('break a name before "và" and after a comma', () => {
    expect(namePhrases('Ban Đo lường, Thử nghiệm và Kiểm định')).toEqual([
      'Ban Đo lường,',
      'Thử nghiệm',
      'và Kiểm định',
    ]);
    expect(namePhrases('Vành đai vàng')).toEqual(['Vành đai vàng']);
  });

  it('keep compound words of the official headings whole', () => {
    expect(headingPhrases('Không hài lòng về nghiệp vụ nhân viên')).toEqual([
      'Không',
      'hài lòng',
      'về',
      'nghiệp vụ',
      'nhân viên',
    ]);
    expect(headingPhrases('Ý kiến góp ý')).toEqual(['Ý kiến', 'góp ý']);
  });

  it('are the text again when joined', () => {
    const words = fc.array(fc.constantFrom('và', 'Sở', 'Y', 'tế,', 'hài', 'lòng', ',', 'Và'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, (list) => {
        expect(text(namePhrases(list.join(' ')))).toBe(list.join(' '));
        expect(text(headingPhrases(list.join(' ')))).toBe(list.join(' '));
      }),
    );
  });
});

describe('counts', () => {
  it('carry the thousands dot', () => {
    expect([0, 999, 1000, 8605, 1_234_567].map(formatCount)).toEqual([
      '0',
      '999',
      '1.000',
      '8.605',
      '1.234.567',
    ]);
  });
});
