import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counts } from '../../sync/domain/tally.ts';
import { documentOf } from '../../sync/report/document.ts';
import { renderSpan } from '../../sync/report/render.ts';
import { monthsOf, type SpanReport, sumOfMonths, tableOfSpan } from '../../sync/report/span.ts';
import { sampleReport } from './sample.ts';

const firstQuarter = { kind: 'quarter', year: 2024, quarter: 1 } as const;
const months = [
  sampleReport('2024-01', [
    { id: 'a', name: 'Sở A', counts: [1, 2, 0, 0, 0] },
    { id: 'b', name: 'Sở B', counts: [5, 0, 0, 0, 0] },
  ]),
  sampleReport('2024-02', [
    { id: 'a', name: 'Sở A', counts: [0, 0, 1, 0, 0] },
    { id: 'b', name: 'Sở B', counts: [0, 1, 0, 0, 0] },
  ]),
  // Sở A is renamed; Sở C takes the place of Sở B.
  sampleReport('2024-03', [
    { id: 'a', name: 'Sở A và Á', counts: [0, 0, 0, 1, 0] },
    { id: 'c', name: 'Sở C', counts: [0, 0, 0, 0, 7] },
  ]),
];

const summed = (...reports: typeof months): SpanReport => {
  const report = sumOfMonths(firstQuarter, reports);
  if (!report) throw new Error('nothing was summed');
  return report;
};

describe('a quarter', () => {
  it('is the sum of its months, in whatever order they come', () => {
    const report = summed(...[...months].reverse());
    expect(report.rows.map((row) => [row.order, row.name, row.counts, row.total])).toEqual([
      [1, 'Sở A và Á', [1, 2, 1, 1, 0], 5],
      [2, 'Sở C', [0, 0, 0, 0, 7], 7],
      [3, 'Sở B', [5, 1, 0, 0, 0], 6],
    ]);
    expect(report.totals).toEqual({ counts: [6, 3, 1, 1, 7], total: 18 });
    expect(report.percent).toEqual(['33,33', '16,67', '5,56', '5,56', '38,89', '100']);
    expect([report.from, report.to, report.missing]).toEqual(['2023-12-16', '2024-03-15', []]);
  });

  it('names the months it has not, and is nothing without any', () => {
    const [january] = months;
    if (!january) throw new Error('no January');
    expect(summed(january).missing).toEqual(['2024-02', '2024-03']);
    expect(sumOfMonths(firstQuarter, [])).toBeNull();
  });

  it('refuses a month twice or of another quarter', () => {
    expect(() => summed(...months, ...months)).toThrow(/once each/);
    expect(() => sumOfMonths({ ...firstQuarter, quarter: 2 }, months)).toThrow(/not those of the span/);
  });

  it('prints on the same page, titled by its span', async () => {
    const report = summed(...months);
    const document = documentOf(tableOfSpan(report));
    expect(document.title[1]?.join(' ')).toBe('QUÝ I NĂM 2024 (TỪ 16/12/2023 ĐẾN 15/3/2024)');
    const csv = new TextDecoder().decode(await renderSpan(report, 'csv'));
    expect(parse(csv, { bom: true })[4]).toEqual(['', 'Tổng cộng', '6', '3', '1', '1', '7', '18']);
    const json: unknown = JSON.parse(new TextDecoder().decode(await renderSpan(report, 'json')));
    expect(json).toEqual(report);
    expect(new TextDecoder('latin1').decode((await renderSpan(report, 'pdf')).subarray(0, 5))).toBe('%PDF-');
  });
});

describe('a year', () => {
  const year = { kind: 'year', year: 2024 } as const;
  it('has twelve months and its own title', () => {
    expect(monthsOf(year)).toHaveLength(12);
    const report = sumOfMonths(year, months);
    expect(report && documentOf(tableOfSpan(report)).title[1]?.join(' ')).toBe(
      'NĂM 2024 (TỪ 16/12/2023 ĐẾN 15/3/2024)',
    );
  });

  it('equals the sum of its quarters', () => {
    const counts = fc.tuple(fc.nat(9999), fc.nat(9999), fc.nat(9999), fc.nat(9999), fc.nat(9999));
    fc.assert(
      fc.property(fc.array(counts, { minLength: 12, maxLength: 12 }), (all) => {
        const reports = monthsOf(year).map((label, i) =>
          sampleReport(label, [{ name: 'Sở A', counts: (all[i] ?? [0, 0, 0, 0, 0]) as Counts }]),
        );
        const quarters = ([1, 2, 3, 4] as const).map((quarter) =>
          sumOfMonths({ kind: 'quarter', year: 2024, quarter }, reports.slice(3 * quarter - 3, 3 * quarter)),
        );
        const total = quarters.reduce((sum, quarter) => sum + (quarter?.totals.total ?? 0), 0);
        expect(sumOfMonths(year, reports)?.totals.total).toBe(total);
      }),
      { numRuns: 30 },
    );
  });
});
