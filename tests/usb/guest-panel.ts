/**
 * Runs in the virtual machine: opens the panels that its arguments name, as a kiosk does, records every press at once, and says
 * what happens, a line of JSON each.
 */
import { readFileSync } from 'node:fs';
import { createDeviceProcess } from '../../device/process/device-process.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock as clock } from '../../device/system-clock.ts';

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

say({ pid: process.pid });

const devices = createDeviceProcess({ clock, log: { info: () => {}, warn: () => {} } });
const panels = process.argv.slice(2).map((text, panel) => {
  const parsed = parsePanelSpec(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return devices.open(parsed.spec, {
    press: (press) => {
      say({ panel, press: press.button, identity: press.identity });
      press.acknowledge();
    },
    status: (status) => say({ panel, ...status }),
    health: (health) => say({ panel, problems: health.problems }),
  });
});

/** Hundredths of a second that the process of the devices has been busy; fields 14 and 15 of proc(5)'s stat. */
const busyTicks = (): number => {
  try {
    const fields = readFileSync(`/proc/${devices.pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
};

let before = busyTicks();
setInterval(() => {
  const now = busyTicks();
  say({ cpu: now - before, restarts: devices.restarts(), counters: panels.map((panel) => panel.counters()) });
  before = now;
}, 1_000);
