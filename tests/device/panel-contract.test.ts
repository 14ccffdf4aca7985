import { afterEach, describe, expect, it } from 'vitest';
import type { Panel } from '../../device/panel.ts';
import { recordedDevices } from './recorded/devices.ts';
import {
  type Bench,
  motchamBench,
  plainBytesBench,
  plainLinesBench,
  recordedBench,
  wedgeBench,
} from './support/benches.ts';
import { type Listening, listen } from './support/listening.ts';

const profiles: readonly (readonly [string, () => Bench])[] = [
  ['motcham-line', motchamBench],
  ['plain-line, lines of text', plainLinesBench],
  ['plain-line, bytes', plainBytesBench],
  ['keyboard-wedge', wedgeBench],
  ...recordedDevices.map(
    (device) => [`${device.profile}: ${device.name}`, () => recordedBench(device)] as const,
  ),
];

/** What every panel promises to the kiosk, whatever it is made of. */
describe.each(profiles)('the port of a panel: %s', (_name, makeBench) => {
  const opened: { bench: Bench; panel: Panel }[] = [];
  afterEach(async () => {
    for (const { bench, panel } of opened.splice(0)) {
      await panel.close();
      bench.end();
    }
  });

  const setUp = async (): Promise<{ bench: Bench; panel: Panel; heard: Listening }> => {
    const bench = makeBench();
    const heard = listen();
    const panel = bench.open(heard.listener);
    opened.push({ bench, panel });
    // Longer than it takes a panel to say that it is there.
    await bench.clock.advance(1_500);
    return { bench, panel, heard };
  };
  /** A press of a hand, and time for the next one. */
  const press = async ({ bench }: { bench: Bench }, button: number): Promise<void> => {
    bench.down(button);
    await bench.clock.advance(80);
    bench.up(button);
    await bench.clock.advance(1_000);
  };
  const pressed = (heard: Listening): number[] => heard.presses.map(({ button }) => button);

  it('is up, and says where', async () => {
    const { heard, panel } = await setUp();
    expect(heard.lastStatus()).toMatchObject({ link: 'up', path: expect.stringMatching(/./) });
    expect(panel.profile).toBe(_name.split(/[,:]/)[0]);
  });

  it('hands on each button as what it is, once, in order', async () => {
    const made = await setUp();
    const order = [...made.bench.buttons, ...[...made.bench.buttons].reverse()];
    for (const button of order) await press(made, button);
    expect(pressed(made.heard)).toEqual(order);
  });

  it('makes one press of a button that is held for long', async () => {
    const made = await setUp();
    made.bench.down(1);
    await made.bench.clock.advance(10_000);
    made.bench.up(1);
    await press(made, 2);
    expect(pressed(made.heard)).toEqual([1, 2]);
  });

  it('counts what it does not understand, makes no press of it, and understands the next one', async () => {
    const made = await setUp();
    const before = Object.values(made.panel.counters()).reduce((sum, count) => sum + count, 0);
    made.bench.noise();
    await made.bench.clock.advance(100);
    expect(made.heard.presses).toEqual([]);
    if (made.bench.plug) {
      const after = Object.values(made.panel.counters()).reduce((sum, count) => sum + count, 0);
      expect(after).toBeGreaterThan(before);
    }
    await press(made, 3);
    expect(pressed(made.heard)).toEqual([3]);
  });

  it('counts presses, all and for each button, and knows when it was last seen', async () => {
    const made = await setUp();
    await press(made, 2);
    await press(made, 2);
    await press(made, 1);
    expect(made.panel.counters()).toMatchObject({ presses: 3, press1: 1, press2: 2 });
    expect(made.panel.health().buttons.map(({ presses }) => presses)).toEqual([1, 2, 0, 0, 0]);
    expect(made.panel.health().problems).toEqual([]);
    expect(made.panel.lastSeenAt()).toBeGreaterThan(0);
  });

  it('takes an answer twice, the other answer after it, and one after it was closed', async () => {
    const made = await setUp();
    await press(made, 1);
    const [first] = made.heard.presses;
    first?.acknowledge();
    first?.refuse();
    await made.panel.close();
    first?.acknowledge();
    first?.refuse();
    expect(made.heard.presses).toHaveLength(1);
  });

  it('says nothing more once it is closed, and can be closed again', async () => {
    const made = await setUp();
    await made.panel.close();
    await made.panel.close();
    const told = made.heard.statuses.length;
    await press(made, 1);
    await made.bench.clock.advance(10_000);
    expect(made.heard.presses).toEqual([]);
    expect(made.heard.statuses).toHaveLength(told);
  });

  it.each([[undefined], ['silently' as const]])(
    'is down when it is unplugged (%s) and works again when it is back',
    async (how) => {
      const made = await setUp();
      const { plug } = made.bench;
      if (!plug) return;
      await press(made, 1);
      plug.pull(how);
      await made.bench.clock.advance(2_000);
      expect(made.heard.lastStatus()).toMatchObject({
        link: 'down',
        problem: { code: 'panel/not-found', message: expect.stringMatching(/plug/) },
      });
      plug.push();
      await made.bench.clock.advance(2_500);
      expect(made.heard.lastStatus()).toMatchObject({ link: 'up' });
      await press(made, 2);
      expect(pressed(made.heard)).toEqual([1, 2]);
    },
  );
});
