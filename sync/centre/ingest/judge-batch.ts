import { entryHash, genesisHash } from '../../domain/chain.ts';
import type { HashHex, KioskId, Seq } from '../../domain/ids.ts';
import { fingerprintOf, isSignedBy, sha256 } from '../../proof/signing.ts';
import { type EntriesMessage, sealText } from '../../wire/messages.ts';

/** What the centre holds of a ledger when a message arrives. */
export interface LedgerView {
  readonly kiosk: KioskId;
  readonly upTo: Seq;
  readonly head: HashHex;
  /** The hash at a place from 1 to `upTo`. */
  hashAt(seq: Seq): HashHex | undefined;
}

export interface Link {
  readonly seq: Seq;
  readonly body: string;
  readonly hash: HashHex;
}

export type RefusalReason = 'foreign-key' | 'broken-chain' | 'bad-signature' | 'claimed';

/** What to do with a batch. In every case but `refuse` the sender gets a receipt that tells how far the centre stands. */
export type BatchVerdict =
  | { readonly do: 'refuse'; readonly reason: RefusalReason }
  | { readonly do: 'append'; readonly links: readonly Link[]; readonly known: number }
  | { readonly do: 'gap' }
  | { readonly do: 'fork'; readonly at: Seq; readonly links: readonly Link[] };

const asSeq = (n: number): Seq => n as Seq;
const refuse = (reason: RefusalReason): BatchVerdict => ({ do: 'refuse', reason });

/** The place of a message's last entry; one before `first` when it carries none. */
export const lastOf = (message: EntriesMessage): Seq => asSeq(message.first + message.entries.length - 1);

const linkUp = (message: EntriesMessage): readonly Link[] => {
  let hash = message.prev;
  return message.entries.map((body, i) => {
    hash = entryHash(sha256, hash, body);
    return { seq: asSeq(message.first + i), body, hash };
  });
};

/** Whether the batch proves itself: its key is the ledger's, its links end in its head, the head is signed. */
const proveBatch = (message: EntriesMessage, links: readonly Link[]): RefusalReason | undefined => {
  if (fingerprintOf(message.key) !== message.ledger) return 'foreign-key';
  if ((links.at(-1)?.hash ?? message.prev) !== message.head) return 'broken-chain';
  const isFromStart = message.first === 1;
  if (isFromStart && message.prev !== genesisHash(sha256, message.ledger)) return 'broken-chain';
  return isSignedBy(message.key, sealText(lastOf(message), message), message.sig)
    ? undefined
    : 'bad-signature';
};

/** Where an honest sender's links leave the ones that are held; undefined when they agree. */
const forkPlace = (view: LedgerView, message: EntriesMessage, links: readonly Link[]): Seq | undefined => {
  const before = asSeq(message.first - 1);
  if (before > 0 && view.hashAt(before) !== message.prev) return before;
  const heldToo = links.filter((link) => link.seq <= view.upTo);
  const lastHeld = heldToo.at(-1);
  // Links are chained: where the last one that is held agrees, all before it do.
  if (!lastHeld || view.hashAt(lastHeld.seq) === lastHeld.hash) return undefined;
  return heldToo.find((link) => view.hashAt(link.seq) !== link.hash)?.seq;
};

/**
 * Judges one message of a kiosk against what is held. Pure: it decides, the intake writes.
 * @param view undefined for a ledger that the centre has never heard of
 */
export const judgeBatch = (
  view: LedgerView | undefined,
  kiosk: KioskId,
  message: EntriesMessage,
): BatchVerdict => {
  const links = linkUp(message);
  const doubt = proveBatch(message, links);
  if (doubt) return refuse(doubt);
  if (!view) return message.first === 1 ? { do: 'append', links, known: 0 } : { do: 'gap' };
  if (view.kiosk !== kiosk) return refuse('claimed');
  if (message.first - 1 > view.upTo) return { do: 'gap' };
  const forkedAt = forkPlace(view, message, links);
  if (forkedAt !== undefined) {
    return { do: 'fork', at: forkedAt, links: links.filter((link) => link.seq >= forkedAt) };
  }
  const fresh = links.filter((link) => link.seq > view.upTo);
  return { do: 'append', links: fresh, known: links.length - fresh.length };
};
