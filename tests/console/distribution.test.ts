import { expect, it } from 'vitest';
import type { SpanView } from '../../sync/centre/api/period.ts';
import { distributionOfSpan, spansOf } from '../../sync/console/pages/period/distribution.ts';

const view = (span: string, total: number, missing: readonly string[] = []): SpanView => ({
  span,
  from: '2020-12-16',
  to: '2021-03-15',
  rows: [{ order: 1, id: 'so-y-te', name: 'Sở Y tế', counts: [total, 0, 0, 0, 0], total }],
  totals: { counts: [total, 0, 0, 0, 0], total },
  percent: ['100', '0,00', '0,00', '0,00', '0,00', '100'],
  months: [],
  missing,
});

it.each([
  ['2021-02', '2021-Q1', '2020-Q4', '2021', '2020'],
  ['2021-03', '2021-Q1', '2020-Q4', '2021', '2020'],
  ['2021-04', '2021-Q2', '2021-Q1', '2021', '2020'],
  ['2021-12', '2021-Q4', '2021-Q3', '2021', '2020'],
])('%s lies in a quarter and a year, each after another', (label, quarter, before, year, yearBefore) => {
  expect(spansOf(label)).toEqual([
    { span: quarter, before },
    { span: year, before: yearBefore },
  ]);
});

it('compares whole quarters only', () => {
  const now = view('2021-Q1', 30);
  expect(distributionOfSpan(now, view('2020-Q4', 20), 'Quý 4 năm 2020').before).toEqual({
    name: 'Quý 4 năm 2020',
    words: null,
    categories: [20, 0, 0, 0, 0],
    departments: new Map([['so-y-te', 20]]),
  });
  expect(distributionOfSpan(now, null, '').before).toBeNull();
  expect(distributionOfSpan(now, view('2020-Q4', 20, ['2020-12']), '').before).toBeNull();
  expect(distributionOfSpan(view('2021-Q1', 30, ['2021-03']), view('2020-Q4', 20), '').before).toBeNull();
});
