import type { CentreStore } from '../../../sync/centre/store/centre-store.ts';
import { parseEntry } from '../../../sync/domain/entry.ts';
import type { Instant, KioskId, Seq } from '../../../sync/domain/ids.ts';
import { type PrivateKey, type PublicKey, signerOf } from '../../../sync/proof/signing.ts';
import type { Link, LinkEvent } from '../../../sync/wire/link.ts';
import { decodeEntries, decodeReceipt, receiptText } from '../../../sync/wire/messages.ts';
import { formatTopic, parseTopic } from '../../../sync/wire/topics.ts';
import { createItemReader } from './media.ts';
import { centreId } from './scene.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * A build that is broken on purpose, made of the real pieces with something put around them: what the checker must catch, or
 * it proves nothing. One object a run.
 */
export interface Mutant {
  /** Around the centre's store. */
  wrapStore?(store: CentreStore): CentreStore;
  /** Around a kiosk's link; `machine` names the disk that a memory may stand on. */
  wrapLink?(link: Link, machine: string, kiosk: KioskId): Link;
  /** Between the broker's packet and the centre; `take` is the real way. */
  takePacket?(connection: object, packetId: number, payload: Uint8Array, take: () => void): void;
  /** The names of the presses that the broken centre counts, where that is not what its store holds. */
  table?(): readonly string[];
  /** A kiosk whose disk is behind: a crash takes back what it thanked for. */
  readonly losesWhatItThanksFor?: true;
}

export type MakeMutant = (world: {
  readonly time: VirtualTime;
  readonly keys: () => { readonly publicKey: PublicKey; readonly privateKey: PrivateKey };
}) => Mutant;

/** The receipts go out while the transaction is open; its COMMIT follows when the disk has time. */
const receiptBeforeCommit: MakeMutant = ({ time }) => ({
  wrapStore: (store) => ({
    ...store,
    transact: (work) => {
      const { db } = store;
      if (!db.inTransaction) {
        db.exec('BEGIN IMMEDIATE');
        time.after(400, () => {
          if (db.open && db.inTransaction) db.exec('COMMIT');
        });
      }
      return store.transact(work);
    },
  }),
});

/** What the broker has acknowledged counts as arrived: its PUBACK is taken for the centre's receipt, and no receipt takes it back. */
const watermarkOnPuback: MakeMutant = ({ keys }) => {
  const arrived = new Map<string, number>();
  return {
    wrapLink: (link, machine, kiosk) => {
      const listeners = new Set<(event: LinkEvent) => void>();
      const topic = formatTopic({ centre: centreId, kiosk, channel: 'receipt' });
      const believe = (payload: string): void => {
        const decoded = decodeEntries(Buffer.from(payload));
        if (!decoded.ok || decoded.value.entries.length === 0) return;
        const { ledger, first, entries, head } = decoded.value;
        const said = { ledger, upTo: (first + entries.length - 1) as Seq, head, at: 0 as Instant };
        arrived.set(`${machine} ${ledger}`, said.upTo);
        const { publicKey, privateKey } = keys();
        const sig = signerOf(privateKey)(receiptText(centreId, kiosk, said));
        const receipt = JSON.stringify({ v: 1, ...said, key: publicKey, sig });
        const message = { topic, payload: Buffer.from(receipt), isRetained: false };
        for (const listener of [...listeners]) listener({ is: 'message', message });
      };
      link.on((event) => {
        if (event.is === 'message') {
          const receipt = decodeReceipt(event.message.payload);
          const known = receipt.ok ? arrived.get(`${machine} ${receipt.value.ledger}`) : undefined;
          if (receipt.ok && known !== undefined && receipt.value.upTo < known) return;
        }
        for (const listener of [...listeners]) listener(event);
      });
      return {
        ...link,
        on: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        publish: (to, payload, how) => {
          const taken = link.publish(to, payload, how);
          if (parseTopic(to)?.channel === 'entries')
            void taken.then(
              () => believe(payload),
              () => {},
            );
          return taken;
        },
      };
    },
  };
};

/** A packet that was seen on this connection is a repetition, any other is new, and what is new is counted. */
const dedupByPacketId: MakeMutant = () => {
  const seen = new WeakMap<object, Set<number>>();
  const reader = createItemReader();
  const counted: string[] = [];
  return {
    takePacket: (connection, packetId, payload, take) => {
      const known = seen.get(connection) ?? new Set();
      seen.set(connection, known);
      if (known.has(packetId)) return;
      known.add(packetId);
      const decoded = decodeEntries(payload);
      for (const body of decoded.ok ? decoded.value.entries : []) {
        const name = parseEntry(body).ok ? reader.nameOf(body) : undefined;
        if (name !== undefined) counted.push(name);
      }
      take();
    },
    table: () => counted,
  };
};

const thanksBeforeTheDisk: MakeMutant = () => ({ losesWhatItThanksFor: true });

export const mutants = {
  'receipt-before-commit': receiptBeforeCommit,
  'watermark-on-puback': watermarkOnPuback,
  'dedup-by-packet-id': dedupByPacketId,
  'thanks-before-the-disk': thanksBeforeTheDisk,
} as const satisfies Record<string, MakeMutant>;
export type MutantName = keyof typeof mutants;
