import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LiveEvent } from '../../centre/api/live.ts';

export interface Live {
  readonly status: 'connecting' | 'live' | 'lost';
  /** The last sign of life of the centre, milliseconds since 1970 on this machine's clock. */
  readonly heardAt: number | null;
}

export interface LiveLink {
  readonly store: StoreApi<Live>;
  start(): void;
  retry(): void;
  stop(): void;
}

export interface LiveParts {
  readonly open: () => EventSource;
  readonly now: () => number;
  readonly onEvent: (event: LiveEvent) => void;
  /** The line is back and nobody knows what was missed. */
  readonly onBack: () => void;
  readonly wait: (run: () => void, ms: number) => number;
  readonly cancel: (timer: number) => void;
}

/** The centre sends a ping every ten seconds; a line that is silent longer is dead even when it looks open. */
const silentMs = 40_000;
const retryMs = 5_000;

/** Follows the centre's event stream. While it is lost, the page keeps its numbers and says of when they are. */
export const createLive = ({ open, now, onEvent, onBack, wait, cancel }: LiveParts): LiveLink => {
  const store = createStore<Live>(() => ({ status: 'connecting', heardAt: null }));
  let source: EventSource | null = null;
  let timer: number | null = null;

  const arm = (run: () => void, ms: number): void => {
    if (timer !== null) cancel(timer);
    timer = wait(run, ms);
  };
  const close = (): void => {
    source?.close();
    source = null;
    if (timer !== null) cancel(timer);
    timer = null;
  };
  const lose = (): void => {
    close();
    store.setState({ status: 'lost' });
    arm(connect, retryMs);
  };
  const heard = (): void => {
    store.setState({ status: 'live', heardAt: now() });
    arm(lose, silentMs);
  };
  function connect(): void {
    close();
    const line = open();
    source = line;
    line.addEventListener('open', () => {
      if (source !== line) return;
      const wasLost = store.getState().status === 'lost';
      heard();
      if (wasLost) onBack();
    });
    for (const kind of ['today', 'changed', 'ping', 'ended'] as const)
      line.addEventListener(kind, (message: MessageEvent<string>) => {
        if (source !== line) return;
        heard();
        const event = JSON.parse(message.data) as LiveEvent;
        // It would come back by itself and be refused, again and again.
        if (event.kind === 'ended') close();
        onEvent(event);
      });
    line.addEventListener('error', () => {
      if (source === line) lose();
    });
    arm(lose, silentMs);
  }

  return {
    store,
    start: () => {
      if (source === null && timer === null) connect();
    },
    retry: connect,
    stop: () => {
      close();
      store.setState({ status: 'connecting' });
    },
  };
};
