import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process of the project that was started and said that it is ready. */
export interface Child {
  /** The groups of what said so; undefined where a group that may be missing was. */
  readonly ready: readonly (string | undefined)[];
  /** Resolves with a line when it ends by itself. */
  readonly ended: Promise<string>;
  /** Its exit code, once it has ended by itself; undefined where a signal ended it. */
  readonly code: () => number | undefined;
  stop(): Promise<void>;
}

/** A process that ended before it was ready; the message is the last thing it said. */
export class ChildError extends Error {
  readonly code = 'start/child-ended';
}

const root = join(import.meta.dirname, '..', '..', '..');
/** Where Node keeps what it compiled and freed of types, so that the next start is shorter; the window's host uses the same. */
const compiled = join(root, 'node_modules', '.cache', 'mot-cham');
const stopDeadlineMs = 5_000;

/** Starts `script` on this Node and waits until what it said on its stdout matches `ready`. */
export const startChild = async (
  name: string,
  script: string,
  words: readonly string[],
  ready: RegExp,
  onLine: (line: string) => void,
): Promise<Child> => {
  const child: ChildProcess = spawn(process.execPath, [script, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  let last = '';
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(`${name} ended (${signal ?? code})${last ? `: ${last}` : ''}`),
    );
  });
  const groups = new Promise<readonly (string | undefined)[]>((resolve) => {
    if (!child.stdout || !child.stderr) return;
    let said: string | undefined = '';
    createInterface(child.stdout).on('line', (text) => {
      if (said === undefined) return;
      said += `${text}\n`;
      const match = ready.exec(said);
      if (!match) return;
      resolve(match.slice(1));
      said = undefined;
    });
    createInterface(child.stderr).on('line', (text) => {
      last = text;
      // What merely informs would push the addresses off the screen.
      if (/^(warn|error) /.test(text)) onLine(`${name}: ${text}`);
    });
  });
  const first = await Promise.race([
    groups,
    exited.then((text) => {
      throw new ChildError(text);
    }),
  ]);
  return {
    ready: first,
    ended: exited,
    code: () => child.exitCode ?? undefined,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
      await exited;
      clearTimeout(timer);
    },
  };
};

/** Starts a child again as often as it ends with this exit code: it was asked to. Ends as the last one ends. */
export const keepChild = async (start: () => Promise<Child>, restartCode: number): Promise<Child> => {
  let now = await start();
  const { ready } = now;
  let isStopping = false;
  const ended = (async () => {
    for (;;) {
      const line = await now.ended;
      if (isStopping || now.code() !== restartCode) return line;
      now = await start();
      if (isStopping) await now.stop();
    }
  })();
  return {
    ready,
    ended,
    code: () => now.code(),
    stop: async () => {
      isStopping = true;
      await now.stop();
      // One that was just starting is stopped there.
      await ended.catch(() => undefined);
    },
  };
};
