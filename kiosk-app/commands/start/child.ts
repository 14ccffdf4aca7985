import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process of the project that was started and said that it is ready. */
export interface Child {
  /** The first group of the line that said so. */
  readonly ready: string;
  /** Resolves with a line when it ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** A process that ended before it was ready; the message is the last thing it said. */
export class ChildError extends Error {
  readonly code = 'start/child-ended';
}

const stopDeadlineMs = 5_000;

/** Starts `script` on this Node and waits for the line on its stdout that `ready` matches. */
export const startChild = async (
  name: string,
  script: string,
  words: readonly string[],
  ready: RegExp,
  onLine: (line: string) => void,
): Promise<Child> => {
  const child: ChildProcess = spawn(process.execPath, [script, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let last = '';
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(`${name} ended (${signal ?? code})${last ? `: ${last}` : ''}`),
    );
  });
  const line = new Promise<string>((resolve) => {
    if (!child.stdout || !child.stderr) return;
    createInterface(child.stdout).on('line', (text) => {
      const match = ready.exec(text);
      if (match) resolve(match[1] ?? text);
    });
    createInterface(child.stderr).on('line', (text) => {
      last = text;
      // What merely informs would push the addresses off the screen.
      if (/^(warn|error) /.test(text)) onLine(`${name}: ${text}`);
    });
  });
  const first = await Promise.race([
    line.then((text) => ({ isReady: true, text })),
    exited.then((text) => ({ isReady: false, text })),
  ]);
  if (!first.isReady) throw new ChildError(first.text);
  return {
    ready: first.text,
    ended: exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
      await exited;
      clearTimeout(timer);
    },
  };
};
