import { entryHash } from '../../domain/chain.ts';
import { type Entry, maxBodyLength, parseEntry } from '../../domain/entry.ts';
import type { HashHex, LedgerId, Seq } from '../../domain/ids.ts';
import { sha256 } from '../../proof/signing.ts';

export interface Origin {
  readonly ledger: LedgerId;
  readonly seq: Seq;
}

/** The entry that a body tells of, with the identity that it keeps wherever it is carried. */
export interface Told {
  readonly entry: Entry;
  /** The entry's chain hash on the ledger where it was first written. */
  readonly identity: HashHex;
  /** The ledger and place where it was first written; undefined for one that was written right here. */
  readonly origin: Origin | undefined;
  /** The hashes besides its identity under which later entries may name it: its place here, and every stop between. */
  readonly aliases: readonly HashHex[];
}

export type ReadEntry =
  | { readonly ok: true; readonly told: Told }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads an accepted entry down to what it tells. A body that tells nothing keeps its place in the evidence; the reason goes
 * to the quarantine, and the entries after it are read as usual.
 */
export const readEntry = (seq: Seq, body: string, hash: HashHex): ReadEntry => {
  const outer = parseEntry(body);
  if (!outer.ok) return outer;
  if (outer.entry.seq !== seq) return { ok: false, reason: 'entry/wrong-seq' };
  let entry = outer.entry;
  let identity = hash;
  let origin: Origin | undefined;
  const aliases: HashHex[] = [];
  while (entry.kind === 'carried') {
    aliases.push(identity);
    identity = entryHash(sha256, entry.prev, entry.body);
    // Each wrapping needs at least a byte, so a body of bounded length ends this loop.
    if (aliases.length > maxBodyLength) return { ok: false, reason: 'entry/bad-carried' };
    const inner = parseEntry(entry.body);
    if (!inner.ok) return { ok: false, reason: `entry/carried: ${inner.reason}` };
    origin = { ledger: entry.ledger, seq: inner.entry.seq };
    entry = inner.entry;
  }
  return { ok: true, told: { entry, identity, origin, aliases } };
};
