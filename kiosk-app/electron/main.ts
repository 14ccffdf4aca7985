import { join } from 'node:path';
import { app, BrowserWindow, Menu, powerSaveBlocker, session } from 'electron/main';
import { type HostProcess, keepHost } from './host-process.ts';
import { lockContents, lockSession, refuseCertificates } from './lock-session.ts';
import { quitInOrder } from './quit-in-order.ts';
import { readOptions, type WindowOptions } from './read-options.ts';
import { firstRecovery, type Recovery, type RecoveryInput, stepRecovery } from './recovery.ts';
import { commandLineSwitches, windowOptions } from './window-options.ts';

const tickMs = 500;
const quitDeadlineMs = 8_000;
const root = join(import.meta.dirname, '..', '..');
const log = (line: string): void => void process.stderr.write(`${line}\n`);

const run = async (options: WindowOptions): Promise<void> => {
  let page = options.show === 'page' ? options.url : '';
  let window: BrowserWindow | undefined;
  let recovery: Recovery | undefined;
  let isQuitting = false;
  const now = (): number => performance.now();

  const open = (): void => {
    const opened = new BrowserWindow(windowOptions(options.isWindowed));
    window = opened;
    // Alt and F4, or a window manager, ask the window to close; only quitting does.
    opened.on('close', (event) => {
      if (!isQuitting && !options.isWindowed) event.preventDefault();
    });
    const gone = (why: string): void => {
      if (opened !== window) return;
      log(`electron/page-gone: ${why}`);
      feed({ on: 'gone', at: now() });
    };
    const { webContents } = opened;
    webContents.on('render-process-gone', (_event, { reason }) => gone(reason));
    webContents.on('unresponsive', () => gone('unresponsive'));
    webContents.on('did-fail-load', (_event, _code, description, _url, isMainFrame) => {
      if (isMainFrame) gone(description);
    });
    opened.loadURL(page).catch(() => undefined); // did-fail-load tells the same, and why
  };
  const feed = (input: RecoveryInput): void => {
    if (isQuitting || !recovery) return;
    const { state, effects } = stepRecovery(recovery, input);
    recovery = state;
    for (const effect of effects) {
      if (effect === 'open') open();
      else {
        window?.destroy();
        window = undefined;
      }
    }
  };

  let host: HostProcess | undefined;
  const show = (url: string): void => {
    page = url;
    if (recovery) return;
    recovery = firstRecovery(now());
    open();
  };
  lockSession(
    session.defaultSession,
    () => page,
    (frame) => feed({ on: 'beat', frame, at: now() }),
  );
  app.on('web-contents-created', (_event, contents) => lockContents(contents, () => page));
  const blocker = powerSaveBlocker.start('prevent-display-sleep');
  const ticking = setInterval(() => feed({ on: 'tick', at: now() }), tickMs);

  app.on('second-instance', () => window?.focus());
  app.on('window-all-closed', () => {
    // A window that is being brought back is not the end; closing the one of a developer is.
    if (options.isWindowed && recovery?.phase !== 'waiting') app.quit();
  });
  app.on('before-quit', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    isQuitting = true;
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, quitDeadlineMs));
    const steps = [
      { name: 'watch', run: async () => clearInterval(ticking) },
      { name: 'window', run: async () => window?.destroy() },
      { name: 'host', run: async () => host?.stop() },
      { name: 'display', run: async () => void powerSaveBlocker.stop(blocker) },
    ];
    void quitInOrder(steps, deadline).then((undone) => {
      if (undone.length > 0) log(`electron/quit-late: not done in time: ${undone.join(', ')}`);
      app.exit(undone.length > 0 ? 1 : 0);
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  if (options.show === 'page') show(options.url);
  else host = keepHost({ ...options, root, onReady: show, log });
};

const read = readOptions(process.argv.slice(1));
if (!read.ok) {
  log(read.message);
  app.exit(2);
} else if (!app.requestSingleInstanceLock()) {
  log('electron/already-running: the kiosk’s window is open already');
  app.exit(0);
} else {
  for (const [name, value] of commandLineSwitches) app.commandLine.appendSwitch(name, value);
  app.enableSandbox();
  refuseCertificates(app);
  Menu.setApplicationMenu(null);
  void app.whenReady().then(() => run(read.options));
}
