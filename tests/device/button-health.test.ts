import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HealthEffect,
  type HealthInput,
  newButtons,
  defaultHealthRules as rules,
  stepHealth,
} from '../../device/health/button-health.ts';
import type { ButtonIndex } from '../../device/panel.ts';

const mask = (downMask: number, atMs: number): HealthInput => ({ on: 'mask', downMask, atMs });
const pulse = (button: number, atMs: number): HealthInput => ({
  on: 'pulse',
  button: button as ButtonIndex,
  atMs,
});
const run = (...inputs: HealthInput[]): HealthEffect[] => {
  let buttons = newButtons;
  return inputs.flatMap((input) => {
    const step = stepHealth(buttons, input, rules);
    buttons = step.buttons;
    return step.effects;
  });
};
const presses = (effects: readonly HealthEffect[]): number[] =>
  effects.flatMap((effect) => (effect.do === 'press' ? [effect.button] : []));
const faults = (effects: readonly HealthEffect[]): (string | undefined)[] =>
  effects.flatMap((effect) => (effect.do === 'fault-changed' ? [effect.fault] : []));

describe('the health of buttons', () => {
  it('makes a press of going down, none of going up or staying down', () => {
    expect(presses(run(mask(0b100, 0), mask(0b100, 100), mask(0, 200), mask(0b1, 300)))).toEqual([3, 1]);
  });

  it('takes the bounce of a contact for what it is', () => {
    const bounce = run(mask(1, 0), mask(0, 2), mask(1, 4), mask(0, 6), mask(1, 8), mask(0, 200));
    expect(presses(bounce)).toEqual([1]);
    expect(bounce.filter((effect) => effect.do === 'count' && effect.what === 'bounces')).toHaveLength(2);
  });

  it('takes a button that stays down for ten minutes for one press, says so, and lets the others go on', () => {
    const held: HealthInput[] = [mask(0b1, 0)];
    for (let atMs = 250; atMs < 600_000; atMs += 250) held.push({ on: 'time', atMs });
    const effects = run(
      ...held,
      mask(0b11, 600_000),
      mask(0b1, 600_100),
      mask(0b101, 600_200),
      mask(0, 601_000),
    );
    expect(presses(effects)).toEqual([1, 2, 3]);
    expect(faults(effects)).toEqual(['stuck', undefined]);
    expect(presses(run(...held, mask(0, 601_000), mask(1, 602_000)))).toEqual([1, 1]);
  });

  it('takes a box that repeats the word of a stuck button for ten minutes for one press', () => {
    const words: HealthInput[] = [pulse(4, 0), pulse(4, 500)];
    for (let atMs = 530; atMs < 600_000; atMs += 30) words.push(pulse(4, atMs));
    const effects = run(...words, pulse(2, 600_000), { on: 'time', atMs: 602_000 });
    expect(presses(effects)).toEqual([4, 2]);
    expect(faults(effects)).toEqual(['stuck', undefined]);
  });

  it('mutes a button that presses faster than a hand can, until it has been quiet', () => {
    const wild: HealthInput[] = [];
    for (let atMs = 0; atMs < 60_000; atMs += 50) wild.push(mask(1, atMs), mask(0, atMs + 25));
    const effects = run(...wild);
    expect(presses(effects).length).toBeLessThan(rules.chatterPresses);
    expect(faults(effects)).toEqual(['chattering']);
    const quiet: HealthInput = { on: 'time', atMs: 60_000 + rules.quietMs };
    const after = run(...wild, mask(0b10, 60_010), mask(0, 60_100), quiet, mask(1, 70_000));
    expect(presses(after).slice(-2)).toEqual([2, 1]);
    expect(faults(after)).toEqual(['chattering', undefined]);
  });

  it('lets the fastest hand through: eight presses a second', () => {
    const fast: HealthInput[] = [];
    for (let atMs = 0; atMs < 10_000; atMs += 125) fast.push(mask(1, atMs), mask(0, atMs + 60));
    expect(presses(run(...fast))).toHaveLength(80);
  });

  it('forgets what was held when the panel is unplugged, but not that a button is stuck', () => {
    expect(presses(run(mask(1, 0), { on: 'lost', atMs: 500 }, mask(1, 1_000)))).toEqual([1, 1]);
    const stuck = run(
      mask(1, 0),
      { on: 'time', atMs: 30_000 },
      { on: 'lost', atMs: 31_000 },
      mask(1, 32_000),
    );
    expect(presses(stuck)).toEqual([1]);
  });

  it('never makes more presses of a button than it went down', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 3_000 })));
    fc.assert(
      fc.property(steps, (list) => {
        let atMs = 0;
        let before = 0;
        let downs = 0;
        const inputs = list.map(([downMask, afterMs]) => {
          atMs += afterMs;
          downs += [...(downMask & ~before).toString(2)].filter((bit) => bit === '1').length;
          before = downMask;
          return mask(downMask, atMs);
        });
        expect(presses(run(...inputs)).length).toBeLessThanOrEqual(downs);
      }),
    );
  });
});
