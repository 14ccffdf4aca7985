import { parentPort, workerData } from 'node:worker_threads';
import { CentreError } from '../centre-error.ts';
import { enrolledOf } from '../fleet/enrolled.ts';
import { readArrival } from '../ingest/read-arrival.ts';
import { openStoreForReading } from '../store/open-store.ts';
import type { BrokerTask, FromBroker, ToBroker } from './broker-thread.ts';
import { startEmbeddedBroker } from './embedded-broker.ts';
import { linkExternalBroker } from './external-broker.ts';
import type { BrokerHooks, BrokerLink } from './link.ts';

/** Bytes of messages that wait for the centre while every sender is read; above it a sender is read on when its message was taken. */
const manyWaiting = 32 * 1024 * 1024;
/** What comes above that is dropped: its sender has no receipt for it and sends it again. */
const mostWaiting = 2 * manyWaiting;

// The other half of broker-thread.ts.
const task: BrokerTask = workerData;
const port = parentPort;
if (!port) throw new Error('this file is the body of a thread');
const tell = (told: FromBroker): void => port.postMessage(told);

let waiting = 0;
const held: (() => void)[] = [];
const release = (bytes: number): void => {
  waiting -= bytes;
  while (waiting <= manyWaiting) {
    const done = held.shift();
    if (!done) return;
    done();
  }
};

const hooks: BrokerHooks = {
  centre: task.centre,
  onMessage: (delivery, done) => {
    const bytes = delivery.payload.byteLength;
    if (waiting + bytes > mostWaiting) {
      tell({ is: 'dropped' });
      return void held.push(done);
    }
    waiting += bytes;
    tell({ is: 'arrival', arrival: readArrival(task.centre, delivery), bytes });
    if (waiting <= manyWaiting) done();
    else held.push(done);
  },
  onUp: () => tell({ is: 'up' }),
  onForeign: () => tell({ is: 'foreign' }),
  onOversize: () => tell({ is: 'oversize' }),
  log: ({ code, message }) => tell({ is: 'log', code, message }),
};

const open = async (): Promise<{ readonly link: BrokerLink; readonly end: () => void }> => {
  if ('outside' in task) return { link: await linkExternalBroker(task.outside, hooks), end: () => {} };
  const { storePath, anonymous, ...at } = task.inside;
  const store = openStoreForReading(storePath);
  const { loginOf } = enrolledOf(store);
  return {
    link: await startEmbeddedBroker(at, hooks, { loginOf, anonymous }),
    end: () => void store.close(),
  };
};

try {
  const { link, end } = await open();
  port.on('message', (message: ToBroker) => {
    switch (message.do) {
      case 'publish':
        return link.publish(message.publication);
      case 'release':
        return release(message.bytes);
      case 'close':
        void link.close().then(() => {
          end();
          port.close();
        });
        return;
      default:
        return message satisfies never;
    }
  });
  tell({ is: 'open', url: link.url });
} catch (cause) {
  if (!(cause instanceof CentreError)) throw cause;
  tell({ is: 'failed', code: cause.code, message: cause.message });
}
