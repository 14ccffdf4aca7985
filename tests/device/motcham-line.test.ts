import { mkdtemp, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPanel } from '../../device/open-panel.ts';
import type { Panel } from '../../device/panel.ts';
import { createPanelSimulator, type PanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { servePanel } from '../../device/simulator/serve-panel.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock } from '../../device/system-clock.ts';
import { needs } from '../support/needs.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { type Listening, listen, pause, silentLog, until } from './support/listening.ts';

const clock = systemClock;
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const open = (spec: string, heard: Listening): Panel => {
  const parsed = parsePanelSpec(spec);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const panel = openPanel(parsed.spec, { clock, listener: heard.listener, log: silentLog });
  ends.push(() => panel.close());
  return panel;
};

const plug = async (path?: string): Promise<Pty> => {
  const pty = await openPty(path);
  ends.push(() => pty.close());
  return pty;
};

const simulate = (pty?: Pty): PanelSimulator => {
  const simulator = createPanelSimulator({ clock, ...(pty === undefined ? {} : { stream: pty.stream }) });
  ends.push(() => simulator.close());
  return simulator;
};

const isUp = (heard: Listening) => (): boolean => heard.lastStatus()?.link === 'up';
const freshPath = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'mc-device-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'panel');
};

needs('socat')('motcham-line over a real pseudo-terminal', () => {
  it('hands presses on, in order, and the panel learns that they are recorded', async () => {
    const pty = await plug();
    const heard = listen();
    open(`motcham-line:${pty.path}`, heard);
    const simulator = simulate(pty);
    await until(isUp(heard), 'the panel is up');
    for (const button of [3, 1, 5, 2, 4]) simulator.press(button);
    await until(() => heard.presses.length === 5, 'five presses came');
    expect(heard.presses.map(({ button }) => button)).toEqual([3, 1, 5, 2, 4]);
    expect(new Set(heard.presses.map(({ identity }) => identity)).size).toBe(5);
    await until(() => simulator.queued() === 0, 'the queue is empty');
    expect(simulator.leds()).toMatchObject({ recorded: true, fault: false });
  });

  it('leaves a press in the panel until it is recorded, and shows its fault light when it could not be', async () => {
    const pty = await plug();
    let canStore = false;
    const heard = listen((press) => (canStore ? press.acknowledge() : press.refuse()));
    const panel = open(`motcham-line:${pty.path}`, heard);
    const simulator = simulate(pty);
    await until(isUp(heard), 'the panel is up');
    simulator.press(2);
    await until(() => simulator.leds().fault, 'the fault light is on');
    expect(simulator.queued()).toBe(1);
    canStore = true;
    await until(() => simulator.queued() === 0, 'the press is recorded');
    expect(simulator.leds().fault).toBe(false);
    expect(new Set(heard.presses.map(({ identity }) => identity)).size).toBe(1);
    expect(panel.counters()).toMatchObject({ acknowledged: 1 });
  });

  it('counts noise and over-long lines, and the next good press works', async () => {
    const pty = await plug();
    const heard = listen();
    const panel = open(`motcham-line:${pty.path}`, heard);
    const simulator = simulate(pty);
    await until(isUp(heard), 'the panel is up');
    simulator.disturb(Buffer.from('\x00\xff$P,garbage*0000\nhalf a li'));
    simulator.disturb(Buffer.alloc(100_000, 0x2a));
    simulator.disturb(Buffer.from('\n'));
    simulator.press(4);
    await until(() => heard.presses.length === 1, 'the press came');
    expect(panel.counters()).toMatchObject({ badLines: 1, overlongLines: 1 });
    expect(panel.counters().noiseBytes).toBeGreaterThan(100_000);
  });

  it('loses nothing and doubles nothing when the plug is pulled under presses', async () => {
    const path = await freshPath();
    let pty = await plug(path);
    const heard = listen();
    open(`motcham-line:${path}`, heard);
    const simulator = simulate(pty);
    await until(isUp(heard), 'the panel is up');
    let pressed = 0;
    const press = (): void => {
      pressed += 1;
      simulator.press((pressed % 5) + 1);
    };
    for (let pull = 0; pull < 3; pull += 1) {
      press();
      press();
      await pause(pull);
      simulator.detach();
      await pty.close();
      press();
      pty = await plug(path);
      simulator.attach(pty.stream);
      await until(() => simulator.queued() === 0, 'everything is recorded');
    }
    expect(pressed).toBe(9);
    // A press whose acknowledgement was cut may come again with its identity: the caller knows it by that.
    expect(new Set(heard.presses.map(({ identity }) => identity)).size).toBe(pressed);
  });

  it('changes over when the device behind the path is another one and the port never said a word', async () => {
    const path = await freshPath();
    const first = await plug();
    await symlink(first.path, path);
    const heard = listen();
    open(`motcham-line:${path}`, heard);
    const simulator = simulate(first);
    await until(isUp(heard), 'the panel is up');
    const second = await plug();
    await unlink(path);
    await symlink(second.path, path);
    simulator.attach(second.stream);
    simulator.press(1);
    await until(() => simulator.queued() === 0, 'the press came over the new wire');
    expect(heard.statuses.map(({ link }) => link)).toEqual(['connecting', 'up', 'down', 'up']);
  });

  it('stays open on a path that does not exist, says so, and takes the panel when it comes', async () => {
    const path = await freshPath();
    const heard = listen();
    open(`motcham-line:${path}`, heard);
    await until(() => heard.lastStatus()?.link === 'down', 'it is down');
    expect(heard.lastStatus()).toMatchObject({ problem: { code: 'panel/not-found' } });
    const simulator = simulate(await plug(path));
    simulator.press(5);
    await until(() => heard.presses.length === 1, 'the press came');
  });

  it('says that the device is held by another program', async () => {
    const pty = await plug();
    const [first, second] = [listen(), listen()];
    open(`motcham-line:${pty.path}`, first);
    simulate(pty);
    await until(isUp(first), 'the first is up');
    open(`motcham-line:${pty.path}`, second);
    await until(() => second.lastStatus()?.link === 'down', 'the second is down');
    expect(second.lastStatus()).toMatchObject({ problem: { code: 'panel/busy' } });
  });
});

describe('motcham-line over TCP', () => {
  it('takes a simulated panel, its restart, and a second host', async () => {
    const served = await servePanel({ clock });
    ends.push(() => served.close());
    const heard = listen();
    const panel = open(served.spec, heard);
    await until(isUp(heard), 'the panel is up');
    served.panel.press(3);
    await until(() => served.panel.queued() === 0, 'the press is recorded');
    const before = served.panel.nonce();
    served.panel.restart();
    expect(served.panel.nonce()).not.toBe(before);
    served.panel.press(3);
    await until(() => served.panel.queued() === 0, 'the press after the restart is recorded');
    expect(heard.presses.map(({ button }) => button)).toEqual([3, 3]);
    expect(new Set(heard.presses.map(({ identity }) => identity)).size).toBe(2);
    expect(panel.counters()).toMatchObject({ panelBoots: 2, presses: 2, press3: 2 });
  });

  it('is down, and no more than that, when nothing listens', async () => {
    const served = await servePanel({ clock });
    await served.close();
    const heard = listen();
    open(served.spec, heard);
    await until(() => heard.lastStatus()?.link === 'down', 'it is down');
    expect(heard.lastStatus()).toMatchObject({ problem: { code: 'panel/not-found' } });
  });
});
