import type { CentreId, Instant, KioskId } from '../../domain/ids.ts';
import { signerOf } from '../../proof/signing.ts';
import { decodeEntries, decodeState, type EntriesMessage, type StateMessage } from '../../wire/messages.ts';
import { parseTopic } from '../../wire/topics.ts';
import { toCentreError } from '../centre-error.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { type Counters, makeCounters } from './counters.ts';
import { heedState } from './heed-state.ts';
import { makeReceipt, type Publication, type ReceiptSigner, type Standing } from './receipts.ts';
import { writeBatch } from './write-batch.ts';

export type { Publication } from './receipts.ts';

/** A message as a broker hands it over. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker kept it from before; it was not said just now. */
  readonly isRetained: boolean;
}

/**
 * The way of a message into the store. `receive` reads and queues, `commit` writes everything queued in one transaction and
 * only then hands out the receipts: what a kiosk hears is on the disk. Under load many batches share one fsync.
 */
export interface Intake {
  /** Returns whether there is something to commit. A poor message is counted and dropped. */
  receive(delivery: Delivery): boolean;
  /**
   * @throws CentreError when the store cannot take it; nothing of the queue is kept then, and no receipt goes out, so the
   *   kiosks send it again
   */
  commit(): readonly Publication[];
  /** One receipt a ledger, the ledger that was heard last at the end, because a kiosk's topic retains only the last. */
  allReceipts(): readonly Publication[];
  readonly counters: Counters;
}

export interface IntakeOptions {
  readonly store: CentreStore;
  readonly now: () => Instant;
  readonly log: (line: { readonly code: string; readonly message: string }) => void;
}

type Queued =
  | {
      readonly kind: 'entries';
      readonly kiosk: KioskId;
      readonly message: EntriesMessage;
      readonly at: Instant;
    }
  | {
      readonly kind: 'state';
      readonly kiosk: KioskId;
      readonly message: StateMessage;
      readonly isRetained: boolean;
      readonly at: Instant;
    };

export const openIntake = ({ store, now, log }: IntakeOptions): Intake => {
  const counters = makeCounters();
  const centre: CentreId = store.identity.centre;
  const signer: ReceiptSigner = {
    centre,
    publicKey: store.identity.publicKey,
    sign: signerOf(store.identity.privateKey),
  };
  let queue: Queued[] = [];

  const read = ({ topic, payload, isRetained }: Delivery): Queued | undefined => {
    const to = parseTopic(topic);
    if (!to || to.centre !== centre || (to.channel !== 'entries' && to.channel !== 'state')) {
      counters.count('foreignTopics');
      return undefined;
    }
    const at = now();
    const refuse = (reason: string): undefined => {
      counters.count(reason === 'wire/too-large' ? 'oversize' : 'malformed');
      log({ code: reason, message: `a message of kiosk ${to.kiosk} was not taken` });
      return undefined;
    };
    if (to.channel === 'entries') {
      const decoded = decodeEntries(payload);
      if (!decoded.ok) return refuse(decoded.reason);
      return { kind: 'entries', kiosk: to.kiosk, message: decoded.value, at };
    }
    const decoded = decodeState(payload);
    if (!decoded.ok) return refuse(decoded.reason);
    return { kind: 'state', kiosk: to.kiosk, message: decoded.value, isRetained, at };
  };

  const write = (item: Queued): readonly Standing[] =>
    item.kind === 'entries'
      ? writeBatch(store, counters, item.kiosk, item.message, item.at)
      : [heedState(store, counters, item.kiosk, item.message, item.isRetained, item.at) ?? []].flat();

  return {
    counters,
    receive: (delivery) => {
      const item = read(delivery);
      if (item) queue.push(item);
      return item !== undefined;
    },
    commit: () => {
      const taken = queue;
      queue = [];
      if (taken.length === 0) return [];
      // The newest standing of a ledger says all that the ones before it would.
      const standings = new Map<string, Standing>();
      try {
        store.transact(() => {
          for (const item of taken) {
            for (const standing of write(item)) {
              const { kiosk, ledger, upTo, isBehind } = standing;
              const name = `${kiosk} ${ledger}${isBehind ? ` ${upTo}` : ''}`;
              standings.delete(name);
              standings.set(name, standing);
            }
          }
        });
      } catch (cause) {
        counters.count('storeFailures');
        throw toCentreError(cause, 'store what arrived');
      }
      const at = now();
      counters.count('receipts', standings.size);
      return [...standings.values()].map((standing) => makeReceipt(signer, standing, at));
    },
    allReceipts: () => {
      const at = now();
      const ledgers = store.evidence.ledgers();
      counters.count('receipts', ledgers.length);
      return ledgers.map(({ kiosk, id, upTo, head }) =>
        makeReceipt(signer, { kiosk, ledger: id, upTo, head }, at),
      );
    },
  };
};
