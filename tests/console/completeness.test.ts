import { expect, it } from 'vitest';
import type { KioskSquare, PeriodView } from '../../sync/centre/api/period.ts';
import { completenessWords } from '../../sync/console/pages/period/completeness.ts';
import { catalogue } from './support/catalogue.ts';

const square = (kiosk: string, state: KioskSquare['state'], entries: number | null): KioskSquare => ({
  kiosk,
  department: null,
  state,
  entries,
  lastHeardAt: '2026-11-20T08:00:00+07:00',
  departmentIds: [],
});
const told = (state: PeriodView['state'], ...kiosks: KioskSquare[]) =>
  completenessWords(
    { kiosks, state, report: { period: { to: '2026-12-15' } } as PeriodView['report'] },
    catalogue.vi.period,
  );

it('says of a running period that it runs, however well every kiosk sends', () => {
  const all = told('running', square('quay-01', 'complete', 0), square('quay-02', 'complete', 0));
  expect(all.title).toBe('Kỳ còn chạy đến hết 15/12');
  expect(all.text).toBe('2 trên 2 kiosk đang gửi đủ.');
  const one = told('running', square('quay-01', 'complete', 0), square('quay-02', 'unknown', null));
  expect(one.text).toBe('1 trên 2 kiosk đang gửi đủ.');
  expect(one.open.map(({ kiosk }) => kiosk)).toEqual(['quay-02']);
});

it('says that everything is there only of a period that has ended', () => {
  expect(told('ended', square('quay-01', 'complete', 0)).title).toBe('Đủ: mọi kiosk đã gửi hết kỳ');
  expect(told('ended', square('quay-01', 'pending', 3)).title).toBe('Còn 3 dòng chờ ở kiosk quay-01');
});
