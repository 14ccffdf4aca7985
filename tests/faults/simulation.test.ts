import { describe, expect, it } from 'vitest';
import { mutants } from './simulation/mutants.ts';
import { ramFolder } from './simulation/ram-folder.ts';
import { runSeed } from './simulation/run-seed.ts';

const root = ramFolder();

describe('the whole system under virtual time', () => {
  it('keeps its promises for forty seeds, and a seed runs the same twice', async () => {
    const violations: string[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const result = await runSeed(seed, { root });
      violations.push(...result.violations.map((violation) => `seed ${seed}: ${violation}`));
    }
    expect(violations).toEqual([]);
    const [first, again] = [await runSeed(7, { root }), await runSeed(7, { root })];
    expect(again.trace).toBe(first.trace);
  });

  it.each(Object.entries(mutants))('catches the broken build %s within 200 seeds', async (_name, mutant) => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { violations } = await runSeed(seed, { root, mutant });
      if (violations.length > 0) return;
    }
    expect.fail('the checker let it pass');
  });
});
