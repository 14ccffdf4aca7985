import { type ChildProcess, fork } from 'node:child_process';
import { deviceBackoff, retryDelay } from '../link/backoff.ts';
import type { PanelLog } from '../log.ts';
import { openPanel } from '../open-panel.ts';
import type { Clock, Panel, PanelListener, PanelProblem } from '../panel.ts';
import { formatPanelSpec, type PanelSpec } from '../spec/panel-spec.ts';
import { type FromDevices, isFromDevices, type ToDevices } from './messages.ts';
import { countersOf, healthOf, type Opened } from './opened-panel.ts';
import { hangsAfterAnother, silenceAllowedMs } from './patience.ts';
import { watchSilence } from './watch-silence.ts';

export interface DeviceProcessOptions {
  readonly clock: Clock;
  readonly log: PanelLog;
}

/**
 * All device I/O of a kiosk, in a process of its own: it runs while a panel is open, and is started again when it dies or
 * hangs. An open serial port can hang in its driver and a native library can crash; neither may take the ledger along.
 */
export interface DeviceProcess {
  open(spec: PanelSpec, listener: PanelListener): Panel;
  /** Of the process that runs now. */
  pid(): number | undefined;
  /** How often it had to be started again. */
  restarts(): number;
  /** Closes all panels. Never rejects. */
  close(): Promise<void>;
}

const closeDeadlineMs = 3_000;
/** Alive for so long: the next failure is a new one. */
const steadyAfterMs = 10_000;

const died = (why: string): PanelProblem => ({
  code: 'panel/devices-restarted',
  message: `the process that holds the panels ${why} and is being started again`,
});

const program = new URL('./devices-main.ts', import.meta.url);

export const createDeviceProcess = ({ clock, log }: DeviceProcessOptions): DeviceProcess => {
  const panels = new Map<number, Opened>();
  let lastPanel = 0;
  let child: ChildProcess | undefined;
  let failures = 0;
  let restarts = 0;
  let hangs = 0;
  let cancelRestart = (): void => {};

  const tell = (message: ToDevices): void => {
    if (child?.connected) child.send(message, () => {});
  };

  const hear = (message: FromDevices, from: ChildProcess): void => {
    if (message.tell === 'log') {
      log[message.level](message.data, message.message);
      return;
    }
    if (message.tell === 'alive') {
      for (const reading of message.panels) {
        const opened = panels.get(reading.panel);
        if (opened !== undefined) Object.assign(opened, { reading, readAtMs: clock.now() });
      }
      return;
    }
    const opened = panels.get(message.panel);
    switch (message.tell) {
      case 'press': {
        const { panel, press, button, identity } = message;
        // An answer for a process that is gone reaches nobody: the panel sends the press again, under its identity.
        const answer = (isRecorded: boolean) => (): void => {
          if (child === from) tell({ do: 'answer', panel, press, isRecorded });
        };
        opened?.listener.press({
          button,
          ...(identity === undefined ? {} : { identity }),
          acknowledge: answer(true),
          refuse: answer(false),
        });
        break;
      }
      case 'status':
        opened?.listener.status(message.status);
        break;
      case 'health':
        opened?.listener.health?.(message.health);
        break;
      case 'closed':
        opened?.onClosed();
        break;
    }
  };

  const start = (): void => {
    const startedMs = clock.now();
    let lastHeardMs = startedMs;
    let isAlive = false;
    let hasHung = false;
    const mine = fork(program, [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    child = mine;
    const unwatch = watchSilence(
      clock,
      () => clock.now() - lastHeardMs > silenceAllowedMs(hangs, isAlive),
      () => {
        hasHung = true;
        mine.kill('SIGKILL');
      },
    );
    mine.stderr?.on('data', (text: Buffer) => log.warn({}, text.toString().slice(0, 1_000)));
    mine.on('error', (error) => log.warn({ error: error.message }, 'the device process failed'));
    mine.on('message', (raw) => {
      lastHeardMs = clock.now();
      isAlive = true;
      if (isFromDevices(raw)) hear(raw, mine);
    });
    mine.once('exit', (code, signal) => {
      unwatch();
      if (child !== mine) return;
      child = undefined;
      restarts += 1;
      const aliveForMs = lastHeardMs - startedMs;
      if (hasHung) hangs = hangsAfterAnother(hangs, aliveForMs);
      failures = aliveForMs > steadyAfterMs ? 0 : failures + 1;
      const retryInMs = retryDelay(deviceBackoff, failures, clock.random());
      const problem = died(hasHung ? 'hung' : 'ended');
      log.warn({ code, signal, problem }, problem.message);
      for (const opened of panels.values()) {
        opened.before = countersOf(opened);
        opened.reading = undefined;
        opened.listener.status({ link: 'down', retryInMs, problem });
      }
      cancelRestart = clock.after(retryInMs, start);
    });
    for (const [panel, { spec }] of panels) tell({ do: 'open', panel, spec: formatPanelSpec(spec) });
  };

  const stop = (): Promise<void> => {
    cancelRestart();
    cancelRestart = () => {};
    const ending = child;
    child = undefined;
    if (ending === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(closeDeadlineMs, () => ending.kill('SIGKILL'));
      ending.once('exit', () => {
        cancel();
        resolve();
      });
      ending.disconnect();
    });
  };

  const release = (panel: number, opened: Opened): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(closeDeadlineMs, resolve);
      opened.onClosed = () => {
        cancel();
        resolve();
      };
      if (child === undefined) opened.onClosed();
      else tell({ do: 'close', panel });
    });

  const closePanel = async (panel: number, opened: Opened): Promise<void> => {
    opened.listener = { press: () => {}, status: () => {} };
    await release(panel, opened);
    panels.delete(panel);
    if (panels.size === 0) await stop();
  };

  return {
    open: (spec, listener) => {
      // No device, so nothing that can hang; and its answer to a key is wanted at once.
      if (spec.profile === 'keyboard-wedge') return openPanel(spec, { clock, listener, log });
      lastPanel += 1;
      const panel = lastPanel;
      const opened: Opened = {
        spec,
        listener,
        reading: undefined,
        readAtMs: 0,
        before: {},
        onClosed: () => {},
      };
      const isFirst = panels.size === 0;
      panels.set(panel, opened);
      listener.status({ link: 'connecting', attempt: 1 });
      if (isFirst) start();
      else tell({ do: 'open', panel, spec: formatPanelSpec(spec) });
      let closing: Promise<void> | undefined;
      return {
        profile: spec.profile,
        counters: () => countersOf(opened),
        lastSeenAt: () => {
          const seenAgoMs = opened.reading?.seenAgoMs;
          return seenAgoMs === undefined ? undefined : opened.readAtMs - seenAgoMs;
        },
        health: () => healthOf(opened),
        close: () => {
          closing ??= closePanel(panel, opened);
          return closing;
        },
      };
    },
    pid: () => child?.pid,
    restarts: () => restarts,
    close: async () => {
      await Promise.all([...panels].map(([panel, opened]) => closePanel(panel, opened)));
      await stop();
    },
  };
};
