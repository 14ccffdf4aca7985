import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { systemClock as clock } from '../../device/system-clock.ts';
import { hasVm, startVm, type Vm, vmAdvice } from '../support/vm.ts';
import { type GuestPanels, openInGuest, pause } from './guest.ts';

/** Presses of each profile, pulls of its plug; half of the pulls fall within a millisecond of a press. */
const pulls = 20;
const pressesAPull = 5;
/** It goes into another socket each time. */
const portOf = (pull: number): number => 1 + (pull % 4);

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
const figures = (name: string, backMs: readonly number[], more: string): void => {
  const [mid, worst] = [median(backMs).toFixed(0), Math.max(...backMs).toFixed(0)];
  console.info(`${name}: device back to first press counted, median ${mid} ms, longest ${worst} ms; ${more}`);
};

/**
 * Whether `got` is `sent` with nothing doubled, nothing out of order, and nothing missing but what was allowed to be lost.
 * Each press is told from its neighbours by its button.
 */
const missing = (sent: readonly { button: number; mayBeLost: boolean }[], got: readonly number[]): number => {
  let at = 0;
  let lost = 0;
  for (const { button, mayBeLost } of sent) {
    if (got[at] === button) at += 1;
    else if (mayBeLost) lost += 1;
    else
      throw new Error(`press ${at + lost + 1} (button ${button}) is missing: got ${got.slice(at, at + 5)}`);
  }
  expect(got.slice(at)).toEqual([]);
  return lost;
};

if (!hasVm()) {
  if (process.env.CI) throw new Error(vmAdvice);
  process.stderr.write(`did not run: ${vmAdvice}\n`);
}

