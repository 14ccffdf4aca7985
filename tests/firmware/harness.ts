import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const firmwareDir = join(import.meta.dirname, '../../device/firmware');

/** Runs make in the firmware's folder, one at a time over all test processes; gives what it printed. */
export const make = (...args: string[]): string =>
  execFileSync('flock', [join(tmpdir(), 'motcham-firmware.lock'), 'make', '-s', '-C', firmwareDir, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** One line of the harness. */
export interface Report {
  /** Simulated time. */
  readonly atMs: number;
  /** `tx`, `led`, `latency`, `reset`, `done`, … */
  readonly what: string;
  readonly text: string;
}

export interface HarnessOptions {
  /** As fast as it goes, without a pseudo-terminal; time stands still between commands. */
  readonly isFree?: boolean;
  readonly seed?: number;
  readonly eepromFile?: string;
  readonly linkPath?: string;
  readonly resetsOnOpen?: boolean;
}

export interface Harness {
  readonly reports: readonly Report[];
  readonly process: ChildProcess;
  /** Hands over a command without waiting for it. */
  tell(command: string): void;
  /** Carries out commands one after the other; gives what was reported while the last one ran. */
  run(...commands: string[]): Promise<readonly Report[]>;
  /** Resolves with the first report, from now or from an index on, that fits. */
  until(fits: (report: Report) => boolean, from?: number): Promise<Report>;
  stop(): Promise<void>;
}

const parse = (line: string): Report => {
  const [at = '', what = '', ...rest] = line.split(' ');
  return { atMs: Number(at), what, text: rest.join(' ') };
};

/** The firmware's real binary in simavr. */
export const startHarness = (options: HarnessOptions = {}): Harness => {
  const args = [
    ...(options.isFree ? ['--free'] : []),
    ...(options.seed === undefined ? [] : ['--seed', String(options.seed)]),
    ...(options.eepromFile === undefined ? [] : ['--eeprom', options.eepromFile]),
    ...(options.linkPath === undefined ? [] : ['--link', options.linkPath]),
    ...(options.resetsOnOpen ? ['--auto-reset'] : []),
    join(firmwareDir, 'build/motcham-panel.elf'),
  ];
  const child = spawn(join(firmwareDir, 'build/motcham-harness'), args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const reports: Report[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    reports.push(parse(line));
    wake();
  });
  const ended = once(child, 'exit').then(wake);

  const until = (fits: (report: Report) => boolean, from = reports.length): Promise<Report> =>
    new Promise((resolve, reject) => {
      let next = from;
      const look = (): void => {
        for (; next < reports.length; next += 1) {
          const report = reports[next];
          if (report !== undefined && fits(report)) {
            waiting.delete(look);
            resolve(report);
            return;
          }
        }
        if (child.exitCode === null && child.signalCode === null) return;
        waiting.delete(look);
        reject(new Error(`the harness ended early; it last said ${JSON.stringify(reports.at(-1))}`));
      };
      waiting.add(look);
      look();
    });

  const tell = (command: string): void => {
    child.stdin.write(`${command}\n`);
  };

  const runOne = async (command: string): Promise<readonly Report[]> => {
    const from = reports.length;
    tell(command);
    const last = await until(
      (report) => report.what === 'error' || (report.what === 'done' && report.text === command),
      from,
    );
    if (last.what === 'error') throw new Error(last.text);
    return reports.slice(from, reports.indexOf(last, from));
  };

  return {
    reports,
    process: child,
    tell,
    run: async (...commands) => {
      let said: readonly Report[] = [];
      for (const command of commands) said = await runOne(command);
      return said;
    },
    until,
    stop: async () => {
      child.stdin.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
};
