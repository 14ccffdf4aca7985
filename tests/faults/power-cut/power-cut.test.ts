import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { cutPower } from './cut-power.ts';

// A short run of what `tests/faults/long/power-cut.test.ts` does at length.
needs('strace')('a power cut while a kiosk takes presses', () => {
  it.each([
    { laysLog: false, cuts: 60, sessions: 3 },
    { laysLog: true, cuts: 30, sessions: 2 },
  ])('loses nothing that was thanked for, and leaves a whole store: %o', (how) => {
    const result = cutPower({ folder: temporaryFolder(), seed: 7, presses: 60, ...how });
    expect(result.corrupt).toEqual([]);
    expect(result.lost).toBe(0);
    expect(result.cuts).toBe(how.cuts);
    expect(result.acknowledged).toBeGreaterThan(16 * how.cuts);
    expect(result.withUnsynced).toBeGreaterThan(how.cuts / 6);
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
