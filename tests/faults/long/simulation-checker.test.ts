import { describe, expect, it } from 'vitest';
import { type FaultKind, faultKinds } from '../simulation/fault-book.ts';
import { type MutantName, mutants } from '../simulation/mutants.ts';
import { ramFolder } from '../simulation/ram-folder.ts';
import { runSeed, type SeedResult } from '../simulation/run-seed.ts';

const root = ramFolder();

/** The first of 200 seeds in which the checker finds something wrong with a broken build. */
const catchIn = async (name: MutantName): Promise<SeedResult | undefined> => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const result = await runSeed(seed, { root, mutant: mutants[name] });
    if (result.violations.length > 0) return result;
  }
  return undefined;
};

describe('the simulation', () => {
  it('meets every kind of fault in 40 seeds', async () => {
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
