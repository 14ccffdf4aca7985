import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { reportOf, run, startCentre } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const wordsFor = (broker: string, kiosks: number, ratings: number): string[] => [
  '--kiosks',
  String(kiosks),
  '--ratings',
  String(ratings),
  '--broker',
  broker,
];

describe('fleet', () => {
  it('ends with as many received as thanked, and the table holds them', async () => {
    const dir = temporaryFolder();
    const centre = await startCentre(join(dir, 'centre'));
    const [data, journal] = [join(dir, 'fleet'), join(dir, 'journal')];
    const ended = await run('fleet', ...wordsFor(centre.ready, 3, 30), '--data', data, '--journal', journal);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^attempted 30, thanked 30, received 30 \(3 kiosks, /);
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('attempted '))).toHaveLength(30);
    expect(lines.filter((line) => line.startsWith('thanked '))).toHaveLength(30);
    const report = await reportOf(join(dir, 'centre'), periodLabelAt(Date.now() as Instant));
    expect(report.totals).toEqual({ counts: [6, 6, 6, 6, 6], total: 30 });
    await centre.kill('SIGTERM');
    expect(await run('verify', '--data', dir)).toMatchObject({ code: 0 });
  });

  it('says what is missing when nobody confirms, and sends it later from the same folder', async () => {
    const dir = temporaryFolder();
    const data = join(dir, 'fleet');
    const nobody = await run('fleet', ...wordsFor('mqtt://127.0.0.1:9', 2, 6), '--data', data, '--wait', '0');
    expect(nobody).toMatchObject({ code: 1 });
    expect(nobody.stdout).toMatch(/^attempted 6, thanked 6, received 0 /);
    expect(nobody.stderr).toMatch(/^fleet\/no-receipt: 10 entries have no receipt/);
    const centre = await startCentre(join(dir, 'centre'));
    const later = await run('fleet', ...wordsFor(centre.ready, 2, 0), '--data', data);
    expect(later).toMatchObject({ code: 0, stderr: '' });
    const report = await reportOf(join(dir, 'centre'), periodLabelAt(Date.now() as Instant));
    expect(report.totals).toMatchObject({ total: 6 });
  });

  it.each([
    [['--kiosks', '0', '--ratings', '1', '--broker', 'mqtt://127.0.0.1:9'], '--kiosks must be'],
    [['--kiosks', '1', '--ratings', 'x', '--broker', 'mqtt://127.0.0.1:9'], '--ratings must be'],
    [['--kiosks', '1', '--ratings', '1', '--broker', 'localhost'], '--broker must be'],
    [['--kiosks', '1', '--ratings', '1'], '--broker URL is missing'],
    [['--kiosks', '1', '--ratings', '1', '--broker', 'mqtt://127.0.0.1:9', '--name', 'Ở'], '--name makes'],
    [['--kiosks', '1', '--ratings', '1', '--broker', 'mqtt://127.0.0.1:9', '--rate', '0'], '--rate must be'],
  ])('refuses %j with one clear line', async (words, said) => {
    const ended = await run('fleet', ...words);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(said);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
