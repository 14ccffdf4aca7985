import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { decodePanelLine } from '../../device/protocol/decode.ts';
import { encodeFrame } from '../../device/protocol/encode.ts';
import type { HostFrame, PanelFrame } from '../../device/protocol/frame.ts';
import { needs } from '../support/needs.ts';
import { type Harness, type HarnessOptions, make, type Report, startHarness } from './harness.ts';

type PressFrame = Extract<PanelFrame, { type: 'press' }>;

const framesIn = (reports: readonly Report[]): PanelFrame[] =>
  reports
    .filter((report) => report.what === 'tx')
    .map(({ text }) => {
      const decoded = decodePanelLine(text);
      if (!decoded.ok) throw new Error(`the panel said ${text}: ${decoded.reason}`);
      return decoded.frame;
    });

const pressesIn = (reports: readonly Report[]): PressFrame[] =>
  framesIn(reports).filter((frame): frame is PressFrame => frame.type === 'press');

const identities = (presses: readonly PressFrame[]): string[] => [
  ...new Set(presses.map(({ nonce, seq, button }) => `${nonce}:${seq}:${button}`)),
];

const nonceIn = (reports: readonly Report[]): string => {
  const hello = framesIn(reports).find((frame) => frame.type === 'hello');
  if (hello === undefined) throw new Error('no hello');
  return hello.nonce;
};

const send = (frame: HostFrame): string => `send ${encodeFrame(frame)}`;
const recorded = ({ nonce, seq }: PressFrame): string => send({ type: 'recorded', nonce, seq });

/** Read after 20 ms: the line of the host takes a moment. */
const lampsOf = async (harness: Harness): Promise<Record<string, boolean>> => {
  const [said] = await harness.run('wait 20ms', 'leds');
  return Object.fromEntries(
    (said?.text ?? '').split(' ').map((pair) => [pair.split('=')[0], pair.endsWith('=1')]),
  );
};

