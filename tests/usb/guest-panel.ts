/**
 * Runs in the virtual machine: opens the panels that its arguments name, records every press at once, and says what happens,
 * a line of JSON each.
 */
import { createClaims } from '../../device/find/claims.ts';
import { openPanel } from '../../device/open-panel.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock as clock } from '../../device/system-clock.ts';

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

say({ pid: process.pid });

const claims = createClaims();
const panels = process.argv.slice(2).map((text, panel) => {
  const parsed = parsePanelSpec(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return openPanel(parsed.spec, {
    clock,
    claims,
    log: { info: () => {}, warn: () => {} },
    listener: {
      press: (press) => {
        say({ panel, press: press.button, identity: press.identity });
        press.acknowledge();
      },
      status: (status) => say({ panel, ...status }),
      health: (health) => say({ panel, problems: health.problems }),
    },
  });
});

let busyMs = process.cpuUsage();
setInterval(() => {
  const used = process.cpuUsage(busyMs);
  busyMs = process.cpuUsage();
  say({
    cpu: Math.round((used.user + used.system) / 1e4),
    counters: panels.map((panel) => panel.counters()),
  });
}, 1_000);
