import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { cutPower } from '../power-cut/cut-power.ts';

const seeds = [1, 2, 3, 4, 5];
const cutsPerSeed = 100;

// Sessions long enough that SQLite checkpoints in the middle (1,000 pages of log), so that cuts hit the database file as well.
needs('strace')('500 power cuts over five seeds', () => {
  it('lose nothing that was thanked for, and leave a whole store', { timeout: 600_000 }, () => {
    let acknowledged = 0;
    let withUnsynced = 0;
    for (const seed of seeds) {
      const options = {
        folder: temporaryFolder(),
        seed,
        cuts: cutsPerSeed,
        sessions: 2,
        presses: 300 + 60 * seed,
        // As a kiosk's host has it, and as all others have it.
        laysLog: seed % 2 === 1,
      };
      const result = cutPower(options);
      expect(result.corrupt, `seed ${seed}`).toEqual([]);
      expect(result.lost, `seed ${seed}`).toBe(0);
      acknowledged += result.acknowledged;
      withUnsynced += result.withUnsynced;
    }
    process.stdout.write(
      `power cuts: ${seeds.length * cutsPerSeed}, with something unsynced: ${withUnsynced}, thanked entries looked for: ${acknowledged}, lost: 0\n`,
    );
    expect(withUnsynced).toBeGreaterThan(250);
  });

  it('lose thanked ratings with synchronous=NORMAL, or the harness would prove nothing', {
    timeout: 600_000,
  }, () => {
    let lost = 0;
    for (const seed of seeds) {
      const folder = temporaryFolder();
      lost += cutPower({ folder, seed, cuts: 20, sessions: 2, presses: 300, mutant: 'normal' }).lost;
    }
    process.stdout.write(`power cuts with synchronous=NORMAL: 100, thanked entries lost: ${lost}\n`);
    expect(lost).toBeGreaterThan(0);
  });
});
