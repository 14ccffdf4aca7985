import type { ServerResponse } from 'node:http';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Kiosk } from '../core/port.ts';

const pingMs = 1_000;

/**
 * Feeds one screen over server-sent events. A screen that does not read is not queued for: while its buffer is full only the
 * newest snapshot is kept back, and written when it drains.
 */
export const feedSnapshots = (kiosk: Kiosk, response: ServerResponse): void => {
  let waiting: Snapshot | undefined;
  let isBlocked = false;
  const write = (text: string): void => {
    isBlocked = !response.write(text);
  };
  const send = (snapshot: Snapshot): void => {
    if (isBlocked) waiting = snapshot;
    else write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
  };
  response.on('drain', () => {
    isBlocked = false;
    const snapshot = waiting;
    waiting = undefined;
    if (snapshot) send(snapshot);
  });
  const unsubscribe = kiosk.subscribe(send);
  const ping = setInterval(() => {
    if (!isBlocked) write('event: ping\ndata: {}\n\n');
  }, pingMs);
  response.on('close', () => {
    clearInterval(ping);
    unsubscribe();
  });
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  send(kiosk.snapshot());
};
