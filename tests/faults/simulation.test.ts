import { describe, expect, it } from 'vitest';
import { readArguments } from './simulation/arguments.ts';
import { type FaultKind, faultKinds } from './simulation/fault-book.ts';
import { type MutantName, mutants } from './simulation/mutants.ts';
import { ramFolder } from './simulation/ram-folder.ts';
import { runSeed, type SeedResult } from './simulation/run-seed.ts';

const root = ramFolder();

/** The first of 200 seeds in which the checker finds something wrong with a broken build. */
const catchIn = async (name: MutantName): Promise<SeedResult | undefined> => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const result = await runSeed(seed, { root, mutant: mutants[name] });
    if (result.violations.length > 0) return result;
  }
  return undefined;
};

// `npm run test:simulation` is the same over 2,000 seeds; here stands a slice of it.
describe('kiosks, broker and centre under virtual time', () => {
  it('lose nothing, count nothing twice and change nothing, whatever happens to them', async () => {
    const fired = new Map<FaultKind, number>();
    const presses = { attempted: 0, thanked: 0, final: 0 };
    for (let seed = 1; seed <= 40; seed += 1) {
      const { violations, unfired, counts, figures } = await runSeed(seed, { root });
      expect(violations, `seed ${seed}`).toEqual([]);
      if (unfired.length > 0) continue; // void: it proves nothing
      for (const kind of faultKinds) fired.set(kind, (fired.get(kind) ?? 0) + (counts[kind] ?? 0));
      presses.attempted += figures.attempted;
      presses.thanked += figures.thanked;
      presses.final += figures.final;
    }
    for (const kind of faultKinds) expect(fired.get(kind), `${kind} fired`).toBeGreaterThan(3);
    expect(presses.attempted).toBeGreaterThan(700);
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

describe('the checker of the simulation catches a build in which', () => {
  it('a receipt is sent before the commit, and a crash takes the commit back', async () => {
    const caught = await catchIn('receipt-before-commit');
    expect(caught?.violations.join('\n')).toMatch(
      /a receipt said \d+, after the crash the store holds \d+|was thanked and is not in the table/,
    );
  }, 120_000);

  it('the watermark moves on the broker’s PUBACK', async () => {
    const caught = await catchIn('watermark-on-puback');
    expect(caught?.violations.join('\n')).toMatch(/the watermark stands at \d+, the centre's receipts reach/);
  }, 120_000);

  it('the watermark moves on the broker’s PUBACK, by the presses that this loses', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { violations } = await runSeed(seed, { root, mutant: mutants['watermark-on-puback'] });
      if (violations.some((text) => /was (thanked|accepted) and is not in the table/.test(text))) return;
    }
    expect.unreachable('200 seeds and nothing was lost');
  }, 120_000);

  it('the packet id tells a repetition from news', async () => {
    const caught = await catchIn('dedup-by-packet-id');
    expect(caught?.violations.join('\n')).toMatch(/stands in the table \d+ times/);
  }, 120_000);

  it('the citizen is thanked before the disk has the press', async () => {
    const caught = await catchIn('thanks-before-the-disk');
    expect(caught?.violations.join('\n')).toMatch(/was (thanked|accepted|repeat) and is not in the table/);
  }, 120_000);
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
