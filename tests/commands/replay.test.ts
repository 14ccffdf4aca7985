import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportOf, run } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const registry = 'order,id,name\n1,mot,Phòng Một\n2,hai,Phòng Hai\n3,ba,Phòng Ba\n';

interface Report {
  readonly rows: readonly { readonly id: string; readonly counts: readonly number[] }[];
  readonly totals: { readonly total: number };
  readonly excluded: { readonly repeat: number };
}

const replayed = async (presses: string, departments = registry) => {
  const dir = temporaryFolder();
  const [file, list, data] = [join(dir, 'presses.csv'), join(dir, 'departments.csv'), join(dir, 'data')];
  writeFileSync(file, presses);
  writeFileSync(list, departments);
  const again = () => run('replay', file, '--departments', list, '--data', data);
  return { ended: await again(), again, data };
};
const countsOf = async (data: string, period: string) => {
  const report = (await reportOf(data, period)) as unknown as Report;
  return Object.fromEntries(report.rows.map((row) => [row.id, row.counts]));
};
const header = 'at,department,counter,button\n';

describe('replay', () => {
  it('puts presses on the instant of an edge into one period each, and prints zero rows', async () => {
    const { ended, data } = await replayed(
      `${header}2024-02-16T00:00:00.000+07:00,mot,q1,1\n2024-02-15T16:59:59.999Z,hai,q2,2\n` +
        '2024-03-15T23:59:59.999+07:00,mot,q1,3\n2024-03-15T17:00:00.000Z,hai,q2,4\n',
    );
    expect(ended).toMatchObject({ code: 0 });
    expect(await countsOf(data, '2024-02')).toEqual({
      mot: [0, 0, 0, 0, 0],
      hai: [0, 1, 0, 0, 0],
      ba: [0, 0, 0, 0, 0],
    });
    expect(await countsOf(data, '2024-03')).toEqual({
      mot: [1, 0, 1, 0, 0],
      hai: [0, 0, 0, 0, 0],
      ba: [0, 0, 0, 0, 0],
    });
    expect(await countsOf(data, '2024-04')).toEqual({
      mot: [0, 0, 0, 0, 0],
      hai: [0, 0, 0, 1, 0],
      ba: [0, 0, 0, 0, 0],
    });
  });

  it('keeps a second press within 5 s as a repeat, counter by counter, rows in any order', async () => {
    const { ended, data } = await replayed(
      `${header}2024-06-03T08:00:09.999+07:00,mot,q1,2\n2024-06-03T08:00:00.000+07:00,mot,q1,1\n` +
        '2024-06-03T08:00:05.000+07:00,mot,q1,1\n2024-06-03T08:00:01.000+07:00,mot,q1-2,5\n',
    );
    expect(ended).toMatchObject({ code: 0 });
    const report = (await reportOf(data, '2024-06')) as unknown as Report;
    expect(report.rows[0]?.counts).toEqual([2, 0, 0, 0, 1]);
    expect(report.excluded.repeat).toBe(1);
  });

  it('follows a counter that moves to another department', async () => {
    const { ended, data } = await replayed(
      `${header}2024-06-03T08:00:00.000+07:00,mot,q1,1\n2024-06-04T08:00:00.000+07:00,hai,q1,1\n2024-06-05T08:00:00.000+07:00,mot,q1,1\n`,
    );
    expect(ended).toMatchObject({ code: 0 });
    expect(await countsOf(data, '2024-06')).toMatchObject({ mot: [2, 0, 0, 0, 0], hai: [1, 0, 0, 0, 0] });
  });

  it('writes no press twice when it is run again', async () => {
    const { again, data } = await replayed(
      `${header}2024-06-03T08:00:00.000+07:00,mot,q1,1\n2024-06-03T08:00:00.000+07:00,hai,q2,1\n`,
    );
    expect((await again()).stdout).toContain('0 presses on 2 kiosks, 2 were there already');
    expect(await countsOf(data, '2024-06')).toMatchObject({ mot: [1, 0, 0, 0, 0], hai: [1, 0, 0, 0, 0] });
  });

  it.each([
    [
      'a department the registry does not hold',
      '2024-06-03T08:00:00.000+07:00,bon,q1,1',
      'line 3: the registry holds no department "bon"',
    ],
    ['no such button', '2024-06-03T08:00:00.000+07:00,mot,q1,6', 'line 3: "6" is not a button'],
    ['a day that does not exist', '2024-02-30T08:00:00.000+07:00,mot,q1,1', 'line 3: "2024-02-30'],
    ['a time without an offset', '2024-06-03T08:00:00,mot,q1,1', 'line 3: "2024-06-03T08:00:00"'],
    ['a cell too few', '2024-06-03T08:00:00.000+07:00,mot,1', 'line 3: has 3 cells'],
    [
      'a counter that is no name',
      '2024-06-03T08:00:00.000+07:00,mot,../q,1',
      'line 3: "../q" is not a counter',
    ],
  ])('names the line of %s and imports nothing', async (_what, row, message) => {
    const { ended, data } = await replayed(`${header}2024-06-03T08:00:00.000+07:00,mot,q1,1\n${row}\n`);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(data)).toBe(false);
  });

  it('names the line of a bad registry', async () => {
    const { ended } = await replayed(header, 'order,id,name\n1,mot,Phòng Một\n1,hai,Phòng Hai\n');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('line 3');
  });

  it.each([
    [[], 'FILE.csv is missing'],
    [['x.csv', '--data', 'd'], '--departments FILE.csv is missing'],
    [['x.csv', '--speed', '2'], 'speed'],
  ])('says what is wrong with the words %j', async (words, message) => {
    const ended = await run('replay', ...words);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
