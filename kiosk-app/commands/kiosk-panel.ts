import { findingLines, listDevices } from '../../device/find/list-devices.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { watchPanel } from '../../device/watch-panel.ts';
import { readArguments, required, UsageError } from '../../sync/centre/commands/command-line.ts';
import { readConfig } from '../core/config-file.ts';
import { readKnownDevices } from '../core/known-devices-file.ts';
import { systemTimers } from '../core/system-clock.ts';
import { learn } from './panel/learn.ts';
import { interrupted, PanelCommandError, say } from './panel/panel-command.ts';

const list = async (words: readonly string[]): Promise<number> => {
  const { values } = readArguments(words, { data: { type: 'string' } });
  const known = values.data === undefined ? { devices: [], missing: [] } : readKnownDevices(values.data);
  const { devices, missing } = await listDevices(known.devices);
  for (const line of findingLines({ devices, missing: [...missing, ...known.missing] })) say(line);
  return 0;
};

const watch = async (words: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(words, { data: { type: 'string' } });
  const raw =
    positionals.length > 0 ? positionals : readConfig(required(values.data, 'SPEC or --data DIR')).panels;
  const specs = raw.map((one) => {
    const parsed = parsePanelSpec(one);
    if (!parsed.ok) throw new PanelCommandError(parsed.problem);
    return parsed.spec;
  });
  if (specs.length === 0)
    throw new UsageError('no panel is configured; name one, such as motcham-line:/dev/ttyUSB0');
  const signal = interrupted();
  const panels = specs.map((spec, index) =>
    watchPanel(spec, systemTimers, (line) => say(specs.length > 1 ? `panel ${index + 1}: ${line}` : line)),
  );
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.all(panels.map((panel) => panel.close()));
  return 0;
};

/** `kiosk panel list|learn|watch`: finds, teaches and shows button boxes. */
export const panelCommand = async (words: readonly string[]): Promise<number> => {
  const [verb, ...rest] = words;
  if (verb === 'list') return list(rest);
  if (verb === 'learn') return learn(rest);
  if (verb === 'watch') return watch(rest);
  throw new UsageError(`panel list, panel learn or panel watch${verb === undefined ? '' : `, not ${verb}`}`);
};
