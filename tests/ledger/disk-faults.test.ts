import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ballastBytes, dropBallast, hasBallast, layBallast } from '../../sync/ledger/ballast.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { handClock } from './ledger-drafts.ts';
import { ledgerPath, writeLedger } from './ledger-folder.ts';

type Line = Readonly<Record<string, unknown>>;
const child = join(import.meta.dirname, 'append-and-report.ts');
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const acknowledged = (lines: readonly Line[]): unknown[] =>
  lines.flatMap((line) => ('ok' in line ? [line.ok] : []));
const refusals = (lines: readonly Line[]): Set<unknown> =>
  new Set(lines.flatMap((line) => ('refused' in line ? [line.refused] : [])));

/** Every acknowledged entry is in the file, and the file is whole. */
const expectNothingLost = (path: string, lines: readonly Line[]): void => {
  const report = verifyLedger(path);
  expect(report.findings).toEqual([]);
  const last = Math.max(0, ...acknowledged(lines).map(Number));
  expect(report.entries).toBeGreaterThanOrEqual(last);
};

describe('the ballast', () => {
  it('lies beside every ledger and holds real room back', () => {
    const path = ledgerPath();
    writeLedger(path, 1);
    expect(hasBallast(path)).toBe(true);
    const { size, blocks } = statSync(`${path}.ballast`);
    expect(size).toBe(ballastBytes);
    if (process.platform === 'linux') expect(blocks * 512).toBeGreaterThanOrEqual(ballastBytes);
  });

  it('can be given up and laid again', () => {
    const path = ledgerPath();
    expect(dropBallast(path)).toBe(false);
    expect(layBallast(path)).toBe(true);
    expect(dropBallast(path)).toBe(true);
    expect(hasBallast(path)).toBe(false);
    expect(layBallast(path)).toBe(true);
  });

  it('does not stand in the way of a ledger where it cannot be laid for another reason than room', () => {
    const path = ledgerPath();
    mkdirSync(`${path}.ballast`);
    writeLedger(path, 2);
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 3 });
  });
});

needs('strace')('a disk that fails', () => {
  /** Runs the child while strace makes a system call on one file fail. */
  const runUnder = (path: string, count: number, file: string, injection: string): Line[] => {
    const result = spawnSync(
      'strace',
      ['-f', '-qq', '-o', '/dev/null', '-P', file, '-e', `trace=${injection.split(':')[0]}`].concat(
        '-e',
        `inject=${injection}`,
        process.execPath,
        child,
        path,
        String(count),
      ),
      { encoding: 'utf8' },
    );
    expect(result.stderr).toBe('');
    return linesOf(result.stdout);
  };

  it('with an error on fsync: refuses from then on, reads, and is whole after a restart', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const lines = runUnder(path, 8, `${path}-wal`, 'fsync,fdatasync:error=EIO:when=6');
    expect(refusals(lines)).toEqual(new Set(['ledger/io']));
    // Once refused, nothing is taken until the file was opened anew.
    const first = lines.findIndex((line) => 'refused' in line);
    const reopened = lines.findIndex((line) => 'reopened' in line);
    expect(lines.slice(first, reopened).filter((line) => 'ok' in line)).toEqual([]);
    expect(lines).toContainEqual({ watermark: 'ledger/io' });
    expect(lines[reopened]).toEqual({ reopened: true });
    expect(lines.at(-1)).toHaveProperty('ok');
    expectNothingLost(path, lines);
  });

  it('with errors on every write: refuses each, and is whole after the restart', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const lines = runUnder(path, 5, `${path}-wal`, 'pwrite64:error=EIO:when=8+');
    expect(refusals(lines)).toEqual(new Set(['ledger/io']));
    expectNothingLost(path, lines);
  });

  it('full: refuses with its name, and takes the next rating when there is room again', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    // The sixth and seventh writes to the log find no room; the ones after do.
    const lines = runUnder(path, 8, `${path}-wal`, 'pwrite64:error=ENOSPC:when=8..9');
    expect(refusals(lines)).toEqual(new Set(['ledger/disk-full']));
    const refusedAt = lines.findIndex((line) => 'refused' in line);
    expect(lines.slice(refusedAt).filter((line) => 'ok' in line).length).toBeGreaterThan(1);
    const seqs = acknowledged(lines).map(Number);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
    expectNothingLost(path, lines);
  });

  it('full when it is opened: gives up the ballast, and is opened', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const lines = runUnder(path, 1, `${path}-wal`, 'pwrite64:error=ENOSPC:when=1');
    expect(lines.slice(0, 2)).toEqual([{ log: 'ledger/ballast-given-up' }, { opened: true }]);
    expectNothingLost(path, lines);
  });

  it('read-only: says so', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const lines = runUnder(path, 1, path, 'openat:error=EROFS:when=1+');
    expect(lines).toEqual([{ open: 'ledger/read-only' }, { opened: false }]);
    const folder = temporaryFolder();
    const inside = join(folder, 'new', 'ledger.sqlite');
    const made = runUnder(inside, 1, join(folder, 'new'), 'mkdir,mkdirat:error=EROFS');
    expect(made[0]).toEqual({ open: 'ledger/read-only' });
  });
});

/** A small file system of its own, where this machine lets us make one. */
const smallDisk = (script: string): { readonly lines: Line[]; readonly ran: boolean } => {
  const mount = temporaryFolder();
  const result = spawnSync(
    'unshare',
    [
      '-Urm',
      'sh',
      '-c',
      `mount -t tmpfs -o size=6m tmpfs ${mount} && echo '{"mounted":true}' && cd ${mount} && ${script}`,
    ],
    { encoding: 'utf8' },
  );
  const lines = linesOf(result.stdout ?? '');
  return { lines, ran: lines[0]?.mounted === true };
};

needs('strace')('a disk that is really full', () => {
  it('refuses ratings, drains what is pending, and opens again on the ballast', () => {
    const node = `${process.execPath} ${child}`;
    const { lines, ran } = smallDisk(
      [
        `${node} ./ledger.sqlite 5`,
        // Everything that is left goes to somebody else.
        'cat /dev/zero > ./other 2>/dev/null',
        `${node} ./ledger.sqlite 30`,
        `${node} ./ledger.sqlite 30`,
        'rm ./other',
        `${node} ./ledger.sqlite 2`,
      ].join('; '),
    );
    if (!ran) {
      process.stderr.write('did not run on a real full disk: this machine lets nobody mount a tmpfs\n');
      return;
    }
    const runs: Line[][] = [];
    for (const line of lines) {
      if ('opened' in line) runs.push([]);
      runs.at(-1)?.push(line);
    }
    expect(runs).toHaveLength(4);
    const [first, second, third, fourth] = runs;
    expect(refusals(first ?? [])).toEqual(new Set());
    for (const full of [second ?? [], third ?? []]) {
      expect(full[0]).toEqual({ opened: true });
      expect(refusals(full)).toEqual(new Set(['ledger/disk-full']));
      expect(acknowledged(full)).toEqual([]);
      expect(full.some((line) => typeof line.watermark === 'number')).toBe(true);
    }
    expect(refusals(fourth ?? [])).toEqual(new Set());
    expect(acknowledged(fourth ?? [])).toHaveLength(3);
  });
});

describe('a folder that nobody may write to', () => {
  it('is refused by name', () => {
    const path = ledgerPath();
    writeFileSync(path, readFileSync('/dev/null'));
    // As root every folder can be written to; a folder in the place of the lock cannot be opened by anybody.
    mkdirSync(`${path}.lock`);
    expect(() => openLedger({ path, clock: handClock(), version: '1' })).toThrow(/lock/);
  });
});
