import type { CentreId, KioskId } from '../../domain/ids.ts';
import { everyKiosk } from '../../wire/topics.ts';
import type { Delivery } from '../ingest/read-arrival.ts';
import type { Publication } from '../ingest/receipts.ts';

/** The centre's end of a broker: inside the process or outside. */
export interface BrokerLink {
  /** Where kiosks connect. */
  readonly url: string;
  /** Best effort: a receipt that is lost is published again when the kiosk says that it does not know it. */
  publish(publication: Publication): void;
  close(): Promise<void>;
}

/** Who may come to the broker inside. */
export interface BrokerAccess {
  /** The hash of an enrolled kiosk's password; undefined for one that never was enrolled. */
  loginOf(kiosk: KioskId): string | undefined;
  /** Where a client without a password may come from. */
  readonly anonymous: AnonymousFrom;
}
export type AnonymousFrom = 'loopback' | 'anywhere' | 'nowhere';

export interface BrokerHooks {
  readonly centre: CentreId;
  /** `done` asks for more of the same sender: who cannot keep up waits with it, and the sender waits too. */
  readonly onMessage: (delivery: Delivery, done: () => void) => void;
  /** The link (again) stands and listens: what is retained must be said anew, brokers forget. */
  readonly onUp: () => void;
  /** Somebody published where no kiosk publishes. */
  readonly onForeign: (topic: string) => void;
  /** A packet was announced that is longer than any of ours; its sender is cut off. */
  readonly onOversize: () => void;
  readonly log: (line: { readonly code: string; readonly message: string }) => void;
}

export const heardTopics = (centre: CentreId): readonly string[] => [
  everyKiosk(centre, 'entries'),
  everyKiosk(centre, 'state'),
];
