import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
// As the window and `npm start` start the host, and a unit file should.
const compiled = join(root, 'node_modules', '.cache', 'mot-cham');

export interface Child {
  readonly process: ChildProcess;
  /** The first group of what `ready` matched, and how long that took from the start of the process. */
  readonly ready: string;
  readonly readyMs: number;
  /** Waits for a line that matches; lines that were said before count. */
  said(pattern: RegExp): Promise<string>;
  /** Ends the child with a signal, and waits for it. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a program (a `.ts` of the project runs on this Node) and waits until it says that it is ready. */
export const startChild = async (
  program: string,
  words: readonly string[],
  ready: RegExp,
): Promise<Child> => {
  const began = performance.now();
  const isScript = program.endsWith('.ts');
  const child = spawn(
    isScript ? process.execPath : program,
    isScript ? [join(root, program), ...words] : words,
    {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  children.add(child);
  let text = '';
  const heard = new Set<() => void>();
  const take = (data: Buffer): void => {
    text += data.toString();
    for (const tell of heard) tell();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      children.delete(child);
      resolve();
      for (const tell of heard) tell();
    }),
  );
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(text);
        if (match) {
          heard.delete(look);
          resolve(match[1] ?? match[0]);
        } else if (!children.has(child)) reject(new Error(`${program} ended: ${text.slice(-2_000)}`));
      };
      heard.add(look);
      look();
    });
  const first = await said(ready);
  return {
    process: child,
    ready: first,
    readyMs: performance.now() - began,
    said,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
};
