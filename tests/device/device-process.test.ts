import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Panel } from '../../device/panel.ts';
import { createDeviceProcess, type DeviceProcess } from '../../device/process/device-process.ts';
import { createPanelSimulator, type PanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { servePanel } from '../../device/simulator/serve-panel.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock as clock } from '../../device/system-clock.ts';
import { needs } from '../support/needs.ts';
import { openPty } from '../support/pty.ts';
import { type Listening, listen, pause, silentLog, until } from './support/listening.ts';

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const startProcess = (): DeviceProcess => {
  const devices = createDeviceProcess({ clock, log: silentLog });
  ends.push(() => devices.close());
  return devices;
};

const open = (devices: DeviceProcess, spec: string, heard: Listening): Panel => {
  const parsed = parsePanelSpec(spec);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return devices.open(parsed.spec, heard.listener);
};

const serve = async (): Promise<{ simulator: PanelSimulator; spec: string }> => {
  const served = await servePanel({ clock });
  ends.push(() => served.close());
  return { simulator: served.panel, spec: served.spec };
};

const isUp = (heard: Listening) => (): boolean => heard.lastStatus()?.link === 'up';
/** Of exactly this process: signal 0 to pid 0 would reach the whole group. */
const strike = (devices: DeviceProcess, signal: NodeJS.Signals): void => {
  const pid = devices.pid();
  if (pid === undefined) throw new Error('the process does not run');
  process.kill(pid, signal);
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const identities = (heard: Listening): number => new Set(heard.presses.map(({ identity }) => identity)).size;

describe('the process that holds the devices', () => {
  it('hands presses and answers through, and tells how its panels are', async () => {
    const { simulator, spec } = await serve();
    const heard = listen();
    const panel = open(startProcess(), spec, heard);
    await until(isUp(heard), 'the panel is up');
    for (const button of [1, 2, 3]) simulator.press(button);
    await until(() => simulator.queued() === 0, 'all are recorded');
    expect(heard.presses.map(({ button }) => button)).toEqual([1, 2, 3]);
    await until(() => panel.counters().presses === 3, 'the counters arrived');
    expect(panel.health().buttons.map(({ presses }) => presses)).toEqual([1, 1, 1, 0, 0]);
    expect(clock.now() - (panel.lastSeenAt() ?? 0)).toBeLessThan(10_000);
  });

  it('is started again when it crashes, and every press is told until it is recorded', async () => {
    const { simulator, spec } = await serve();
    const heard = listen(() => {});
    const devices = startProcess();
    const panel = open(devices, spec, heard);
    await until(isUp(heard), 'the panel is up');
    await until(() => panel.counters().openings === 1, 'the counters arrived');
    simulator.press(4);
    await until(() => heard.presses.length === 1, 'the press came');
    strike(devices, 'SIGSEGV');
    await until(() => heard.lastStatus()?.link === 'down', 'the panel is down');
    expect(heard.lastStatus()).toMatchObject({ problem: { code: 'panel/devices-restarted' } });
    // The answer to a process that is gone harms nobody.
    heard.presses[0]?.acknowledge();
    await until(() => heard.presses.length === 2, 'the panel told it again');
    heard.presses[1]?.acknowledge();
    await until(() => simulator.queued() === 0, 'it is recorded');
    expect(identities(heard)).toBe(1);
    expect(devices.restarts()).toBe(1);
    await until(() => panel.counters().acknowledged === 1, 'the counters arrived');
    expect(panel.counters()).toMatchObject({ openings: 2 });
  });

  it('is killed and started again when it hangs', async () => {
    const { simulator, spec } = await serve();
    const heard = listen();
    const devices = startProcess();
    open(devices, spec, heard);
    await until(isUp(heard), 'the panel is up');
    strike(devices, 'SIGSTOP');
    simulator.press(5);
    await until(() => heard.presses.length === 1, 'the press came');
    expect(heard.presses[0]?.button).toBe(5);
    expect(devices.restarts()).toBe(1);
  });

  it('runs while a panel is open, and no longer', async () => {
    const { spec } = await serve();
    const devices = startProcess();
    expect(devices.pid()).toBeUndefined();
    const panel = open(devices, spec, listen());
    const pid = devices.pid();
    expect(pid).toBeDefined();
    await panel.close();
    expect(isRunning(pid ?? Number.NaN)).toBe(false);
  });

  it('goes when the kiosk is killed', async () => {
    const { spec } = await serve();
    const room = new URL('../../device/', import.meta.url);
    const program = `
      import { createDeviceProcess } from '${room}process/device-process.ts';
      import { parsePanelSpec } from '${room}spec/panel-spec.ts';
      import { systemClock as clock } from '${room}system-clock.ts';
      const devices = createDeviceProcess({ clock, log: { info() {}, warn() {} } });
      const status = (status) => status.link === 'up' && console.log(devices.pid());
      devices.open(parsePanelSpec('${spec}').spec, { press() {}, status });`;
    const kiosk = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(kiosk.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect(isRunning(pid)).toBe(true);
    kiosk.kill('SIGKILL');
    await until(() => !isRunning(pid), 'it is gone');
  });

  it('opens a wedge without a process, so that a key is answered at once', async () => {
    const heard = listen();
    const panel = open(startProcess(), 'keyboard-wedge', heard);
    ends.push(() => panel.close());
    await until(() => panel.key?.('Numpad2', 'key:1') === true, 'the key is taken');
    expect(heard.presses.map(({ button, identity }) => [button, identity])).toEqual([[2, 'key:1']]);
    expect(panel.key?.('F5', 'key:2')).toBe(false);
  });

  it('lets go of a panel that is closed', async () => {
    const { simulator, spec } = await serve();
    const heard = listen();
    const panel = open(startProcess(), spec, heard);
    await until(isUp(heard), 'the panel is up');
    await panel.close();
    simulator.press(1);
    await pause(200);
    expect(heard.presses).toEqual([]);
    expect(simulator.queued()).toBe(1);
  });
});

needs('socat')('the process that holds the devices, on a real pseudo-terminal', () => {
  it('crashes fifty presses long and loses none', async () => {
    const pty = await openPty();
    ends.push(() => pty.close());
    const simulator = createPanelSimulator({ clock, stream: pty.stream, queueLimit: 64 });
    ends.push(() => simulator.close());
    const heard = listen();
    const devices = startProcess();
    open(devices, `motcham-line:${pty.path}`, heard);
    await until(isUp(heard), 'the panel is up');
    for (let press = 0; press < 50; press += 1) {
      simulator.press((press % 5) + 1);
      await pause(5);
      if (press % 20 !== 10) continue;
      await until(() => devices.pid() !== undefined, 'it runs');
      strike(devices, 'SIGKILL');
    }
    await until(() => simulator.queued() === 0, 'all are recorded');
    expect(identities(heard)).toBe(50);
  });
});
