import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { laidBytes, layLog } from '../../sync/ledger/lay-log.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { handClock, rating } from './ledger-drafts.ts';
import { ledgerPath, writeLedger } from './ledger-folder.ts';

const openLaid = (path: string): Ledger => {
  const ledger = openLedger({ path, clock: handClock(), version: '1', laysLog: true });
  onTestFinished(() => ledger.close());
  return ledger;
};
const logSize = (path: string): number => statSync(`${path}-wal`).size;

describe('a log that is laid ahead', () => {
  it('does not grow under presses, nor when SQLite begins it anew, and what is written stands in it', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const ledger = openLaid(path);
    expect(logSize(path)).toBe(laidBytes);
    const before = ledger.head().seq;
    for (let i = 0; i < 1_200; i += 1) ledger.append(rating(`press:${i}`));
    expect(logSize(path)).toBe(laidBytes);
    // As a power cut would leave it: both files as they are, without a word of goodbye.
    const cut = ledgerPath();
    for (const file of ['', '-wal']) copyFileSync(`${path}${file}`, `${cut}${file}`);
    expect(verifyLedger(cut)).toMatchObject({ ok: true, entries: before + 1_200 });
    expect(openLaid(cut).head()).toMatchObject(ledger.head());
  });

  it('is laid again after a text was erased, of which nothing is left in it', () => {
    const path = ledgerPath();
    const ledger = openLaid(path);
    const { seq } = ledger.append(rating('press:1'));
    const comment = ledger.appendComment(seq, 'một câu mà không ai được đọc nữa');
    expect(ledger.eraseText(comment.seq)).toBe(true);
    expect(logSize(path)).toBe(laidBytes);
    expect(readFileSync(`${path}-wal`).includes('không ai được đọc')).toBe(false);
    ledger.append(rating('press:2'));
    expect(verifyLedger(path)).toMatchObject({ ok: true });
  });

  it('is nothing where there is no log', () => {
    const path = join(temporaryFolder(), 'none.sqlite');
    layLog(path);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});

needs('strace')('a disk without room for the log', () => {
  const child = join(import.meta.dirname, 'append-and-report.ts');
  const run = (path: string, words: readonly string[]): string => {
    const traced = `${path}.strace`;
    const { stdout, stderr } = spawnSync(
      'strace',
      ['-f', '-qq', '-o', traced, '-P', `${path}-wal`, '-e', 'trace=pwrite64,ftruncate'].concat(
        words,
        process.execPath,
        child,
        path,
        '3',
        'laid',
      ),
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    return `${stdout}${readFileSync(traced, 'utf8')}`;
  };

  it('is left as it was, and takes ratings', () => {
    const whole = ledgerPath();
    writeLedger(whole, 3);
    const writes = run(whole, [])
      .split('\n')
      .filter((line) => line.includes('pwrite64('));
    const first = writes.findIndex((line) => / = 131072$/.test(line));
    expect(first).toBeGreaterThan(0);

    const path = ledgerPath();
    writeLedger(path, 3);
    // The third piece of the log finds no room.
    const told = run(path, ['-e', `inject=pwrite64:error=ENOSPC:when=${first + 3}`]);
    expect(told).toContain('(INJECTED)');
    expect(told).toMatch(/ftruncate\(.*\) += 0/);
    expect(told.match(/"ok"/g)).toHaveLength(4);
    expect(told).not.toContain('refused');
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 4 + 3 + 1 });
  });
});
