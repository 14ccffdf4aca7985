import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { CounterId, DepartmentId } from '../../sync/domain/ids.ts';
import type { ReportDay } from '../../sync/domain/period.ts';
import { type DissatisfiedCell, dissatisfiedNotices } from '../../sync/report/dissatisfied.ts';
import { dissatisfiedCsv, dissatisfiedHtml } from '../../sync/report/render-dissatisfied.ts';
import { sampleReport } from './sample.ts';

const departments = ['Ban Z', 'Ban <A>', '=Ban B'].map((name, i) => ({
  order: i + 1,
  id: `d${i + 1}` as DepartmentId,
  name,
}));
const cell = (
  department: string,
  counter: string,
  day: string,
  category: DissatisfiedCell['category'],
  count: number,
): DissatisfiedCell => ({
  department: department as DepartmentId,
  counter: counter as CounterId,
  day: day as ReportDay,
  category,
  count,
});
const cells = [
  cell('d3', 'q1', '2024-05-02', 'dissatisfied-time', 1),
  cell('d2', 'q9', '2024-05-02', 'dissatisfied-time', 2),
  cell('d2', 'q2', '2024-05-02', 'dissatisfied-competence', 1),
  cell('d2', 'q9', '2024-04-30', 'dissatisfied-competence', 1),
  cell('d2', 'q9', '2024-05-02', 'dissatisfied-competence', 3),
  cell('d1', 'q3', '2024-05-02', 'dissatisfied-time', 0),
];
const notices = dissatisfiedNotices(departments, cells);
const { period } = sampleReport('2024-05', []);

describe('dissatisfied ratings for the departments', () => {
  it('are listed by day and counter, for those departments that have any, in stored order', () => {
    expect(notices.map((notice) => [notice.department.id, notice.total])).toEqual([
      ['d2', 7],
      ['d3', 1],
    ]);
    expect(notices[0]?.days).toEqual([
      { counter: 'q9', day: '2024-04-30', competence: 1, time: 0, total: 1 },
      { counter: 'q2', day: '2024-05-02', competence: 1, time: 0, total: 1 },
      { counter: 'q9', day: '2024-05-02', competence: 3, time: 2, total: 5 },
    ]);
  });

  it('never lose a rating of a department that the list does not hold', () => {
    expect(() => dissatisfiedNotices([], cells)).toThrow(/unknown department/);
  });

  it('come as CSV for the centre, defused', () => {
    const rows: string[][] = parse(dissatisfiedCsv(notices), { bom: true });
    expect(rows.slice(1)).toEqual([
      ['Ban <A>', '30/4/2024', 'q9', '1', '0', '1'],
      ['Ban <A>', '02/5/2024', 'q2', '1', '0', '1'],
      ['Ban <A>', '02/5/2024', 'q9', '3', '2', '5'],
      ["'=Ban B", '02/5/2024', 'q1', '0', '1', '1'],
    ]);
  });

  it('come as one page a department, with the header fields that are set', async () => {
    const html = await dissatisfiedHtml(notices, period, {
      parentBody: 'VĂN PHÒNG UBND TỈNH',
      issuingBody: 'Trung tâm X',
      place: 'Nơi ấy',
      signer: { position: 'Giám đốc', name: 'Nguyễn Văn A' },
    });
    expect(html.match(/<section class="notice">/g)).toHaveLength(2);
    expect(html).toContain('Kính gửi: Ban &lt;A&gt;');
    expect(html).toContain('Nơi ấy, ngày …… tháng …… năm ……');
    expect(html).toContain('TRUNG TÂM X');
    expect(html).toContain('Nguyễn Văn A');
    expect(html).toContain('ghi nhận 7 lượt đánh giá không hài lòng');
  });

  it('say so when there is none', async () => {
    expect(await dissatisfiedHtml([], period)).toContain('Trong kỳ không có lượt đánh giá không hài lòng.');
  });
});
