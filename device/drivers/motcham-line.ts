import { deviceBackoff } from '../link/backoff.ts';
import { createLineReader, type LineReader } from '../link/line-reader.ts';
import type { Link } from '../link/link.ts';
import { keepLink } from '../link/link-keeper.ts';
import type { LinkRules } from '../link/link-machine.ts';
import type { Panel, PanelHealth, Press } from '../panel.ts';
import { maxLineBytes } from '../protocol/frame.ts';
import {
  type HostEffect,
  type HostInput,
  identityOf,
  newHostSession,
  stepHost,
} from '../protocol/host-session.ts';
import { createCounters } from './counters.ts';
import type { OpenPanel, PanelDeps } from './drivers.ts';
import { maskHealth } from './motcham-health.ts';
import { openLineLink } from './open-line-link.ts';

/**
 * A panel says that it is alive every second; one that was reset by being opened first sits in its boot loader for up to two.
 */
const rules: LinkRules = { backoff: deviceBackoff, upOn: 'heard', silenceMs: 4_000 };
const checkEveryMs = 250;
/** A carriage return before the line feed is tolerated. */
const maxRawBytes = maxLineBytes + 1;

/** The panel over any link: the driver below hands in a serial or TCP one, tests a pair in memory. */
export const openMotchamLineOn = (link: Link, { clock, listener, log }: PanelDeps): Panel => {
  const counters = createCounters();
  let session = newHostSession;
  let lastSeenAt: number | undefined;
  let reader: LineReader | undefined;

  const health = (): PanelHealth => maskHealth(counters.read(), session);

  const feed = (input: HostInput): readonly HostEffect[] => {
    const before = session.faultMask;
    const step = stepHost(session, input);
    session = step.session;
    for (const effect of step.effects) run(effect);
    if (session.faultMask !== before) listener.health?.(health());
    return step.effects;
  };

  const isBadLine = (effect: HostEffect): boolean => effect.do === 'count' && effect.what === 'badLines';

  const readLine = (line: string): void => {
    const effects = feed({ on: 'line', line: line.endsWith('\r') ? line.slice(0, -1) : line });
    if (effects.some(isBadLine)) counters.add('noiseBytes', line.length + 1);
  };

  const pressOf = ({ button, nonce, seq }: Extract<HostEffect, { do: 'press' }>): Press => ({
    button,
    identity: identityOf(nonce, seq),
    acknowledge: () => {
      feed({ on: 'answer', answer: 'recorded', nonce, seq });
    },
    refuse: () => {
      feed({ on: 'answer', answer: 'refused', nonce, seq });
    },
  });

  const run = (effect: HostEffect): void => {
    switch (effect.do) {
      case 'send':
        keeper.write(Buffer.from(`${effect.line}\n`, 'latin1'));
        break;
      case 'count':
        counters.add(effect.what);
        break;
      case 'heard':
        lastSeenAt = clock.now();
        keeper.heard();
        break;
      case 'press':
        counters.add('presses');
        counters.add(`press${effect.button}`);
        listener.press(pressOf(effect));
        break;
    }
  };

  const startReading = (): void => {
    reader?.close();
    reader = createLineReader({
      maxBytes: maxRawBytes,
      delimiter: '\n',
      onLine: readLine,
      onDropped: (bytes) => {
        counters.add('overlongLines');
        counters.add('noiseBytes', bytes);
      },
    });
  };

  const keeper = keepLink({
    link,
    clock,
    rules,
    checkEveryMs,
    onOpened: () => {
      counters.add('openings');
      startReading();
      feed({ on: 'opened' });
    },
    onData: (bytes) => reader?.push(bytes),
    onStatus: (status) => {
      log.info({ panel: link.name, ...status }, `panel ${status.link}`);
      listener.status(status);
    },
  });

  return {
    profile: 'motcham-line',
    counters: counters.read,
    lastSeenAt: () => lastSeenAt,
    health,
    close: async () => {
      await keeper.close();
      reader?.close();
    },
  };
};

export const openMotchamLine: OpenPanel<'motcham-line'> = (spec, deps) =>
  openMotchamLineOn(
    openLineLink(spec.at, { baudRate: spec.baudRate, dataBits: 8, stopBits: 1, parity: 'none' }, deps.claims),
    deps,
  );
