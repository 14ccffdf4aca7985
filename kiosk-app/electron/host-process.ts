import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { backoffMs } from './recovery.ts';

/** The project's own Node: the window's runtime is Electron's, the kiosk's is not. */
export const nodePath = (root: string, platform: NodeJS.Platform): string =>
  join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');

const healthyMs = 60_000;
/** What the kiosk ends with when the centre asked for a restart: nothing failed, so it waits for nothing. */
const restartExitCode = 75;
const stopDeadlineMs = 5_000;

/** Where Node keeps what it compiled and freed of types: the next start is a fifth shorter and 25 MB smaller. */
export const compiledFolder = (root: string): string => join(root, 'node_modules', '.cache', 'mot-cham');

export interface HostProcess {
  stop(): Promise<void>;
}

/** Keeps the kiosk's host running; tells its address each time it is ready. A restart keeps port and token, so the page stays. */
export const keepHost = (options: {
  readonly root: string;
  readonly data: string;
  readonly http: number;
  readonly node: string | undefined;
  readonly onReady: (url: string) => void;
  readonly log: (line: string) => void;
}): HostProcess => {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let deaths = 0;
  let port = options.http;
  let again: NodeJS.Timeout | undefined;

  const start = (): void => {
    const startedAt = performance.now();
    const words = [join(options.root, 'kiosk-app', 'commands', 'kiosk.ts'), '--data', options.data];
    const mine = spawn(
      options.node ?? nodePath(options.root, process.platform),
      [...words, '--http', String(port), '--supervised'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { NODE_COMPILE_CACHE: compiledFolder(options.root), ...process.env },
      },
    );
    child = mine;
    createInterface(mine.stdout).on('line', (line) => {
      const url = /kiosk ready: (http:\/\/\S+)/.exec(line)?.[1];
      if (!url) return;
      port = Number(new URL(url).port);
      options.onReady(url);
    });
    let isOver = false;
    const over = (why: string): void => {
      if (isOver || isStopping) return;
      isOver = true;
      if (why === String(restartExitCode)) {
        start();
        return;
      }
      deaths = performance.now() - startedAt >= healthyMs ? 1 : deaths + 1;
      const wait = backoffMs(deaths);
      options.log(`electron/host-ended: the kiosk ended (${why}) and starts again in ${wait} ms`);
      again = setTimeout(start, wait);
    };
    mine.once('error', (error) => over(error.message));
    mine.once('exit', (code, signal) => over(String(signal ?? code)));
  };
  start();

  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(again);
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null || last.pid === undefined) return;
      const exited = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const timer = setTimeout(() => last.kill('SIGKILL'), stopDeadlineMs);
      await exited;
      clearTimeout(timer);
    },
  };
};
