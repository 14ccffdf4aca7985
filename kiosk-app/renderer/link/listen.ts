import type { Snapshot } from '../../contract/snapshot.ts';
import { eventStreamParser } from './event-stream.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { PageClock } from './timers.ts';

/** The host says something every second; silence for this long means that nobody is there. */
export const silenceMs = 2_500;
/** A connection that broke and does not come back says the same sooner; a host that merely restarts is back before. */
export const lostMs = 1_500;
/** How often the page looks: whether the host is silent, and, without a connection, whether it is there again. */
export const checkMs = 250;
/** A knock that nobody answered for this long has another one beside it; it may still be answered itself. */
export const secondKnockMs = 500;
// How many may wait at a time. Browsers keep six connections to one host, and presses need theirs.
const waitingKnocks = 3;

export interface ListenOptions {
  readonly fetch: typeof fetch;
  readonly clock: PageClock;
  /** Address of the event stream, token included. */
  readonly url: string;
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** The host is heard, or has been silent for `silenceMs`. Told on every change. */
  readonly onHeard: (isHeard: boolean) => void;
}

interface Knock {
  readonly abort: AbortController;
  readonly startedAt: number;
}

/**
 * Listens to the host for ever and returns what ends it. Driven by hand because EventSource chooses its own pause after a
 * loss and does not notice a connection that is open and silent.
 *
 * A host that is there again is knocked at within `checkMs` where knocks are refused, and within `secondKnockMs + checkMs` where
 * they hang: a new one never waits for what becomes of an old one. The oldest is given more time than the others, for a machine
 * so slow that it answers none of them at once.
 */
export const listen = ({ fetch, clock, url, onSnapshot, onHeard }: ListenOptions): (() => void) => {
  let isStopped = false;
  let isHeard = false;
  let heardAt = clock.now();
  let brokenAt: number | undefined;
  /** The connection on which the host spoke. */
  let line: Knock | undefined;
  let knocks: readonly Knock[] = [];
  let callOff = (): void => {};

  const hear = (): void => {
    heardAt = clock.now();
    brokenAt = undefined;
    if (isHeard) return;
    isHeard = true;
    onHeard(true);
  };

  const giveUp = (knock: Knock): void => {
    knocks = knocks.filter((one) => one !== knock);
    knock.abort.abort();
  };

  const answered = (knock: Knock): void => {
    if (line === knock) return;
    line = knock;
    for (const other of knocks) if (other !== knock) giveUp(other);
    knocks = [];
  };

  const read = async (knock: Knock): Promise<void> => {
    const { signal } = knock.abort;
    const response = await fetch(url, {
      signal,
      cache: 'no-store',
      headers: { accept: 'text/event-stream' },
    });
    if (!response.ok || !response.body) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const parse = eventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      for (const event of parse(decoder.decode(value, { stream: true }))) {
        const snapshot = event.name === 'snapshot' ? readSnapshot(event.data) : undefined;
        if (!snapshot && event.name !== 'ping') continue;
        answered(knock);
        if (snapshot) onSnapshot(snapshot);
        hear();
      }
    }
  };

  const knockOnce = (): void => {
    const knock: Knock = { abort: new AbortController(), startedAt: clock.now() };
    const [, second] = knocks;
    if (second && knocks.length >= waitingKnocks) giveUp(second);
    knocks = [...knocks, knock];
    const end = (): void => {
      giveUp(knock);
      if (line !== knock) return;
      line = undefined;
      brokenAt ??= clock.now();
    };
    // A refused connection, a broken stream and a proxy's page all mean the same here: try again.
    read(knock).then(end, end);
  };

  const check = (): void => {
    if (isStopped) return;
    const now = clock.now();
    const isSilent = now - heardAt >= silenceMs;
    if (isHeard && (isSilent || (brokenAt !== undefined && now - brokenAt >= lostMs))) {
      isHeard = false;
      onHeard(false);
    }
    if (isSilent && line) {
      line.abort.abort();
      line = undefined;
    }
    const oldest = knocks[0];
    if (oldest && now - oldest.startedAt >= silenceMs) giveUp(oldest);
    const newest = knocks.at(-1);
    if (!line && (!newest || now - newest.startedAt >= secondKnockMs)) knockOnce();
    callOff = clock.after(checkMs, check);
  };

  check();
  return () => {
    isStopped = true;
    callOff();
    line?.abort.abort();
    for (const knock of knocks) giveUp(knock);
  };
};
