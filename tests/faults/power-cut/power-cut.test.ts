import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { cutPower } from './cut-power.ts';

// A short run of what `tests/faults/long/power-cut.test.ts` does at length.
needs('strace')('a power cut while a kiosk takes presses', () => {
  it('loses nothing that was thanked for, and leaves a whole store', () => {
    const result = cutPower({ folder: temporaryFolder(), seed: 7, cuts: 60, sessions: 3, presses: 60 });
    expect(result.corrupt).toEqual([]);
    expect(result.lost).toBe(0);
    expect(result.cuts).toBe(60);
    expect(result.acknowledged).toBeGreaterThan(1_000);
    expect(result.withUnsynced).toBeGreaterThan(10);
  });

  it('would be noticed: with synchronous=NORMAL the same cuts lose thanked ratings', () => {
    const result = cutPower({
      folder: temporaryFolder(),
      seed: 7,
      cuts: 20,
      sessions: 1,
      presses: 60,
      mutant: 'normal',
    });
    expect(result.lost).toBeGreaterThan(0);
  });
});
