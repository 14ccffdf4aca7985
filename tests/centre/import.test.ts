import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CentreError } from '../../sync/centre/centre-error.ts';
import { importFile } from '../../sync/centre/import/import-file.ts';
import type { BootId, CentreId, Instant, KioskId } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { writeExport } from '../../sync/uplink/write-export.ts';
import { formatExportHeader, formatExportTrailer } from '../../sync/wire/export-file.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type BenchCentre, openBenchCentre } from './support/bench-centre.ts';
import {
  centreId,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
  seq,
} from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const later = (noon + 86_400_000) as Instant;

const kioskWith = (ratings: number): ScriptedKiosk => {
  const kiosk = scriptKiosk('k1', noon);
  for (let i = 0; i < ratings; i += 1) {
    kiosk.write(ratingDraft());
    kiosk.pass(10_000);
  }
  return kiosk;
};

/** An export of everything from `first` on, ten entries a line. */
const exportOf = (kiosk: ScriptedKiosk, first = 1, centre: CentreId = centreId): string => {
  let text = formatExportHeader({
    centre,
    kiosk: kiosk.kiosk,
    ledger: kiosk.ledger,
    at: kiosk.clock.at,
    first: seq(first),
    head: kiosk.head(),
  });
  let batches = 0;
  for (let from = first; from <= kiosk.head(); from += 10) {
    text += `${JSON.stringify(kiosk.batch(from, Math.min(from + 9, kiosk.head())))}\n`;
    batches += 1;
  }
  return text + formatExportTrailer(batches);
};

const importText = (centre: BenchCentre, text: string | Buffer) => {
  const path = join(temporaryFolder(), 'k1.motcham');
  writeFileSync(path, text);
  return importFile(centre.store, centre.intake, path);
};

describe('an export that is imported', () => {
  it('counts the same as over the network, however often it comes', () => {
    const centre = openBenchCentre(later);
    const kiosk = kioskWith(35);
    expect(importText(centre, exportOf(kiosk))).toMatchObject({
      batches: 4,
      entries: 35,
      known: 0,
      upTo: 35,
      problems: [],
    });
    expect(importText(centre, exportOf(kiosk))).toMatchObject({
      batches: 4,
      entries: 0,
      known: 35,
      problems: [],
    });
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    kiosk.write(ratingDraft());
    expect(importText(centre, exportOf(kiosk, 36))).toMatchObject({ entries: 1, upTo: 36, problems: [] });
    expect(centre.report('2021-02').totals.total).toBe(36);
    expect(centre.verify().findings).toEqual([]);
  });

  it('is what a real ledger writes, comment texts included', () => {
    const folder = temporaryFolder();
    const clock = { now: () => ({ at: noon, boot: 'boot-1' as BootId, up: 1_000 }) };
    const ledger = openLedger({ path: join(folder, 'ledger.sqlite'), clock, version: 'test' });
    for (let i = 0; i < 3; i += 1) ledger.append(ratingDraft());
    ledger.appendComment(ledger.head().seq, 'Chờ hơi lâu');
    const path = join(folder, 'k1.motcham');
    writeExport(path, { ledger, clock, centre: centreId, kiosk: 'k1' as KioskId });
    const centre = openBenchCentre(later);
    const result = importFile(centre.store, centre.intake, path);
    expect(result).toMatchObject({ entries: ledger.head().seq, upTo: ledger.head().seq, problems: [] });
    expect(centre.report('2021-02').totals.total).toBe(3);
    expect(centre.store.db.prepare('SELECT text FROM comment_text').pluck().all()).toEqual(['Chờ hơi lâu']);
    expect(centre.verify().findings).toEqual([]);
    ledger.close();
  });

  it('that was cut anywhere gives what is whole and names the rest', () => {
    const kiosk = kioskWith(35);
    const whole = Buffer.from(exportOf(kiosk));
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    const [header = 0] = ends;
    for (let cut = header; cut < whole.length; cut += 491) {
      const centre = openBenchCentre(later);
      const result = importText(centre, whole.subarray(0, cut));
      const lines = ends.filter((end) => end <= cut).length - 1;
      expect(result.upTo, `cut at ${cut}`).toBe(Math.min(35, lines * 10));
      expect(result.problems.length, `cut at ${cut}`).toBeGreaterThan(0);
      expect(result.problems.at(-1)?.reason).toMatch(/cut here/);
      centre.store.close();
    }
  }, 30_000);

  it('with a line that was changed takes what comes before it and names it and what hangs on it', () => {
    const centre = openBenchCentre(later);
    const kiosk = kioskWith(35);
    const lines = exportOf(kiosk).split('\n');
    lines[2] = (lines[2] ?? '').replace('q1', 'q2');
    const result = importText(centre, lines.join('\n'));
    expect(result).toMatchObject({ batches: 1, upTo: 10 });
    expect(result.problems.map((p) => p.line)).toEqual([3, 4, 5]);
    expect(result.problems[0]?.reason).toMatch(/changed/);
    expect(result.problems[1]?.reason).toMatch(/does not hold/);
  });

  it('with over-long and foreign lines names them and goes on', () => {
    const centre = openBenchCentre(later);
    const kiosk = kioskWith(15);
    const lines = exportOf(kiosk).split('\n');
    lines.splice(1, 0, 'x'.repeat(5_000_000), '', '{"hello":1}');
    const result = importText(centre, lines.join('\n'));
    expect(result.upTo).toBe(15);
    expect(result.problems.slice(0, 3).map((p) => p.line)).toEqual([2, 3, 4]);
  });

  it('that is none, or another centre’s, is refused', () => {
    const centre = openBenchCentre(later);
    const code = (work: () => unknown): string => {
      try {
        work();
      } catch (cause) {
        if (cause instanceof CentreError) return cause.code;
      }
      return 'none';
    };
    expect(code(() => importText(centre, 'hello\n'))).toBe('centre/bad-import');
    expect(code(() => importText(centre, ''))).toBe('centre/bad-import');
    expect(code(() => importText(centre, exportOf(kioskWith(1), 1, 'other' as CentreId)))).toBe(
      'centre/bad-import',
    );
    expect(code(() => importFile(centre.store, centre.intake, '/nowhere/at/all'))).toBe('centre/bad-import');
  });
});

describe('npm run centre -- import', () => {
  const command = join(import.meta.dirname, '../../sync/centre/commands/centre.ts');
  const run = (...words: string[]) => spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });

  it('takes files into a store that is there, and says what it took', () => {
    const data = temporaryFolder();
    const file = join(data, 'k1.motcham');
    writeFileSync(file, exportOf(kioskWith(12)));
    const early = run('import', file, '--data', data);
    expect(early).toMatchObject({ status: 1, stderr: expect.stringMatching(/^centre\/no-store: [^\n]+\n$/) });
    openBenchCentre(later, data).store.close();
    const taken = run('import', file, '--data', data);
    expect(taken).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('12 new entries') });
    writeFileSync(file, readFileSync(file).subarray(0, -30));
    const cut = run('import', file, '--data', data);
    expect(cut.status).toBe(1);
    expect(cut.stdout).toContain('12 known');
    expect(cut.stderr).toMatch(/line 4 is/);
    expect(run('import', '--data', data)).toMatchObject({ status: 2 });
  });
});
