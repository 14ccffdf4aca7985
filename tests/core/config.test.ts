import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHolidays, readWeekly } from '../../kiosk-app/commands/kiosk-schedule.ts';
import { parseConfig } from '../../kiosk-app/core/config.ts';
import { checkConfig, configPath, readConfig, writeConfig } from '../../kiosk-app/core/config-file.ts';
import { closedAt, restAt } from '../../kiosk-app/core/opening.ts';
import type { Instant } from '../../sync/domain/ids.ts';

const good = {
  v: 1,
  kiosk: 'q12-1',
  centre: 'centre',
  department: { id: 'so-tu-phap', name: 'Sở Tư pháp' },
  counter: { id: 'q12-1', label: '12' },
};
const folder = (): string => mkdtempSync(join(tmpdir(), 'mot-cham-'));
const problemsOf = (value: unknown): readonly string[] => {
  const parsed = parseConfig(value);
  return parsed.ok ? [] : parsed.problems.map((p) => `${p.field}: ${p.message}`);
};

describe('the configuration', () => {
  it('fills in what need not be said', () => {
    const parsed = parseConfig(good);
    expect(parsed.ok && parsed.config).toMatchObject({
      languages: ['vi', 'km', 'en'],
      responseIntervalMs: 5000,
      panels: [],
    });
  });

  it('names every field that is wrong, at once', () => {
    const bad = {
      ...good,
      department: { id: 'Sở Tư pháp', name: '' },
      broker: 'http://x',
      languages: ['vi', 'fr'],
      responseIntervalMs: -1,
      colour: 'red',
    };
    const problems = problemsOf(bad).join('\n');
    for (const field of [
      'department.id',
      'department.name',
      'broker',
      'languages.1',
      'responseIntervalMs',
      'kiosk.json',
    ])
      expect(problems).toContain(`${field}: `);
    expect(problemsOf({ v: 1, kiosk: 'a', centre: 'b', department: good.department }).join()).toContain(
      'counter: is missing',
    );
  });

  it('compares names in one form of Unicode', () => {
    const decomposed = { ...good, department: { id: 'so', name: 'Sở'.normalize('NFD') } };
    expect(checkConfig(decomposed, 'x').department.name).toBe('Sở'.normalize('NFC'));
  });

  it('is written whole and read back the same', () => {
    const dir = folder();
    const config = checkConfig(good, 'x');
    writeConfig(dir, config);
    expect(readConfig(dir)).toEqual(config);
    expect(readdirSync(dir)).toEqual(['kiosk.json']);
  });

  it.each([
    ['config/missing', undefined],
    ['config/not-json', '{'],
    ['config/invalid', '{"v": 1}'],
  ])('fails with %s', (code, text) => {
    const dir = folder();
    if (text !== undefined) writeFileSync(configPath(dir), text);
    expect(() => readConfig(dir)).toThrowError(expect.objectContaining({ code }));
  });
});

describe('the schedule', () => {
  const opening = [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '17:00' }];
  const at = (text: string): Instant => Date.parse(text) as Instant;

  it('closes nothing unless it is set', () => {
    expect(closedAt(at('2026-11-22T03:00:00+07:00'), {})).toBeUndefined();
    expect(restAt(at('2026-11-22T03:00:00+07:00'), { opening: [] })).toBeUndefined();
  });

  it.each([
    ['2026-11-23T06:59:59.999+07:00', { weekday: 1, hour: 7, minute: 0 }],
    ['2026-11-23T17:00:00+07:00', { weekday: 2, hour: 7, minute: 0 }],
    ['2026-11-20T17:00:00+07:00', { weekday: 1, hour: 7, minute: 0 }],
    ['2026-11-22T12:00:00+07:00', { weekday: 1, hour: 7, minute: 0 }],
  ])('at %s the next opening is told', (text, opensAt) => {
    expect(closedAt(at(text), { opening })).toEqual({ name: 'closed', opensAt, hours: opening });
  });

  it.each(['2026-11-23T07:00:00+07:00', '2026-11-27T16:59:59.999+07:00'])('is open at %s', (text) =>
    expect(closedAt(at(text), { opening })).toBeUndefined(),
  );

  it('closes on holidays, tells the first opening after them, and its date when that is a week away', () => {
    const holidays = [{ from: '2027-02-05', to: '2027-02-11' }];
    const tet = { opening, holidays };
    expect(closedAt(at('2027-02-04T16:59:00+07:00'), tet)).toBeUndefined();
    // The day begins in Vietnam, which is the evening before by the clock of UTC.
    expect(closedAt(at('2027-02-05T00:00:00+07:00'), tet)?.opensAt).toEqual({
      weekday: 5,
      hour: 7,
      minute: 0,
      date: { day: 12, month: 2 },
    });
    expect(closedAt(at('2027-02-08T09:00:00+07:00'), tet)?.opensAt).toEqual({
      weekday: 5,
      hour: 7,
      minute: 0,
    });
    expect(closedAt(at('2027-02-12T09:00:00+07:00'), tet)).toBeUndefined();
    expect(closedAt(at('2027-02-08T09:00:00+07:00'), { holidays })).toEqual({
      name: 'closed',
      opensAt: { weekday: 5, hour: 0, minute: 0 },
    });
  });

  it('darkens the screen over midnight', () => {
    const screenOff = [{ days: [5], from: '19:00', to: '06:00' }];
    const night = { opening, screenOff };
    expect(restAt(at('2026-11-27T18:59:00+07:00'), night)).toMatchObject({ name: 'closed' });
    expect(restAt(at('2026-11-27T19:00:00+07:00'), night)).toEqual({ name: 'screen-off' });
    expect(restAt(at('2026-11-28T05:59:00+07:00'), night)).toEqual({ name: 'screen-off' });
    expect(restAt(at('2026-11-28T06:00:00+07:00'), night)).toMatchObject({ name: 'closed' });
  });

  it('refuses days that do not exist and spans that end before they begin', () => {
    expect(problemsOf({ ...good, holidays: [{ from: '2027-02-29', to: '2027-03-01' }] })).toEqual([
      'holidays.0.from: must be a day such as 2027-02-05',
    ]);
    expect(problemsOf({ ...good, holidays: [{ from: '2027-02-11', to: '2027-02-05' }] })).toEqual([
      'holidays.0: must not end before it begins',
    ]);
  });

  it('is said in a command as a sign at a door is read out', () => {
    expect(readWeekly('1-5 7:00-11:00,13:00-17:00; 6,7 07:30-11:00')).toEqual([
      { days: [1, 2, 3, 4, 5], from: '07:00', to: '11:00' },
      { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
      { days: [6, 7], from: '07:30', to: '11:00' },
    ]);
    expect(readHolidays('2027-02-05..2027-02-11, 2027-04-30')).toEqual([
      { from: '2027-02-05', to: '2027-02-11' },
      { from: '2027-04-30', to: '2027-04-30' },
    ]);
    for (const wrong of ['', '8 07:00-11:00', '5-1 07:00-11:00', '1-5', '1-5 seven', '1 07:00-11:00 x'])
      expect(() => readWeekly(wrong), wrong).toThrow(/is no time of the week/);
    expect(() => readHolidays('1..2..3')).toThrow(/is no span of days/);
  });
});
