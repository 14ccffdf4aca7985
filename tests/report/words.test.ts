import { describe, expect, it } from 'vitest';
import { compare, comparisonInWords } from '../../sync/report/comparison.ts';
import { reportFileName } from '../../sync/report/file-name.ts';
import { reportSentence } from '../../sync/report/sentence.ts';
import { smallCells } from '../../sync/report/small-cells.ts';
import { monthlySummary } from '../../sync/report/summary.ts';
import { readReference } from '../reference/reference.ts';
import { sampleReport } from './sample.ts';

const month = (label: string, ...counts: readonly [number, number, number, number, number][]) =>
  sampleReport(
    label,
    counts.map((row, i) => ({ name: `Ban ${i + 1}`, counts: row })),
  );
const may = month('2024-05', [50, 40, 3, 2, 5]);

describe("the report's sentence", () => {
  it('gives the share of resolved dossiers and of content ratings', () => {
    expect(reportSentence(may, { dossiersResolved: 1600 })).toBe(
      'Có 100 ý kiến đánh giá của tổ chức, cá nhân đến giao dịch tại Trung tâm thông qua máy đánh giá mức độ hài lòng (chiếm 6,25\u00a0% hồ sơ đã giải quyết); kết quả có 90,00\u00a0% ý kiến hài lòng với dịch vụ và thái độ phục vụ của nhân viên tại Trung tâm (Đính kèm Phụ lục II).',
    );
  });

  it.each([undefined, 0])('leaves the clause out without a number (%s)', (dossiersResolved) => {
    const sentence = reportSentence(may, dossiersResolved === undefined ? {} : { dossiersResolved });
    expect(sentence).toContain('mức độ hài lòng; kết quả');
    expect(sentence).not.toContain('chiếm');
  });

  it('says 100 % only of all, and claims nothing of nothing', () => {
    expect(reportSentence(month('2024-05', [1, 2, 0, 0, 0]))).toContain('kết quả có 100\u00a0% ý kiến');
    expect(reportSentence(month('2024-05', [99_999, 0, 1, 0, 0]))).toContain(
      'kết quả có 100,00\u00a0% ý kiến',
    );
    expect(reportSentence(month('2024-05', [0, 0, 0, 0, 0]))).toMatch(/^Không có ý kiến đánh giá .*II\)\.$/);
    expect(reportSentence(may, { annexTitle: 'PHỤ LỤC II' })).toMatch(/\(Đính kèm PHỤ LỤC II\)\.$/);
  });

  it('is word for word that of the real report', () => {
    const { period, rows } = readReference();
    expect(reportSentence(sampleReport(period.label, rows), { dossiersResolved: 7718 })).toBe(
      'Có 660 ý kiến đánh giá của tổ chức, cá nhân đến giao dịch tại Trung tâm thông qua máy đánh giá mức độ hài lòng (chiếm 8,55 % hồ sơ đã giải quyết); kết quả có 100 % ý kiến hài lòng với dịch vụ và thái độ phục vụ của nhân viên tại Trung tâm (Đính kèm Phụ lục II).'.replaceAll(
        ' %',
        '\u00a0%',
      ),
    );
  });
});

