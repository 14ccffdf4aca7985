import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const scripts = {
  centre: 'sync/centre/commands/centre.ts',
  report: 'sync/centre/commands/report.ts',
  kiosk: 'kiosk-app/commands/kiosk.ts',
  replay: 'kiosk-app/commands/replay.ts',
  verify: 'kiosk-app/commands/verify.ts',
  start: 'kiosk-app/commands/start.ts',
  fleet: 'kiosk-app/commands/fleet.ts',
} as const;
export type CommandName = keyof typeof scripts;

const launch = (
  name: CommandName,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess =>
  spawn(process.execPath, [join(root, scripts[name]), ...words], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });

/** Runs a command of the project as its own process, to its end. */
export const run = (name: CommandName, ...words: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = launch(name, words);
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdin?.end();
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

export interface Running {
  /** The first group of the line that `ready` matched. */
  readonly ready: string;
  readonly process: ChildProcess;
  /** Everything said so far, both streams. */
  said(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a command and waits until its output matches; it ends with the test at the latest. */
export const start = async (
  name: CommandName,
  words: readonly string[],
  ready: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> => {
  const child = launch(name, words, env);
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  onTestFinished(() => kill('SIGKILL'));
  const first = await new Promise<string>((resolve, reject) => {
    const take = (data: Buffer): void => {
      said += data.toString();
      const match = ready.exec(said);
      if (match) resolve(match[1] ?? match[0]);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    void ended.then(() =>
      reject(new Error(`${name} ended (${child.exitCode}) before it was ready: ${said}`)),
    );
  });
  return { ready: first, process: child, said: () => said, kill };
};

const brokerLine = /(mqtt:\/\/\S+)/;
const pageLine = /kiosk ready: (\S+)/;

export const startCentre = (dataDir: string, ...words: string[]): Promise<Running> =>
  start(
    'centre',
    ['--data', dataDir, ...(words.includes('--mqtt') ? [] : ['--mqtt', '0']), ...words],
    brokerLine,
  );

export const startKiosk = (dataDir: string, ...words: string[]): Promise<Running> =>
  start('kiosk', ['--data', dataDir, '--http', '0', ...words], pageLine);

/** A kiosk's configuration in an empty folder, written by the command a technician uses. */
export const configureKiosk = async (dataDir: string, ...words: string[]): Promise<void> => {
  const place = [
    '--department',
    'so-tu-phap',
    '--department-name',
    'Sở Tư pháp',
    '--counter',
    'q12-1',
    '--counter-label',
    '12',
  ];
  const ended = await run('kiosk', 'configure', '--data', dataDir, ...place, ...words);
  if (ended.code !== 0) throw new Error(ended.stderr);
};

/** The report of a period as the command prints it. */
export const reportOf = async (dataDir: string, period: string): Promise<Record<string, unknown>> => {
  const ended = await run('report', '--data', dataDir, '--period', period, '--format', 'json');
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout);
};
