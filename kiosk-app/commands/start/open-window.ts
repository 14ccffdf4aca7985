import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { chooseWindow, runtimeSource } from './choose-window.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const electronFolder = join(root, 'node_modules', 'electron');
const electronMain = join(root, 'kiosk-app', 'electron', 'main.ts');
// Behind a wall that swallows what it does not let through, a download would only fail after minutes.
const reachDeadlineMs = 1_500;

const isInstalled = (): boolean => {
  try {
    return existsSync(join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8')));
  } catch {
    return false; // never fetched
  }
};

/** Whether a connection to where the runtime comes from opens in time. */
const isReachable = (): Promise<boolean> => {
  const { host, port } = runtimeSource(process.env);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: reachDeadlineMs });
    const end = (isOpen: boolean): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(isOpen);
    };
    // The socket's own timeout does not cover the search for the name.
    const deadline = setTimeout(() => end(false), reachDeadlineMs);
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
};

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** Starts a program and leaves it; one that is not there is no reason to stop. */
const launch = (program: string, words: readonly string[], onMissing: () => void): ChildProcess => {
  const child = spawn(program, [...words], { stdio: 'ignore', detached: process.platform !== 'win32' });
  child.on('error', onMissing);
  child.unref();
  return child;
};

const openBrowser = (url: string, say: (line: string) => void): void => {
  const [program, ...words] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  launch(program ?? '', words, () => say('no browser could be opened: please open the address above'));
};

const fetchRuntime = (): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'inherit' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

/** Shows the screen: Electron's window where its runtime is or can be had, else the browser, else only the address. */
export const openWindow = async (
  url: string,
  isWanted: boolean,
  say: (line: string) => void,
): Promise<() => void> => {
  const installed = isInstalled();
  const display = hasDisplay();
  const reachable = isWanted && display && !installed ? await isReachable() : false;
  const choice = chooseWindow({
    isWanted,
    hasDisplay: display,
    isInstalled: installed,
    isReachable: reachable,
  });
  if (choice === 'none') return () => {};
  if (choice === 'fetch-electron') say('fetching the Electron runtime, once …');
  if (choice === 'electron' || (choice === 'fetch-electron' && (await fetchRuntime()))) {
    const runtime = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'));
    const child = launch(runtime, [electronMain, `--url=${url}`], () => openBrowser(url, say));
    return () => child.kill();
  }
  say('the Electron runtime cannot be fetched here: the browser shows the same screen');
  openBrowser(url, say);
  return () => {};
};
