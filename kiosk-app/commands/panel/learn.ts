import { existsSync } from 'node:fs';
import { type FoundDevice, productName } from '../../../device/find/found-device.ts';
import { type ListedDevice, listDevices } from '../../../device/find/list-devices.ts';
import { learnEventLine } from '../../../device/learn/learn-machine.ts';
import { learnPanel } from '../../../device/learn/learn-panel.ts';
import { formatPanelSpec, type PanelSpec } from '../../../device/spec/panel-spec.ts';
import { readArguments, required, UsageError } from '../../../sync/centre/commands/command-line.ts';
import { lockFile } from '../../../sync/ledger/file-lock.ts';
import type { KioskConfig } from '../../core/config.ts';
import { checkConfig, configPath, readConfig, writeConfig } from '../../core/config-file.ts';
import { knownDevicesPath, readKnownDevices, rememberDevice } from '../../core/known-devices-file.ts';
import { codeOf, ledgerPath } from '../../core/store.ts';
import { systemTimers } from '../../core/system-clock.ts';
import { chooseDevice } from './choose-device.ts';
import { interrupted, PanelCommandError, say } from './panel-command.ts';

const isKioskRunning = (dataDir: string): boolean => {
  if (!existsSync(ledgerPath(dataDir))) return false;
  try {
    lockFile(ledgerPath(dataDir))();
    return false;
  } catch (error) {
    if (codeOf(error) === 'ledger/in-use') return true;
    throw error;
  }
};

/** A kiosk would count what is pressed in the lesson: a HID device tells everybody who has it open. */
const refuseWhileCounting = (dataDir: string, { panels }: KioskConfig, isRunning: boolean): void => {
  if (!isRunning || panels.length === 0) return;
  throw new PanelCommandError({
    code: 'panel/busy',
    message: `the kiosk on ${dataDir} is running and would count the presses of the lesson: teach it on its screen, or stop it first`,
  });
};

const readBaudRate = (text: string | undefined): { readonly baudRate?: number } => {
  if (text === undefined) return {};
  const baudRate = Number(text);
  if (!Number.isInteger(baudRate) || baudRate <= 0)
    throw new UsageError(`--baud must be a baud rate, such as 9600: ${text}`);
  return { baudRate };
};

const knownSpec = ({ device, suggestion }: ListedDevice): PanelSpec => {
  if (suggestion !== undefined) return suggestion.spec;
  throw new PanelCommandError({
    code: 'panel/not-found',
    message: `${device.path} is no known device: teach it, without --known`,
  });
};

const teach = async (
  device: FoundDevice,
  others: readonly FoundDevice[],
  serial: { readonly baudRate?: number },
): Promise<PanelSpec> => {
  const signal = interrupted();
  const tell = (event: Parameters<typeof learnEventLine>[0]): void => say(learnEventLine(event));
  const learnt = await learnPanel({ device, others, clock: systemTimers, tell, signal, ...serial });
  if (!learnt.ok) throw new PanelCommandError(learnt.problem);
  return learnt.spec;
};

/** `kiosk panel learn`: asks for one button after another and writes the map into the kiosk's configuration. */
export const learn = async (words: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    at: { type: 'string' },
    baud: { type: 'string' },
    name: { type: 'string' },
    known: { type: 'boolean', default: false },
    add: { type: 'boolean', default: false },
  });
  if (positionals.length > 0)
    throw new UsageError(`unknown word: ${positionals[0]}; a device is named with --at`);
  const dataDir = required(values.data, '--data DIR');
  const config = readConfig(dataDir);
  const serial = readBaudRate(values.baud);
  const isRunning = isKioskRunning(dataDir);
  refuseWhileCounting(dataDir, config, isRunning);

  const known = readKnownDevices(dataDir);
  const { devices, missing } = await listDevices(known.devices);
  for (const { message } of [...missing, ...known.missing]) process.stderr.write(`${message}\n`);
  const chosen = await chooseDevice(devices, values.at);
  const others = devices.map(({ device }) => device);
  const spec = values.known ? knownSpec(chosen) : await teach(chosen.device, others, serial);

  const raw = formatPanelSpec(spec);
  const panels = [...(values.add ? config.panels : []), raw];
  writeConfig(dataDir, checkConfig({ ...config, panels }, configPath(dataDir)));
  say(`written to ${configPath(dataDir)}: ${JSON.stringify(raw)}`);
  if (!values.add && config.panels.length > 0)
    say(`in place of ${config.panels.map((panel) => JSON.stringify(panel)).join(' and ')} (--add keeps it)`);
  const name = values.known
    ? undefined
    : rememberDevice(dataDir, chosen.device, spec, values.name ?? productName(chosen.device));
  if (name !== undefined)
    say(`${name} is a known device from now on (${knownDevicesPath(dataDir)}): the next one with --known`);
  if (isRunning) say('the running kiosk takes it over within two seconds');
  return 0;
};
