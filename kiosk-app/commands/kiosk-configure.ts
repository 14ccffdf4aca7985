import { existsSync } from 'node:fs';
import { readArguments, required, UsageError } from '../../sync/centre/commands/command-line.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { KioskConfig } from '../core/config.ts';
import { checkConfig, configPath, readRawConfig, writeConfig } from '../core/config-file.ts';
import { hashPin } from '../core/door.ts';
import { createRecorder } from '../core/recorder.ts';
import { codeOf, ledgerPath } from '../core/store.ts';
import { systemKioskClock } from '../core/system-clock.ts';
import { version } from '../core/version.ts';
import { readHolidays, readWeekly } from './kiosk-schedule.ts';

const options = {
  data: { type: 'string' },
  kiosk: { type: 'string' },
  centre: { type: 'string' },
  department: { type: 'string' },
  'department-name': { type: 'string' },
  counter: { type: 'string' },
  'counter-label': { type: 'string' },
  broker: { type: 'string' },
  'centre-key': { type: 'string' },
  panel: { type: 'string', multiple: true },
  languages: { type: 'string' },
  'response-interval': { type: 'string' },
  sound: { type: 'string' },
  quiet: { type: 'string' },
  opening: { type: 'string' },
  holidays: { type: 'string' },
  'screen-off': { type: 'string' },
  pin: { type: 'string' },
} as const;

const readPin = (text: string): string => {
  if (!/^\d{4,8}$/.test(text)) throw new UsageError('--pin must have four to eight digits');
  return text;
};

type Json = Record<string, unknown>;
const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {});

const readSeconds = (text: string): number => {
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(text))
    throw new UsageError(`--response-interval must be seconds, such as 5: ${text}`);
  return Math.round(Number(text) * 1000);
};

const readSwitch = (text: string): boolean => {
  if (text !== 'on' && text !== 'off') throw new UsageError(`--sound must be on or off: ${text}`);
  return text === 'on';
};

/** A part of the schedule; `none` takes it away. */
const lay = (file: Json, field: string, text: string | undefined, read: (text: string) => unknown): void => {
  if (text === 'none') delete file[field];
  else if (text !== undefined) file[field] = read(text);
};

/** The file with what was said laid over it; nothing is checked yet. */
const overlay = (raw: Json, values: ReturnType<typeof readArguments<typeof options>>['values']): Json => {
  const next: Json = { ...raw, v: 1 };
  const department = asObject(raw.department);
  const counter = asObject(raw.counter);
  if (values.kiosk !== undefined) next.kiosk = values.kiosk;
  if (values.centre !== undefined) next.centre = values.centre;
  next.centre ??= 'centre';
  if (values.department !== undefined) {
    // Another department's name is not this one's.
    if (values.department !== department.id) delete department.name;
    department.id = values.department;
  }
  if (values['department-name'] !== undefined) department.name = values['department-name'];
  if (values.counter !== undefined) {
    if (values.counter !== counter.id) delete counter.label;
    counter.id = values.counter;
    counter.label ??= values.counter;
  }
  if (values['counter-label'] !== undefined) counter.label = values['counter-label'];
  if (Object.keys(department).length > 0) next.department = department;
  if (Object.keys(counter).length > 0) next.counter = counter;
  // A kiosk stands at one counter for most of its life: its name is a good first name for it.
  next.kiosk ??= counter.id;
  if (values.broker !== undefined) next.broker = values.broker;
  if (values['centre-key'] !== undefined) next.centreKey = values['centre-key'];
  if (values.panel !== undefined) next.panels = values.panel;
  if (values.languages !== undefined) next.languages = values.languages.split(',').map((text) => text.trim());
  if (values['response-interval'] !== undefined)
    next.responseIntervalMs = readSeconds(values['response-interval']);
  if (values.sound !== undefined) next.sound = readSwitch(values.sound);
  lay(next, 'quiet', values.quiet, readWeekly);
  lay(next, 'opening', values.opening, readWeekly);
  lay(next, 'holidays', values.holidays, readHolidays);
  lay(next, 'screenOff', values['screen-off'], readWeekly);
  if (values.pin !== undefined) next.pinHash = hashPin(String(next.kiosk), readPin(values.pin));
  return next;
};

/** Where no kiosk runs, the new binding is written at once; a running kiosk follows the file and writes it itself. */
const bindNow = (dataDir: string, config: KioskConfig): string => {
  if (!existsSync(ledgerPath(dataDir))) return 'the binding is written when the kiosk starts';
  const clock = systemKioskClock();
  try {
    const ledger = openLedger({ path: ledgerPath(dataDir), clock, version });
    try {
      const binding = { department: config.department.id, counter: config.counter.id };
      const before = ledger.head().seq;
      createRecorder({
        ledger,
        clock,
        binding: () => binding,
        responseIntervalMs: () => config.responseIntervalMs,
      }).bind(binding);
      return ledger.head().seq === before
        ? 'the binding is unchanged'
        : 'the new binding stands in the ledger';
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ledger/in-use') return 'the running kiosk takes it over within two seconds';
    throw error;
  }
};

export const configure = async (words: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(words, options);
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const dataDir = required(values.data, '--data DIR');
  const raw = readRawConfig(dataDir);
  const hasChange = Object.entries(values).some(([name, value]) => name !== 'data' && value !== undefined);
  if (!hasChange && raw === undefined)
    throw new UsageError(
      `${configPath(dataDir)} does not exist yet: say at least --department, --department-name and --counter`,
    );
  const config = checkConfig(hasChange ? overlay(asObject(raw), values) : raw, configPath(dataDir));
  if (hasChange) {
    writeConfig(dataDir, config);
    process.stderr.write(`written: ${configPath(dataDir)}; ${bindNow(dataDir, config)}\n`);
  }
  const { login, ...shown } = config;
  // Read out, copied, photographed: the password stays in the file.
  const safe = login ? { ...shown, login: { user: login.user, password: '…' } } : shown;
  process.stdout.write(`${JSON.stringify(safe, null, 2)}\n`);
  return 0;
};
