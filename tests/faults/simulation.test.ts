import { describe, expect, it } from 'vitest';
import { readArguments } from './simulation/arguments.ts';
import { ramFolder } from './simulation/ram-folder.ts';
import { runSeed } from './simulation/run-seed.ts';

const root = ramFolder();

// `npm run test:simulation` is the same over 2,000 seeds, `long/simulation-checker` tries the checker itself; here stands a slice.
describe('kiosks, broker and centre under virtual time', () => {
  it('lose nothing, count nothing twice and change nothing, whatever happens to them', async () => {
    const presses = { attempted: 0, thanked: 0, final: 0 };
    for (let seed = 1; seed <= 10; seed += 1) {
      const { violations, figures } = await runSeed(seed, { root });
      expect(violations, `seed ${seed}`).toEqual([]);
      presses.attempted += figures.attempted;
      presses.thanked += figures.thanked;
      presses.final += figures.final;
    }
    expect(presses.attempted).toBeGreaterThan(150);
    expect(presses.final).toBeGreaterThan(presses.thanked * 0.9);
  }, 120_000);

  // A centre restored from nothing, then a restored image that goes on in the place of what two clones have set aside.
  it('carry on again what a restored centre has lost of ledgers that were set aside', async () => {
    const { violations, counts } = await runSeed(992, { root });
    expect(violations).toEqual([]);
    expect(counts['ledger set aside carried on again']).toBe(2);
  });

  it.each([7, 25, 101])('replay exactly from a seed: %i', async (seed) => {
    const lines: string[] = [];
    const first = await runSeed(seed, { root, onLine: (line) => lines.push(line) });
    const second = await runSeed(seed, { root });
    expect(lines.length).toBeGreaterThan(100);
    expect(second).toEqual(first);
  });

  it('say that a run is void when a fault it planned did not come', async () => {
    const { unfired, counts } = await runSeed(7, { root, withhold: true });
    expect(unfired.length).toBeGreaterThan(0);
    for (const kind of unfired) expect(counts[kind]).toBeUndefined();
  });
});

describe('the command of the simulation', () => {
  it('reads its words', () => {
    expect(readArguments(['--seed', '12', '--trace', '--mutant', 'dedup-by-packet-id'])).toMatchObject({
      seed: 12,
      isTraced: true,
      mutant: 'dedup-by-packet-id',
    });
    expect(readArguments([])).toMatchObject({ seeds: 2_000, from: 1, workers: 2 });
    expect(readArguments(['--help'])).toBeUndefined();
    expect(() => readArguments(['--seeds', 'x'])).toThrow('--seeds must be a whole number');
    expect(() => readArguments(['--mutant', 'x'])).toThrow('no mutant "x"');
  });
});
