import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import {
  isWithin,
  type PeriodLabel,
  parsePeriodLabel,
  periodLabelAt,
  periodOf,
  reportDayOf,
  startOfDay,
} from '../../sync/domain/period.ts';

const labelOf = (text: string): PeriodLabel => {
  const parsed = parsePeriodLabel(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.label;
};
const instant = (iso: string): Instant => Date.parse(iso) as Instant;
const shifted = (at: Instant, ms: number): Instant => (at + ms) as Instant;

const labels = fc
  .tuple(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => labelOf(`${year}-${String(month).padStart(2, '0')}`));
const instants = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }).map((ms) => ms as Instant);
const cutOffDays = fc.integer({ min: 1, max: 28 });

describe('a period', () => {
  it('runs from the 16th of the month before up to and including the 15th, in Vietnam', () => {
    const period = periodOf(labelOf('2021-02'));
    expect(period).toMatchObject({ from: '2021-01-16', to: '2021-02-15' });
    expect(period.startsAt).toBe(instant('2021-01-16T00:00:00+07:00'));
    expect(period.endsAt).toBe(instant('2021-02-16T00:00:00+07:00'));
  });

  it('crosses the year, and knows leap days', () => {
    expect(periodOf(labelOf('2021-01'))).toMatchObject({ from: '2020-12-16', to: '2021-01-15' });
    expect(periodOf(labelOf('2024-03'), 28)).toMatchObject({ from: '2024-02-29', to: '2024-03-28' });
    expect(periodOf(labelOf('2023-03'), 28)).toMatchObject({ from: '2023-03-01', to: '2023-03-28' });
  });

  it('takes its first and its last millisecond, and neither of its neighbours', () => {
    const period = periodOf(labelOf('2021-02'));
    expect(isWithin(period, shifted(period.startsAt, -1))).toBe(false);
    expect(isWithin(period, period.startsAt)).toBe(true);
    expect(isWithin(period, shifted(period.endsAt, -1))).toBe(true);
    expect(isWithin(period, period.endsAt)).toBe(false);
    expect(isWithin(period, instant('2021-02-15T16:59:59.999Z'))).toBe(true);
    expect(isWithin(period, instant('2021-02-15T17:00:00.000Z'))).toBe(false);
    expect(periodLabelAt(shifted(period.endsAt, -1))).toBe('2021-02');
    expect(periodLabelAt(period.endsAt)).toBe('2021-03');
    expect(periodLabelAt(shifted(period.startsAt, -1))).toBe('2021-01');
    expect(periodLabelAt(instant('2020-12-15T17:00:00.000Z'))).toBe('2021-01');
    expect(periodLabelAt(instant('2020-12-31T17:00:00.000Z'))).toBe('2021-01');
  });

  it('holds every instant exactly once: the one that its label names', () => {
    fc.assert(
      fc.property(instants, cutOffDays, (at, cutOff) => {
        const label = periodLabelAt(at, cutOff);
        expect(isWithin(periodOf(label, cutOff), at)).toBe(true);
      }),
    );
  });

  it('ends where the next one begins', () => {
    fc.assert(
      fc.property(labels, cutOffDays, (label, cutOff) => {
        const period = periodOf(label, cutOff);
        const next = periodOf(periodLabelAt(period.endsAt, cutOff), cutOff);
        expect(next.startsAt).toBe(period.endsAt);
        expect(periodLabelAt(shifted(period.endsAt, -1), cutOff)).toBe(label);
        expect(reportDayOf(period.startsAt)).toBe(period.from);
        expect(reportDayOf(shifted(period.endsAt, -1))).toBe(period.to);
      }),
    );
  });
});

describe('days', () => {
  it('begin at midnight in Vietnam', () => {
    expect(startOfDay(2021, 2, 15)).toBe(instant('2021-02-15T00:00:00+07:00'));
    expect(reportDayOf(instant('2021-02-14T17:00:00Z'))).toBe('2021-02-15');
    expect(reportDayOf(instant('2021-02-14T16:59:59.999Z'))).toBe('2021-02-14');
    expect(reportDayOf(0 as Instant)).toBe('1970-01-01');
  });
});

describe('a period label', () => {
  it.each(['2021-02', '1970-01', '9999-12'])('%s is a month', (text) => {
    expect(parsePeriodLabel(text)).toEqual({ ok: true, label: text });
  });
  it.each([
    '',
    '2021',
    '2021-00',
    '2021-13',
    '2021-2',
    '21-02',
    '2021-02-01',
    ' 2021-02',
    '2021-02\n',
    '1969-12',
    'tháng 2',
  ])('%j is none', (text) => {
    expect(parsePeriodLabel(text)).toEqual({ ok: false, reason: 'period/not-a-month' });
  });
});
