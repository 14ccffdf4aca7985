import { createInterface } from 'node:readline/promises';
import type { FoundDevice } from '../../device/find/found-device.ts';
import { findingLines, listDevices } from '../../device/find/list-devices.ts';
import { learnEventLine } from '../../device/learn/learn-machine.ts';
import { learnPanel } from '../../device/learn/learn-panel.ts';
import { formatPanelSpec, parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { watchPanel } from '../../device/watch-panel.ts';
import { readArguments, required, UsageError } from '../../sync/centre/commands/command-line.ts';
import { checkConfig, configPath, readConfig, writeConfig } from '../core/config-file.ts';
import { systemTimers } from '../core/system-clock.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What a technician asked for cannot be done with this panel. */
class PanelCommandError extends Error {
  readonly code: string;
  constructor({ code, message }: { readonly code: string; readonly message: string }) {
    super(message);
    this.code = code;
  }
}

const interrupted = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};

const list = async (): Promise<number> => {
  for (const line of findingLines(await listDevices())) say(line);
  return 0;
};

const choose = async (devices: readonly FoundDevice[], at: string | undefined): Promise<FoundDevice> => {
  if (at !== undefined) {
    const named = devices.find((device) => device.path === at);
    // A port that no bus lists (a pseudo-terminal, a serial server's port) can still be taught by its path.
    return named ?? { kind: 'serial', path: at };
  }
  const [only, ...more] = devices;
  if (!only)
    throw new PanelCommandError({
      code: 'panel/not-found',
      message: 'nothing that could be a panel is plugged in',
    });
  if (more.length === 0) return only;
  for (const [index, device] of devices.entries()) say(`${index + 1}  ${device.path}`);
  const input = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = Number(await input.question('Which one is it? '));
    const chosen = devices[answer - 1];
    if (!chosen) throw new UsageError(`there is no number ${answer}; name the device with --at PATH`);
    return chosen;
  } finally {
    input.close();
  }
};

const learn = async (words: readonly string[]): Promise<number> => {
  const { values } = readArguments(words, {
    data: { type: 'string' },
    at: { type: 'string' },
    baud: { type: 'string' },
  });
  const dataDir = required(values.data, '--data DIR');
  const config = readConfig(dataDir);
  const baudRate = values.baud === undefined ? undefined : Number(values.baud);
  if (baudRate !== undefined && !(Number.isInteger(baudRate) && baudRate > 0))
    throw new UsageError(`--baud must be a baud rate, such as 9600: ${values.baud}`);
  const { devices, missing } = await listDevices();
  for (const { message } of missing) process.stderr.write(`${message}\n`);
  const others = devices.map(({ device }) => device);
  const learnt = await learnPanel({
    device: await choose(others, values.at),
    others,
    clock: systemTimers,
    tell: (event) => say(learnEventLine(event)),
    signal: interrupted(),
    ...(baudRate === undefined ? {} : { baudRate }),
  });
  if (!learnt.ok) throw new PanelCommandError(learnt.problem);
  const spec = formatPanelSpec(learnt.spec);
  writeConfig(dataDir, checkConfig({ ...config, panels: [spec] }, configPath(dataDir)));
  say(`written to ${configPath(dataDir)}: ${JSON.stringify(spec)}`);
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
  const panels = specs.map((spec) => watchPanel(spec, systemTimers, say));
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.all(panels.map((panel) => panel.close()));
  return 0;
};

/** `kiosk panel list|learn|watch`: finds, teaches and shows button boxes. */
export const panelCommand = async (words: readonly string[]): Promise<number> => {
  const [verb, ...rest] = words;
  if (verb === 'list') return list();
  if (verb === 'learn') return learn(rest);
  if (verb === 'watch') return watch(rest);
  throw new UsageError(`panel list, panel learn or panel watch${verb === undefined ? '' : `, not ${verb}`}`);
};
