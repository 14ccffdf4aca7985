import type { Instant } from '../../domain/ids.ts';
import { signerOf } from '../../proof/signing.ts';
import { toCentreError } from '../centre-error.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { type Counters, makeCounters } from './counters.ts';
import { heedState } from './heed-state.ts';
import { type Arrival, type Delivery, readArrival } from './read-arrival.ts';
import { makeReceipt, type Publication, type ReceiptSigner, type Standing } from './receipts.ts';
import { writeBatch } from './write-batch.ts';

export type { Publication } from './receipts.ts';

/**
 * The way of a message into the store. `take` queues what was read (in the broker's thread), `commit` writes everything queued
 * in one transaction and only then hands out the receipts: what a kiosk hears is on the disk. Under load many batches share one
 * fsync.
 */
export interface Intake {
  /** Returns whether there is something to commit. A poor message is counted and dropped. */
  take(arrival: Arrival): boolean;
  /** Reads a message here, and takes it. */
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

type Fit = Extract<Arrival, { readonly kind: 'entries' | 'state' }>;
type Queued = { readonly arrival: Fit; readonly at: Instant };

export const openIntake = ({ store, now, log }: IntakeOptions): Intake => {
  const counters = makeCounters();
  const { centre } = store.identity;
  const signer: ReceiptSigner = {
    centre,
    publicKey: store.identity.publicKey,
    sign: signerOf(store.identity.privateKey),
  };
  let queue: Queued[] = [];

  const take = (arrival: Arrival): boolean => {
    switch (arrival.kind) {
      case 'foreign':
        counters.count('foreignTopics');
        return false;
      case 'malformed':
        counters.count(arrival.reason === 'wire/too-large' ? 'oversize' : 'malformed');
        log({ code: arrival.reason, message: `a message of kiosk ${arrival.kiosk} was not taken` });
        return false;
      default:
        queue.push({ arrival, at: now() });
        return true;
    }
  };

  const write = ({ arrival, at }: Queued): readonly Standing[] =>
    arrival.kind === 'entries'
      ? writeBatch(store, counters, arrival.kiosk, arrival.batch, at)
      : [heedState(store, counters, arrival.kiosk, arrival.message, arrival.isRetained, at) ?? []].flat();

  return {
    counters,
    receive: (delivery) => take(readArrival(centre, delivery)),
    take,
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
