import type { Snapshot } from '../../contract/snapshot.ts';
import { eventStreamParser } from './event-stream.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { PageClock } from './timers.ts';

/** The host says something every second; silence for this long means that nobody is there. */
export const silenceMs = 2_500;
/** A connection that broke and does not come back says the same sooner; a host that merely restarts is back before. */
export const lostMs = 1_500;
const retryMs = 500;
const checkMs = 250;

export interface ListenOptions {
  readonly fetch: typeof fetch;
  readonly clock: PageClock;
  /** Address of the event stream, token included. */
  readonly url: string;
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** The host is heard, or has been silent for `silenceMs`. Told on every change. */
  readonly onHeard: (isHeard: boolean) => void;
}

/**
 * Listens to the host for ever and returns what ends it. Driven by hand because EventSource chooses its own pause after a
 * loss and does not notice a connection that is open and silent.
 */
export const listen = ({ fetch, clock, url, onSnapshot, onHeard }: ListenOptions): (() => void) => {
  let isStopped = false;
  let isHeard = false;
  let heardAt = clock.now();
  let brokenAt: number | undefined;
  let attempt: { readonly abort: AbortController; readonly startedAt: number } | undefined;
  let callOff = (): void => {};

  const hear = (): void => {
    heardAt = clock.now();
    brokenAt = undefined;
    if (isHeard) return;
    isHeard = true;
    onHeard(true);
  };

  const read = async (signal: AbortSignal): Promise<void> => {
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
        if (snapshot) onSnapshot(snapshot);
        if (snapshot || event.name === 'ping') hear();
      }
    }
  };

  const connect = (): void => {
    if (isStopped) return;
    const mine = { abort: new AbortController(), startedAt: clock.now() };
    attempt = mine;
    const again = (): void => {
      mine.abort.abort();
      if (attempt !== mine) return;
      brokenAt ??= clock.now();
      clock.after(retryMs, connect);
    };
    // A refused connection, a broken stream and a proxy's page all mean the same here: try again.
    read(mine.abort.signal).then(again, again);
  };

  const check = (): void => {
    if (isStopped) return;
    const now = clock.now();
    const isSilent = now - heardAt >= silenceMs;
    if (isHeard && (isSilent || (brokenAt !== undefined && now - brokenAt >= lostMs))) {
      isHeard = false;
      onHeard(false);
    }
    if (isSilent) {
      if (attempt && now - attempt.startedAt >= silenceMs) attempt.abort.abort();
    }
    callOff = clock.after(checkMs, check);
  };

  connect();
  check();
  return () => {
    isStopped = true;
    callOff();
    attempt?.abort.abort();
    attempt = undefined;
  };
};
