/**
 * The process that holds the devices: opens panels when it is told to, and says what they do. It records nothing and decides
 * nothing; when the kiosk goes, it goes.
 */
import { createClaims } from '../find/claims.ts';
import { openPanel } from '../open-panel.ts';
import type { Panel, Press } from '../panel.ts';
import { parsePanelSpec } from '../spec/panel-spec.ts';
import { systemClock as clock } from '../system-clock.ts';
import { aliveEveryMs, type FromDevices, isToDevices, type ToDevices } from './messages.ts';

/** Presses that the kiosk has not answered; more than a panel can hold means that nobody will answer them. */
const rememberedPresses = 1_024;

const claims = createClaims();
const panels = new Map<number, Panel>();
const presses = new Map<number, Press>();
let lastPress = 0;

const tell = (message: FromDevices): void => {
  if (process.connected) process.send?.(message);
};

const log =
  (level: 'info' | 'warn') =>
  (data: object, message: string): void =>
    tell({ tell: 'log', level, data, message });

const open = (panel: number, raw: unknown): void => {
  const parsed = parsePanelSpec(raw);
  if (!parsed.ok) {
    tell({ tell: 'status', panel, status: { link: 'down', retryInMs: 0, problem: parsed.problem } });
    return;
  }
  panels.set(
    panel,
    openPanel(parsed.spec, {
      clock,
      claims,
      log: { info: log('info'), warn: log('warn') },
      listener: {
        press: (press) => {
          lastPress += 1;
          presses.set(lastPress, press);
          presses.delete(lastPress - rememberedPresses);
          const { button, identity } = press;
          tell({
            tell: 'press',
            panel,
            press: lastPress,
            button,
            ...(identity === undefined ? {} : { identity }),
          });
        },
        status: (status) => tell({ tell: 'status', panel, status }),
        health: (health) => tell({ tell: 'health', panel, health }),
      },
    }),
  );
};

const hear = async (message: ToDevices): Promise<void> => {
  switch (message.do) {
    case 'open':
      return open(message.panel, message.spec);
    case 'answer': {
      const press = presses.get(message.press);
      presses.delete(message.press);
      if (message.isRecorded) press?.acknowledge();
      else press?.refuse();
      return;
    }
    case 'close':
      await panels.get(message.panel)?.close();
      panels.delete(message.panel);
      return tell({ tell: 'closed', panel: message.panel });
  }
};

const sayAlive = (): void => {
  tell({
    tell: 'alive',
    panels: [...panels].map(([panel, open]) => {
      const lastSeenAt = open.lastSeenAt();
      const seen = lastSeenAt === undefined ? {} : { seenAgoMs: clock.now() - lastSeenAt };
      return { panel, counters: open.counters(), health: open.health(), ...seen };
    }),
  });
};

process.on('message', (raw) => {
  if (isToDevices(raw)) void hear(raw);
});
process.on('disconnect', () => process.exit(0));
// The kiosk stops its panels itself. A Ctrl-C in its terminal, or a service being stopped, reaches this process as well, and it
// must not be first to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
sayAlive();
setInterval(sayAlive, aliveEveryMs);
