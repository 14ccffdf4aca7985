import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../kiosk-app/core/config.ts';
import { checkConfig, configPath, readConfig, writeConfig } from '../../kiosk-app/core/config-file.ts';
import { closedAt } from '../../kiosk-app/core/opening.ts';
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

describe('opening hours', () => {
  const weekdays = [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '17:00' }];
  const at = (text: string): Instant => Date.parse(text) as Instant;

  it('are none unless they are set', () =>
    expect(closedAt(at('2026-11-22T03:00:00+07:00'), undefined)).toBeUndefined());

  it.each([
    ['2026-11-23T06:59:59.999+07:00', { weekday: 1, hour: 7, minute: 0 }],
    ['2026-11-23T17:00:00+07:00', { weekday: 2, hour: 7, minute: 0 }],
    ['2026-11-20T17:00:00+07:00', { weekday: 1, hour: 7, minute: 0 }],
    ['2026-11-22T12:00:00+07:00', { weekday: 1, hour: 7, minute: 0 }],
  ])('at %s the next opening is told', (text, opensAt) => {
    expect(closedAt(at(text), weekdays)).toEqual({ name: 'closed', opensAt, hours: weekdays });
  });

  it.each(['2026-11-23T07:00:00+07:00', '2026-11-27T16:59:59.999+07:00'])('is open at %s', (text) =>
    expect(closedAt(at(text), weekdays)).toBeUndefined(),
  );
});
