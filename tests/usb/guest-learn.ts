/** Runs in the virtual machine: lists what is plugged in, then teaches the device at the path that its argument names. */
import { findingLines, listDevices } from '../../device/find/list-devices.ts';
import { learnEventLine } from '../../device/learn/learn-machine.ts';
import { learnPanel } from '../../device/learn/learn-panel.ts';
import { formatPanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock as clock } from '../../device/system-clock.ts';

const findings = await listDevices();
for (const line of findingLines(findings)) console.log(line);
const others = findings.devices.map(({ device }) => device);
const device = others.find(({ path }) => path === process.argv[2]);
if (device === undefined) throw new Error(`${process.argv[2]} is not plugged in`);
const learnt = await learnPanel({
  device,
  others,
  clock,
  tell: (event) => console.log(learnEventLine(event)),
});
console.log(JSON.stringify(learnt.ok ? formatPanelSpec(learnt.spec) : learnt.problem));
process.exit(learnt.ok ? 0 : 1);
