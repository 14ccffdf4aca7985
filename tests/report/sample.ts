import { categoryIds } from '../../sync/domain/categories.ts';
import type { DepartmentId } from '../../sync/domain/ids.ts';
import type { PeriodLabel } from '../../sync/domain/period.ts';
import { periodOf } from '../../sync/domain/period.ts';
import { type Counts, type DepartmentRow, tallyOf } from '../../sync/domain/tally.ts';
import type { ReportData } from '../../sync/report/data.ts';

/** A report of a month from rows of counts; everything beside the table is empty. */
export const sampleReport = (
  label: string,
  rows: readonly { readonly name: string; readonly counts: Counts; readonly id?: string }[],
): ReportData => {
  const period = periodOf(label as PeriodLabel);
  const departments: DepartmentRow[] = rows.map((row, i) => ({
    order: i + 1,
    id: (row.id ?? `d${i + 1}`) as DepartmentId,
    name: row.name,
  }));
  const cells = rows.flatMap((row, i) =>
    categoryIds.map((category, k) => ({
      department: (row.id ?? `d${i + 1}`) as DepartmentId,
      category,
      count: row.counts[k] ?? 0,
    })),
  );
  return {
    period: { label: period.label, from: period.from, to: period.to, closed: false, revision: 0 },
    categories: categoryIds,
    ...tallyOf(departments, cells),
    excluded: { repeat: 0, withdrawn: 0, selfTest: 0, void: 0 },
    late: 0,
    completeness: 'complete',
    pending: [],
    fingerprint: 'ab'.repeat(32),
  };
};

/** As many departments as asked for, some with names that need two lines. */
export const manyDepartments = (howMany: number): ReportData =>
  sampleReport(
    '2024-05',
    Array.from({ length: howMany }, (_, i) => ({
      name: i % 5 === 2 ? `Ban Thử nghiệm, Đo lường và Kiểm định số ${i + 1}` : `Ban số ${i + 1}`,
      counts: [i, 2 * i, i % 3, 0, 1],
    })),
  );

/** The words and numbers of a reference table, row by row, as the page prints them. */
export const printedRows = (data: ReportData): readonly (readonly string[])[] => {
  const dotted = (n: number): string => n.toLocaleString('vi-VN');
  return [
    ...data.rows.map((row, i) => [String(i + 1), row.name, ...row.counts.map(dotted), dotted(row.total)]),
    ['', 'Tổng cộng', ...data.totals.counts.map(dotted), dotted(data.totals.total)],
    ['', 'Tỷ lệ %', ...data.percent],
  ];
};

export const officialHeadings = [
  'STT',
  'Tên đơn vị',
  'Hài lòng với dịch vụ',
  'Hài lòng về thái độ phục vụ',
  'Không hài lòng về nghiệp vụ nhân viên',
  'Không hài lòng về thời gian giao dịch',
  'Ý kiến góp ý',
  'Tổng cộng',
];
