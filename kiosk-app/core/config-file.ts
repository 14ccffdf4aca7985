import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigProblem, type KioskConfig, parseConfig } from './config.ts';
import { prepareDataFolder } from './data-folder.ts';

export const configPath = (dataDir: string): string => join(dataDir, 'kiosk.json');

/** The configuration cannot be used. `problems` names every field that is wrong. */
export class ConfigError extends Error {
  readonly code: 'config/missing' | 'config/not-json' | 'config/invalid' | 'config/not-writable';
  readonly problems: readonly ConfigProblem[];
  constructor(
    code: ConfigError['code'],
    message: string,
    problems: readonly ConfigProblem[] = [],
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'ConfigError';
    this.code = code;
    this.problems = problems;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** The file's content before validation; undefined when there is none yet. */
export const readRawConfig = (dataDir: string): unknown => {
  const path = configPath(dataDir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ConfigError('config/missing', `${path} cannot be read`, [], error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError('config/not-json', `${path} is not JSON: ${(error as Error).message}`, [], error);
  }
};

export const checkConfig = (raw: unknown, path: string): KioskConfig => {
  const parsed = parseConfig(raw);
  if (parsed.ok) return parsed.config;
  const list = parsed.problems.map((p) => `${p.field} ${p.message}`).join('; ');
  throw new ConfigError('config/invalid', `${path}: ${list}`, parsed.problems);
};

export const readConfig = (dataDir: string): KioskConfig => {
  const raw = readRawConfig(dataDir);
  if (raw === undefined)
    throw new ConfigError(
      'config/missing',
      `${configPath(dataDir)} does not exist: run npm run kiosk -- configure --data ${dataDir} --help`,
    );
  return checkConfig(raw, configPath(dataDir));
};

/** Writes the whole file or nothing: a power cut leaves the old one. */
export const writeConfig = (dataDir: string, config: KioskConfig): void => {
  const path = configPath(dataDir);
  try {
    prepareDataFolder(dataDir);
    const fd = openSync(`${path}.new`, 'w', 0o600);
    try {
      writeFileSync(fd, `${JSON.stringify(config, null, 2)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new ConfigError(
      'config/not-writable',
      `${path} cannot be written: ${(error as Error).message}`,
      [],
      error,
    );
  }
};