needs(
  'avr-gcc',
  'simavr',
  'make',
  'cc',
)('the firmware on its chip', () => {
  beforeAll(() => {
    make('all', 'harness');
  }, 60_000);

  const started: Harness[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((harness) => harness.stop()));
  });
  /** Past its first boot, which takes half a second to draw a key. */
  const boot = async (options: HarnessOptions = {}): Promise<Harness> => {
    const harness = startHarness({ isFree: true, seed: 1, ...options });
    started.push(harness);
    await harness.run('wait 700ms');
    return harness;
  };

  it('makes one press of one press, bouncing 0 to 8 ms on all five buttons', async () => {
    const harness = await boot();
    const expected: string[] = [];
    for (let count = 1; count <= 100; count += 1) {
      const button = (count % 5) + 1;
      const hold = `press ${button} bounce ${count % 9}ms hold ${30 + count}ms`;
      const said = [...(await harness.run(hold)), ...(await harness.run(`wait ${30 + (count % 7)}ms`))];
      const fresh = pressesIn(said).find((press) => press.seq === count);
      expect(fresh?.button, `press ${count}`).toBe(button);
      if (fresh) await harness.run(recorded(fresh));
      expected.push(`${fresh?.nonce}:${count}:${button}`);
    }
    expect(identities(pressesIn(harness.reports))).toEqual(expected);
  });

  it('puts the first byte of a press on the line within 15 ms of the first contact, whatever else is being said', async () => {
    const harness = await boot();
    // Twenty that nobody acknowledges keep the line busy; asking who it is makes it busier.
    for (let count = 0; count < 20; count += 1)
      await harness.run(`press ${(count % 5) + 1} hold 40ms`, 'wait 40ms');
    const from = harness.reports.length;
    for (let count = 0; count < 300; count += 1) {
      await harness.run(send({ type: 'who' }), `wait ${37 + (count % 41)}.${count % 10}ms`);
      const said = await harness.run(`press ${(count % 5) + 1} bounce 8ms hold 40ms`);
      const press = pressesIn(said).reduce((a, b) => (a.seq > b.seq ? a : b));
      await harness.run(recorded(press));
    }
    const latencies = harness.reports
      .slice(from)
      .filter((report) => report.what === 'latency')
      .map((report) => Number(report.text.split(' ')[1]))
      .sort((a, b) => a - b);
    expect(latencies).toHaveLength(300);
    expect(latencies.at(-1)).toBeLessThanOrEqual(15);
    expect(latencies[150]).toBeGreaterThan(8);
  });

  it('shows recorded after the acknowledgement and not before', async () => {
    const harness = await boot();
    await harness.run(send({ type: 'who' }));
    const said = await harness.run('press 3 bounce 8ms hold 120ms');
    expect(await lampsOf(harness)).toMatchObject({
      link: true,
      pressed: true,
      recorded: false,
      fault: false,
    });
    const [press] = pressesIn(said);
    if (press === undefined) throw new Error('no press');
    await harness.run(recorded(press));
    expect(await lampsOf(harness)).toMatchObject({ recorded: true, fault: false });
    const later = await harness.run('wait 2500ms');
    expect(pressesIn(later)).toEqual([]);
    expect(later.some(({ what, text }) => what === 'led' && text === 'recorded off')).toBe(true);
  });

  it('repeats what is not acknowledged every 500 ms, oldest first', async () => {
    const harness = await boot();
    await harness.run('press 1 hold 50ms', 'press 2 hold 50ms', 'press 4 hold 50ms');
    const said = await harness.run('wait 5s');
    const times = said
      .filter(({ what, text }) => what === 'tx' && text.startsWith('$P'))
      .map(({ atMs }) => atMs);
    expect(
      pressesIn(said)
        .slice(0, 6)
        .map(({ seq }) => seq),
    ).toEqual([1, 2, 3, 1, 2, 3]);
    expect(times).toHaveLength(30);
    for (let at = 3; at < times.length; at += 1) {
      const apart = (times[at] ?? 0) - (times[at - 3] ?? 0);
      expect(Math.abs(apart - 500)).toBeLessThan(5);
    }
  });

  it('comes again two seconds after the host could not record it', async () => {
    const harness = await boot();
    const [press] = pressesIn(await harness.run('press 5 hold 50ms'));
    if (press === undefined) throw new Error('no press');
    await harness.run(send({ ...press, type: 'refused' }));
    expect(await lampsOf(harness)).toMatchObject({ fault: true, recorded: false });
    expect(pressesIn(await harness.run('wait 1900ms'))).toEqual([]);
    expect(pressesIn(await harness.run('wait 300ms'))).toEqual([press]);
    await harness.run(recorded(press));
    expect(await lampsOf(harness)).toMatchObject({ fault: false, recorded: true });
  });

  it('keeps 32 presses while no host is there, and turns away the others by the fault lamp', async () => {
    const harness = await boot();
    for (let count = 1; count <= 40; count += 1) {
      const from = harness.reports.length;
      await harness.run(`press ${(count % 5) + 1} bounce 3ms hold 60ms`, 'wait 840ms');
      const said = harness.reports.slice(from);
      const changes = (lamp: string, since = 0): number =>
        said.slice(since).filter(({ what, text }) => what === 'led' && text === lamp).length;
      // Queued: lit without a break from then on; until then it may blink for the press before. Turned away: the fault lamp blinks.
      const queuedAt = said.findIndex(({ what }) => what === 'latency');
      expect(queuedAt >= 0, `press ${count}`).toBe(count <= 32);
      if (queuedAt >= 0) expect(changes('pressed off', queuedAt), `press ${count}`).toBe(0);
      expect(changes('fault on'), `press ${count}`).toBe(count < 32 ? 0 : count === 32 ? 1 : 4);
      await harness.run('wait 1300ms');
    }
    await harness.run('wait 20s');
    const alive = framesIn(harness.reports).filter((frame) => frame.type === 'alive');
    expect(alive.at(-1)).toMatchObject({ queued: 32, down: 0, fault: 0x80 });

    const resent = pressesIn(await harness.run(send({ type: 'who' }), 'wait 100ms'));
    expect(identities(resent)).toHaveLength(32);
    expect(resent.map(({ seq }) => seq)).toEqual(Array.from({ length: 32 }, (_, at) => at + 1));
    for (const press of resent) await harness.run(recorded(press));
    expect(await lampsOf(harness)).toMatchObject({ recorded: false });
    expect(pressesIn(await harness.run('wait 2s'))).toEqual([]);
    expect(pressesIn(await harness.run('press 1 hold 60ms'))[0]).toMatchObject({ seq: 33, button: 1 });
  });

  it('keeps its queue over a reset, under the old nonce, and makes a new nonce', async () => {
    const harness = await boot();
    const before = nonceIn(harness.reports);
    await harness.run('press 2 hold 50ms', 'press 3 hold 50ms', 'reset');
    const said = await harness.run('wait 100ms');
    const after = nonceIn(said);
    expect(after).not.toBe(before);
    expect(identities(pressesIn(said))).toEqual([`${before}:1:2`, `${before}:2:3`]);
    expect(identities(pressesIn(await harness.run('press 4 hold 50ms')))).toEqual([`${after}:1:4`]);
  });

  it('makes one press of a press at whatever moment of a reset it begins or ends', async () => {
    const harness = await boot();
    const saidOnce = async (...commands: string[]): Promise<void> => {
      const from = harness.reports.length;
      for (const command of commands) await harness.run(command);
      await harness.run('wait 60ms');
      const presses = pressesIn(harness.reports.slice(from));
      expect(identities(presses), commands.join(', ')).toHaveLength(1);
      for (const press of presses) await harness.run(recorded(press));
      await harness.run('wait 10ms');
    };
    for (let quarters = 0; quarters < 60; quarters += 1) {
      const moment = `wait ${quarters / 4}ms`;
      await saidOnce('reset', moment, 'press 3 bounce 2ms hold 40ms');
      await saidOnce('press 4', moment, 'reset', 'wait 60ms', 'release 4 bounce 2ms');
      await saidOnce('press 5 bounce 2ms hold 40ms', moment, 'reset');
    }
  });

  it('makes no press of what memory holds when power comes back, nor of a button that is down then', async () => {
    const harness = await boot();
    await harness.run('press 2 hold 50ms', 'press 3');
    const from = harness.reports.length;
    await harness.run('power-cycle', 'wait 3s');
    expect(pressesIn(harness.reports.slice(from))).toEqual([]);
    await harness.run('release 3', 'wait 50ms');
    expect(identities(pressesIn(await harness.run('press 3 hold 50ms')))).toHaveLength(1);
  });

  it('never has the same nonce twice: 200 resets, 50 losses of power, two runs, two boards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcham-firmware-'));
    try {
      const eepromFile = join(folder, 'eeprom');
      for (const seed of [1, 1, 2]) {
        const harness = await boot(seed === 2 ? { seed } : { seed, eepromFile });
        for (let count = 0; count < 200; count += 1) await harness.run('reset', 'wait 60ms');
        for (let count = 0; count < 50; count += 1) await harness.run('power-cycle', 'wait 60ms');
        await harness.run('quit').catch(() => undefined);
        if (harness.process.exitCode === null)
          await new Promise((done) => harness.process.once('exit', done));
      }
      const nonces = started.flatMap(({ reports }) =>
        framesIn(reports).flatMap((frame) => (frame.type === 'hello' ? [frame.nonce] : [])),
      );
      expect(nonces).toHaveLength(3 * 251);
      expect(new Set(nonces).size).toBe(nonces.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('hears the next good line after noise, damaged and over-long lines', async () => {
    const harness = await boot();
    const [press] = pressesIn(await harness.run('press 3 hold 50ms'));
    if (press === undefined) throw new Error('no press');
    const good = encodeFrame({ type: 'recorded', nonce: press.nonce, seq: press.seq });
    await harness.run('noise 4000', 'wait 600ms', 'sendhex 0A');
    await harness.run(
      `send ${good.replace(',1*', ',2*')}`,
      `send ${good.slice(1)}`,
      `send ${'$'.repeat(200)}`,
    );
    await harness.run(`send ${good.toLowerCase()}`, 'wait 100ms');
    expect(pressesIn(await harness.run('wait 600ms'))).toContainEqual(press);
    expect(await lampsOf(harness)).toMatchObject({ recorded: false });
    await harness.run(`sendhex ${Buffer.from(`${good}\r\n`).toString('hex')}`);
    expect(await lampsOf(harness)).toMatchObject({ recorded: true });
  });

  it('counts a button that sticks for ten minutes once, says so, and the other four work', async () => {
    const harness = await boot();
    await harness.run('press 2', 'wait 11s');
    const [stuck] = pressesIn(harness.reports);
    if (stuck === undefined) throw new Error('no press');
    await harness.run(recorded(stuck));
    expect(await lampsOf(harness)).toMatchObject({ fault: true });
    for (const button of [1, 3, 4, 5]) {
      const presses = pressesIn(await harness.run(`press ${button} bounce 5ms hold 80ms`));
      expect(presses.map((press) => press.button)).toEqual([button]);
      for (const press of presses) await harness.run(recorded(press), 'wait 50ms');
    }
    const from = harness.reports.length;
    await harness.run('wait 600s');
    const said = framesIn(harness.reports.slice(from));
    expect(said.every((frame) => frame.type === 'alive' && frame.down === 2 && frame.fault === 2)).toBe(true);
    expect(said.length).toBeGreaterThan(590);
    await harness.run('release 2 bounce 5ms', 'wait 60ms');
    expect(await lampsOf(harness)).toMatchObject({ fault: false });
    expect(identities(pressesIn(harness.reports))).toHaveLength(5);
  }, 90_000);

  it('tells presses apart that come at the same time', async () => {
    const harness = await boot();
    for (const button of [1, 2, 3, 4, 5]) await harness.run(`press ${button}`);
    const said = await harness.run('wait 60ms');
    expect(pressesIn(said).map(({ button }) => button)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is brought back by the watchdog when the program hangs, with its queue', async () => {
    const harness = await boot();
    const before = identities(pressesIn(await harness.run('press 1 hold 50ms')));
    await harness.run('freeze');
    const said = await harness.run('wait 1s');
    expect(said.find(({ what }) => what === 'reset')?.text).toBe('watchdog');
    expect(nonceIn(said)).not.toBe(nonceIn(harness.reports));
    expect(identities(pressesIn(said))).toEqual(before);
  });

  it('takes at most 1 KB of memory with its stack, measured under load', async () => {
    const harness = await boot();
    for (let count = 0; count < 34; count += 1)
      await harness.run(`press ${(count % 5) + 1} hold 40ms`, 'wait 30ms');
    await harness.run('noise 3000', ...Array.from({ length: 100 }, () => send({ type: 'who' })), 'wait 1s');
    const [stats] = await harness.run('stats');
    const stack = Number(/stack=(\d+)/.exec(stats?.text ?? '')?.[1]);
    const ram = Number(/RAM (\d+)/.exec(make('size'))?.[1]);
    expect(stack).toBeGreaterThan(20);
    expect(stack + ram).toBeLessThanOrEqual(1024);
  });
});