describe('comparison with the month before', () => {
  it('counts differences and their share', () => {
    const comparison = compare(may, month('2024-04', [40, 40, 0, 0, 0], [0, 0, 0, 0, 0]));
    expect(comparison.total).toEqual({ now: 100, before: 80, difference: 20, percent: '25,00' });
    expect(comparison.categories.map((c) => [c.id, c.difference, c.percent])).toEqual([
      ['satisfied-service', 10, '25,00'],
      ['satisfied-attitude', 0, '0,00'],
      ['dissatisfied-competence', 3, null],
      ['dissatisfied-time', 2, null],
      ['comment', 5, null],
    ]);
    expect(comparison.departments).toEqual([
      { id: 'd1', name: 'Ban 1', now: 100, before: 80 },
      { id: 'd2', name: 'Ban 2', now: null, before: 0 },
    ]);
    expect(comparisonInWords(comparison)).toBe('tăng 20 ý kiến (25,00\u00a0%) so với tháng 4 năm 2024');
  });

  it('puts a dot into a share of thousands', () => {
    const grown = compare(month('2024-02', [660, 0, 0, 0, 0]), month('2024-01', [5, 0, 0, 0, 0]));
    expect(comparisonInWords(grown)).toContain('(13.100,00\u00a0%)');
  });

  it('says less, equal, and no share of nothing', () => {
    const less = compare(month('2024-02', [1, 0, 0, 0, 0]), month('2024-01', [3, 0, 0, 0, 0]));
    expect(comparisonInWords(less)).toBe('giảm 2 ý kiến (66,67\u00a0%) so với tháng 01 năm 2024');
    expect(comparisonInWords(compare(may, may))).toBe('bằng số ý kiến so với tháng 5 năm 2024');
    expect(comparisonInWords(compare(may, month('2024-04', [0, 0, 0, 0, 0])))).toBe(
      'tăng 100 ý kiến so với tháng 4 năm 2024',
    );
  });
});

describe('the summary for Zalo', () => {
  it("is plain text with the centre's totals only", () => {
    const closed = { ...may, period: { ...may.period, closed: true, revision: 1 } };
    const comparison = compare(may, month('2024-04', [80, 0, 0, 0, 0]));
    expect(monthlySummary(closed, { settings: { issuingBody: 'Trung tâm X' }, comparison }).text).toBe(
      [
        'TRUNG TÂM X',
        'Đánh giá mức độ hài lòng của tổ chức, cá nhân tháng 5 năm 2024 (từ 16/4/2024 đến hết 15/5/2024)',
        '',
        'Có 100 ý kiến đánh giá tại 1 đơn vị:',
        '- Hài lòng với dịch vụ: 50 (50,00\u00a0%)',
        '- Hài lòng về thái độ phục vụ: 40 (40,00\u00a0%)',
        '- Không hài lòng về nghiệp vụ nhân viên: 3 (3,00\u00a0%)',
        '- Không hài lòng về thời gian giao dịch: 2 (2,00\u00a0%)',
        '- Ý kiến góp ý: 5 (5,00\u00a0%)',
        'Tăng 20 ý kiến (25,00\u00a0%) so với tháng 4 năm 2024.',
        '',
      ].join('\n'),
    );
  });

  it('says that an open month may change, and that an empty one is empty', () => {
    expect(monthlySummary(may).text).toMatch(/\nSố liệu chưa chốt, có thể còn thay đổi\.\n$/);
    const late = {
      ...may,
      period: { ...may.period, closed: true, revision: 1 },
      completeness: 'pending',
    } as const;
    expect(monthlySummary(late).text).toMatch(
      /\nSố liệu đã chốt\. Lượt gửi sau giờ chốt nằm trong bảng bổ sung\.\n$/,
    );
    expect(monthlySummary(month('2024-05', [0, 0, 0, 0, 0])).text).toContain('Trong kỳ không có ý kiến');
  });

  it('warns of cells under five before anything is published', () => {
    expect(monthlySummary(may).smallCells).toEqual([
      { department: null, category: 'dissatisfied-competence', count: 3 },
      { department: null, category: 'dissatisfied-time', count: 2 },
    ]);
    expect(smallCells(may).map((cell) => cell.department)).toEqual(['d1', 'd1']);
  });
});

describe('file names', () => {
  it('carry the draft, which the page never does', () => {
    expect(reportFileName(may, 'docx')).toBe('phu-luc-ii-2024-05-du-thao.docx');
    const closed = { ...may, period: { ...may.period, closed: true, revision: 2 } };
    expect(reportFileName(closed, 'pdf')).toBe('phu-luc-ii-2024-05-ban-2.pdf');
  });
});
