import { Worker } from 'node:worker_threads';
import type { CentreId } from '../../domain/ids.ts';
import { CentreError, type CentreErrorCode } from '../centre-error.ts';
import type { Arrival } from '../ingest/read-arrival.ts';
import type { Publication } from '../ingest/receipts.ts';
import type { AnonymousFrom, BrokerLink } from './link.ts';

/** What the thread is to run: a broker of its own, or a client of one outside. */
export type BrokerTask = { readonly centre: CentreId } & (
  | {
      readonly inside: {
        readonly port: number;
        readonly host: string;
        /** Certificate and key, PEM: `mqtts://`. */
        readonly tls?: { readonly cert: string; readonly key: string };
        readonly anonymous: AnonymousFrom;
        /** `centre.sqlite`: who may sign in is looked up there, so that whoever was just enrolled may. */
        readonly storePath: string;
      };
    }
  | { readonly outside: string }
);

/** Into the thread … */
export type ToBroker =
  | { readonly do: 'publish'; readonly publication: Publication }
  /** So many bytes of arrivals were dealt with. */
  | { readonly do: 'release'; readonly bytes: number }
  | { readonly do: 'close' };
/** … and out of it. */
export type FromBroker =
  | { readonly is: 'open'; readonly url: string }
  | { readonly is: 'failed'; readonly code: CentreErrorCode; readonly message: string }
  | { readonly is: 'arrival'; readonly arrival: Arrival; readonly bytes: number }
  | { readonly is: 'up' }
  | { readonly is: 'foreign' }
  | { readonly is: 'oversize' }
  | { readonly is: 'dropped' }
  | { readonly is: 'log'; readonly code: string; readonly message: string };

export interface BrokerEars {
  /** `release` when the arrival needs no more memory: after its COMMIT, or when it is dropped. */
  readonly onArrival: (arrival: Arrival, release: () => void) => void;
  /** The link (again) stands and listens: what is retained must be said anew, brokers forget. */
  readonly onUp: () => void;
  readonly onForeign: () => void;
  readonly onOversize: () => void;
  /** A message was let go unread, because too many wait. */
  readonly onDropped: () => void;
  readonly log: (line: { readonly code: string; readonly message: string }) => void;
}

/**
 * Runs the centre's end of the wire in a thread of its own: sockets, MQTT, JSON, hashes and signatures are more work than the
 * COMMIT that follows, and one who asks the console must not wait behind them.
 * @throws CentreError `centre/port-in-use`, `centre/address-not-usable`
 */
export const openBrokerThread = (task: BrokerTask, ears: BrokerEars): Promise<BrokerLink> => {
  const worker = new Worker(new URL('./broker-worker.ts', import.meta.url), { workerData: task });
  const tell = (message: ToBroker): void => worker.postMessage(message);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const link = (url: string): BrokerLink => ({
    url,
    publish: (publication) => tell({ do: 'publish', publication }),
    close: async () => {
      tell({ do: 'close' });
      await ended;
    },
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (told: FromBroker) => {
      switch (told.is) {
        case 'open':
          return resolve(link(told.url));
        case 'failed':
          return reject(new CentreError(told.code, told.message));
        case 'arrival':
          return ears.onArrival(told.arrival, () => tell({ do: 'release', bytes: told.bytes }));
        case 'up':
          return ears.onUp();
        case 'foreign':
          return ears.onForeign();
        case 'oversize':
          return ears.onOversize();
        case 'dropped':
          return ears.onDropped();
        case 'log':
          return ears.log({ code: told.code, message: told.message });
        default:
          return told satisfies never;
      }
    });
    // A bug there is a bug here: without its ears the centre is none, and whoever started it starts it again.
    worker.on('error', (error) => {
      throw error;
    });
  });
};
