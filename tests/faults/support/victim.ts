import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** A program that is killed without a word and started again at once, as often as a test likes. */
export interface Victim {
  readonly name: string;
  /** How often it was killed. */
  readonly kills: () => number;
  /** What the present life said when it was ready: the first group of the pattern. Waits for a life that gets there. */
  ready(): Promise<string>;
  /** SIGKILL, and a new life. */
  kill(): Promise<void>;
  /** Ends it for good. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Lives that ended though nobody killed them: a bug. */
  readonly deaths: () => readonly string[];
}

interface Life {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** Undefined when the life ended before. */
  readonly ready: Promise<string | undefined>;
  isWanted: boolean;
}

export interface VictimProgram {
  readonly name: string;
  /** A script of the project, or a program of the system with a `/` or without `.ts`. */
  readonly program: string;
  readonly words: readonly string[];
  readonly ready: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program; it ends with the test at the latest. */
export const startVictim = ({ name, program, words, ready, env }: VictimProgram): Victim => {
  const deaths: string[] = [];
  let kills = 0;
  let isStopped = false;

  const live = (): Life => {
    const isScript = program.endsWith('.ts');
    const child = spawn(
      isScript ? process.execPath : program,
      isScript ? [join(root, program), ...words] : words,
      {
        cwd: root,
        env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let said = '';
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const isReady = new Promise<string | undefined>((resolve) => {
      const take = (data: Buffer): void => {
        said = (said + data.toString()).slice(-4_000);
        const match = ready.exec(said);
        if (match) resolve(match[1] ?? match[0]);
      };
      child.stdout?.on('data', take);
      child.stderr?.on('data', take);
      void ended.then(() => resolve(undefined));
    });
    const life: Life = { child, ended, ready: isReady, isWanted: true };
    void ended.then(() => {
      if (life.isWanted) deaths.push(`${name} ended by itself (${child.exitCode}): ${said}`);
    });
    return life;
  };

  let life = live();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    life.isWanted = false;
    if (life.child.exitCode === null && life.child.signalCode === null) life.child.kill(signal);
    await life.ended;
  };
  onTestFinished(() => end('SIGKILL'));

  return {
    name,
    kills: () => kills,
    deaths: () => deaths,
    async ready() {
      for (;;) {
        const present = life;
        const said = await present.ready;
        if (said !== undefined && present === life) return said;
        if (present === life && present.isWanted) throw new Error(deaths.at(-1) ?? `${name} ended`);
        if (isStopped) throw new Error(`${name} was stopped`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async kill() {
      kills += 1;
      await end('SIGKILL');
      if (!isStopped) life = live();
    },
    async stop(signal = 'SIGTERM') {
      isStopped = true;
      await end(signal);
    },
  };
};