describe.runIf(hasVm())('real USB', () => {
  let vm: Vm;
  const ends: (() => unknown)[] = [];
  beforeAll(async () => {
    vm = await startVm('mot-cham-usb');
  }, 600_000);
  afterAll(() => vm?.down());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const open = (specs: readonly string[], as?: string): GuestPanels => {
    const panels = openInGuest(vm, specs, as);
    ends.push(() => panels.stop());
    return panels;
  };
  /** The panel's process is there and looks for its device. */
  const isWaiting = (panels: GuestPanels) =>
    panels.until(() => panels.status()?.link === 'down', 'it looks for the device', 120_000);
  const isUp = (panels: GuestPanels) => panels.until(() => panels.status()?.link === 'up', 'it is up');

  /** Not deaf, not spinning: a port that missed its unplug would keep a core busy for good. */
  const isCalm = async (panels: GuestPanels): Promise<void> => {
    const from = panels.said().length;
    await panels.until(
      () =>
        panels
          .said()
          .slice(from)
          .filter(({ cpu }) => cpu !== undefined).length >= 3,
      'it is calm',
    );
    const busy = panels
      .said()
      .slice(from)
      .flatMap(({ cpu }) => cpu ?? []);
    expect(Math.min(...busy)).toBeLessThan(50);
  };

  it('hid-keyboard: a keypad', async () => {
    ends.push(() => vm.unplug('kbd').catch(() => {}));
    const panels = open(['hid-keyboard:usb:0627:0001']);
    await isWaiting(panels);
    const sent: { button: number; mayBeLost: boolean }[] = [];
    const backMs: number[] = [];
    const type = async (mayBeLost: boolean): Promise<void> => {
      const button = (sent.length % 5) + 1;
      sent.push({ button, mayBeLost });
      await vm.key(`kp_${button}`, true);
      if (!mayBeLost) await pause(25);
      // In the moment of a pull there may be no keyboard any more to let the key go.
      await vm.key(`kp_${button}`, false).catch((error) => {
        if (!mayBeLost) throw error;
      });
      if (!mayBeLost) await pause(25);
    };
    for (let pull = 0; pull < pulls; pull += 1) {
      const before = panels.presses().length;
      await vm.plugKeyboard(portOf(pull));
      const backAtMs = performance.now();
      await isUp(panels);
      await type(false);
      await panels.until(() => panels.presses().length > before, 'the first press is counted');
      backMs.push(performance.now() - backAtMs);
      for (let press = 1; press < pressesAPull; press += 1) {
        await type(false);
        await panels.until(() => panels.presses().length > before + press, 'a press is counted');
      }
      if (pull % 2 === 0) {
        await pause(100);
        await vm.unplug('kbd');
      } else {
        await Promise.all([type(true), vm.unplug('kbd')]);
      }
      await panels.until(() => panels.status()?.link === 'down', 'it is down');
    }
    const lost = missing(
      sent,
      panels.presses().map(({ press }) => press ?? 0),
    );
    await isCalm(panels);
    figures(
      'hid-keyboard',
      backMs,
      `${sent.length} presses, ${lost} lost in the moment of a pull, 0 doubled`,
    );
  }, 900_000);

  it('hid-report: a five-button panel', async () => {
    ends.push(() => vm.sh('usb-gadget remove').catch(() => ''));
    const panels = open(['hid-report:usb:1209:0001?1=0.0&2=0.1&3=0.2&4=0.3&5=0.4']);
    await isWaiting(panels);
    const sent: { button: number; mayBeLost: boolean }[] = [];
    const backMs: number[] = [];
    const pressLine = (mayBeLost: boolean): string => {
      const button = (sent.length % 5) + 1;
      sent.push({ button, mayBeLost });
      const bits = (1 << (button - 1)).toString(8).padStart(3, '0');
      return `printf '\\${bits}' >/dev/hidg0; ${mayBeLost ? '' : 'sleep 0.03; '}printf '\\000' >/dev/hidg0`;
    };
    for (let pull = 0; pull < pulls; pull += 1) {
      const before = panels.presses().length;
      await vm.sh(pull === 0 ? 'usb-gadget hid' : 'usb-gadget plug');
      const backAtMs = performance.now();
      await isUp(panels);
      await vm.sh(pressLine(false));
      await panels.until(() => panels.presses().length > before, 'the first press is counted');
      backMs.push(performance.now() - backAtMs);
      const more = Array.from({ length: pressesAPull - 1 }, () => pressLine(false)).join('; sleep 0.05; ');
      if (pull % 2 === 0) {
        await vm.sh(`${more}; sleep 0.3; usb-gadget unplug`);
      } else {
        // Written by the shell itself, so that nothing comes between the press and the pull.
        await vm.sh(`${more}; sleep 0.1; ${pressLine(true)}; echo >/sys/kernel/config/usb_gadget/panel/UDC`);
      }
      await panels.until(() => panels.status()?.link === 'down', 'it is down');
    }
    const lost = missing(
      sent,
      panels.presses().map(({ press }) => press ?? 0),
    );
    await isCalm(panels);
    figures('hid-report', backMs, `${sent.length} presses, ${lost} lost in the moment of a pull, 0 doubled`);
  }, 900_000);

  it('motcham-line: an FTDI line', async () => {
    ends.push(() => vm.unplug('serial0').catch(() => {}));
    const panels = open(['motcham-line:usb:0403:6001']);
    await isWaiting(panels);
    const simulator = createPanelSimulator({ clock, queueLimit: 64 });
    ends.push(() => simulator.close());
    let pressed = 0;
    const press = (): void => {
      pressed += 1;
      simulator.press((pressed % 5) + 1);
    };
    const counted = (): number => new Set(panels.presses().map(({ identity }) => identity)).size;
    const backMs: number[] = [];
    let socket: Socket | undefined;
    ends.push(() => socket?.destroy());
    for (let pull = 0; pull < pulls; pull += 1) {
      const before = counted();
      socket = await vm.plugSerial(portOf(pull));
      simulator.attach(socket);
      const backAtMs = performance.now();
      press();
      await panels.until(() => counted() > before, 'the first press is counted');
      backMs.push(performance.now() - backAtMs);
      for (let one = 1; one < pressesAPull; one += 1) {
        press();
        await pause(10);
      }
      if (pull % 2 === 0) {
        await panels.until(() => simulator.queued() === 0, 'everything is recorded');
        await pause(100);
        await vm.unplug('serial0');
      } else {
        press();
        await vm.unplug('serial0');
      }
      simulator.detach();
      socket.destroy();
      await panels.until(() => panels.status()?.link === 'down', 'it is down');
    }
    socket = await vm.plugSerial(1);
    simulator.attach(socket);
    await panels.until(() => simulator.queued() === 0, 'everything is recorded in the end');
    expect(counted()).toBe(pressed);
    await isCalm(panels);
    const resent = panels.presses().length - counted();
    figures(
      'motcham-line',
      backMs,
      `${pressed} presses, all counted once, ${resent} told again by their identity`,
    );
  }, 900_000);

  it('plain-line: an FTDI line', async () => {
    ends.push(() => vm.unplug('serial0').catch(() => {}));
    const codes = [1, 2, 3, 4, 5].map((button) => `${button}=BTN${button}`).join('&');
    const panels = open([`plain-line:usb:0403:6001?baudRate=9600&delimiter=%0D%0A&holdGapMs=0&${codes}`]);
    await isWaiting(panels);
    const sent: { button: number; mayBeLost: boolean }[] = [];
    const backMs: number[] = [];
    for (let pull = 0; pull < pulls; pull += 1) {
      const before = panels.presses().length;
      const socket = await vm.plugSerial(1);
      ends.push(() => socket.destroy());
      const backAtMs = performance.now();
      const press = (mayBeLost: boolean): void => {
        const button = (sent.length % 5) + 1;
        sent.push({ button, mayBeLost });
        socket.write(`BTN${button}\r\n`);
      };
      // A plain box says nothing by itself and repeats nothing: a hand waits for the kiosk's green light.
      await isUp(panels);
      press(false);
      await panels.until(() => panels.presses().length > before, 'the first press is counted');
      backMs.push(performance.now() - backAtMs);
      for (let one = 1; one < pressesAPull; one += 1) {
        press(false);
        await panels.until(() => panels.presses().length > before + one, 'a press is counted');
      }
      if (pull % 2 === 0) await pause(100);
      else press(true);
      await vm.unplug('serial0');
      socket.destroy();
      await panels.until(() => panels.status()?.link === 'down', 'it is down');
    }
    const lost = missing(
      sent,
      panels.presses().map(({ press }) => press ?? 0),
    );
    await isCalm(panels);
    figures('plain-line', backMs, `${sent.length} presses, ${lost} lost in the moment of a pull, 0 doubled`);
  }, 900_000);

  it('two panels at once, of the same kind and of two kinds', async () => {
    ends.push(() => vm.sh('usb-gadget remove').catch(() => ''));
    ends.push(() => vm.unplug('kbd').catch(() => {}));
    await vm.plugKeyboard(1);
    await vm.sh('usb-gadget hid');
    const panels = open([
      'hid-keyboard:usb:0627:0001',
      'hid-report:usb:1209:0001?1=0.0&2=0.1',
      // Nobody has a second one: it waits, and does not take the first one's presses.
      'hid-report:usb:1209:0001?1=0.0&2=0.1',
    ]);
    await panels.until(() => panels.status(2)?.problem?.code === 'panel/busy', 'the third waits', 120_000);
    await panels.until(
      () => panels.status(0)?.link === 'up' && panels.status(1)?.link === 'up',
      'two are up',
    );
    await vm.key('kp_5', true);
    await pause(30);
    await vm.key('kp_5', false);
    await vm.sh(`printf '\\002' >/dev/hidg0; sleep 0.05; printf '\\000' >/dev/hidg0`);
    await panels.until(() => panels.presses().length === 2, 'both presses came');
    expect(panels.presses().map(({ panel, press }) => [panel, press])).toEqual([
      [0, 5],
      [1, 2],
    ]);
  }, 240_000);

  it('a panel is listed by its name and taught in the order of its buttons', async () => {
    ends.push(() => vm.sh('usb-gadget remove').catch(() => ''));
    await vm.sh('usb-gadget hid; udevadm settle');
    const program = vm.start('exec node tests/usb/guest-learn.ts /dev/hidraw0');
    const said = (line: string | RegExp): boolean =>
      program.lines.some((found) => found.match(line) !== null);
    const until = async (line: string | RegExp): Promise<void> => {
      const deadline = performance.now() + 120_000;
      while (!said(line)) {
        if (performance.now() > deadline) throw new Error(`no ${line} in:\n${program.lines.join('\n')}`);
        await pause(5);
      }
    };
    const press = (mask: string) =>
      vm.sh(`printf '\\${mask}' >/dev/hidg0; sleep 0.05; printf '\\000' >/dev/hidg0`);
    await until('press button 1 and let it go');
    await press('001');
    await until('press button 2 and let it go');
    await press('001');
    await until('that was button 1');
    for (const [index, mask] of ['002', '004', '010', '020'].entries()) {
      await press(mask);
      await until(`button ${index + 2} is `);
    }
    await program.ended;
    expect(said(/hidraw0 {2}Test hid panel \(1209:0001/)).toBe(true);
    expect(JSON.parse(program.lines.at(-1) ?? '')).toEqual({
      profile: 'hid-report',
      at: 'usb:1209:0001',
      buttons: { '1': '0.0', '2': '0.1', '3': '0.2', '4': '0.3', '5': '0.4' },
    });
  }, 240_000);

  it('a user without rights is told of the udev rule, and with the rule it works', async () => {
    ends.push(() => vm.sh('usb-gadget remove').catch(() => ''));
    ends.push(() => vm.sh('rm -f /run/udev/rules.d/70-mot-cham-panel.rules; udevadm control --reload'));
    const asKiosk = 'setpriv --reuid=kiosk --regid=kiosk --groups=dialout';
    await vm.sh('usb-gadget hid 0x05f3 0x00ff PEDAL-1; udevadm settle');
    const panels = open(['hid-report:usb:05f3:00ff?1=0.0&2=0.1'], asKiosk);
    await panels.until(
      () => panels.status()?.problem?.code === 'panel/no-permission',
      'it is refused',
      120_000,
    );
    expect(panels.status()?.problem?.message).toMatch(/70-mot-cham-panel\.rules/);
    await vm.sh(
      'mkdir -p /run/udev/rules.d; cp device/firmware/70-mot-cham-panel.rules /run/udev/rules.d/; ' +
        'udevadm control --reload; udevadm trigger --subsystem-match=hidraw; udevadm settle',
    );
    await isUp(panels);
    await vm.sh(`printf '\\001' >/dev/hidg0; sleep 0.05; printf '\\000' >/dev/hidg0`);
    await panels.until(() => panels.presses().length === 1, 'the press is counted');
  }, 240_000);
});
