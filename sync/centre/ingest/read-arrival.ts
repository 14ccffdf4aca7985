import type { CentreId, KioskId } from '../../domain/ids.ts';
import { decodeEntries, decodeState, type StateMessage } from '../../wire/messages.ts';
import { parseTopic } from '../../wire/topics.ts';
import { type ProvenBatch, proveBatch } from './prove-batch.ts';

/** A message as a broker hands it over. */
export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker kept it from before; it was not said just now. */
  readonly isRetained: boolean;
}

/** What a message turned out to be, as far as it can be said without the store. Plain data: it may come from another thread. */
export type Arrival =
  | { readonly kind: 'entries'; readonly kiosk: KioskId; readonly batch: ProvenBatch }
  | {
      readonly kind: 'state';
      readonly kiosk: KioskId;
      readonly message: StateMessage;
      readonly isRetained: boolean;
    }
  | { readonly kind: 'malformed'; readonly kiosk: KioskId; readonly reason: string }
  | { readonly kind: 'foreign' };

/** Decodes a message and proves a batch: most of the work that an entry makes, and none of it needs what the centre holds. */
export const readArrival = (centre: CentreId, { topic, payload, isRetained }: Delivery): Arrival => {
  const to = parseTopic(topic);
  if (!to || to.centre !== centre || (to.channel !== 'entries' && to.channel !== 'state'))
    return { kind: 'foreign' };
  const { kiosk } = to;
  if (to.channel === 'entries') {
    const decoded = decodeEntries(payload);
    return decoded.ok
      ? { kind: 'entries', kiosk, batch: proveBatch(decoded.value) }
      : { kind: 'malformed', kiosk, reason: decoded.reason };
  }
  const decoded = decodeState(payload);
  return decoded.ok
    ? { kind: 'state', kiosk, message: decoded.value, isRetained }
    : { kind: 'malformed', kiosk, reason: decoded.reason };
};
