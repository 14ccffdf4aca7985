import type { HashHex, KioskId, Seq } from '../../domain/ids.ts';
import type { EntriesMessage } from '../../wire/messages.ts';
import type { Doubt, ProvenBatch } from './prove-batch.ts';

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

export type RefusalReason = Doubt | 'claimed';

/** What to do with a batch. In every case but `refuse` the sender gets a receipt that tells how far the centre stands. */
export type BatchVerdict =
  | { readonly do: 'refuse'; readonly reason: RefusalReason }
  | { readonly do: 'append'; readonly links: readonly Link[]; readonly known: number }
  | { readonly do: 'gap' }
  | { readonly do: 'fork'; readonly at: Seq; readonly links: readonly Link[] };

const asSeq = (n: number): Seq => n as Seq;
const refuse = (reason: RefusalReason): BatchVerdict => ({ do: 'refuse', reason });

const linksOf = ({ message, hashes }: ProvenBatch): readonly Link[] =>
  hashes.map((hash, i) => ({ seq: asSeq(message.first + i), body: message.entries[i] ?? '', hash }));

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
 * Judges one batch of a kiosk against what is held. Pure: it decides, the intake writes.
 * @param view undefined for a ledger that the centre has never heard of
 */
export const judgeBatch = (
  view: LedgerView | undefined,
  kiosk: KioskId,
  batch: ProvenBatch,
): BatchVerdict => {
  if (batch.doubt) return refuse(batch.doubt);
  const { message } = batch;
  const links = linksOf(batch);
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
