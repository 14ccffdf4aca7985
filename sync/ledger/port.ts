import type { EntryDraft, EntryTime } from '../domain/entry.ts';
import type { HashHex, LedgerId, Seq } from '../domain/ids.ts';
import type { PublicKey } from '../proof/signing.ts';

/** The kiosk's two clocks, read together. */
export interface KioskClock {
  /** Wall time, boot id and milliseconds since that boot began. */
  now(): EntryTime;
}

export interface StoredEntry {
  readonly seq: Seq;
  /** The exact text that was stored and hashed. */
  readonly body: string;
  readonly hash: HashHex;
}

export interface CommentText {
  readonly salt: string;
  readonly text: string;
}

/** The centre's signed word on how far it has stored a ledger, kept so that it can be proven again offline. */
export interface StoredReceipt {
  readonly upTo: Seq;
  /** The hash of the entry at `upTo`. */
  readonly head: HashHex;
  readonly centreKey: PublicKey;
  /** The exact text that was signed; its lines end with ledger, upTo, head and the centre's instant. */
  readonly signedText: string;
  readonly sig: string;
}

/** An append-only, hash-chained, signed store: one SQLite file, one key pair minted with it, one LedgerId for ever. */
export interface Ledger {
  readonly id: LedgerId;
  readonly publicKey: PublicKey;
  /** The last entry's place and hash; seq 0 and the genesis hash in a new ledger. */
  head(): { readonly seq: Seq; readonly hash: HashHex };
  /** Everything up to here is known to be committed at the centre. */
  watermark(): Seq;
  /**
   * Writes one entry and returns after it is on the disk (COMMIT with synchronous=FULL).
   * @throws LedgerError with a code: `ledger/disk-full`, `ledger/read-only`, `ledger/io`, `ledger/closed`, `ledger/bad-entry`
   */
  append(draft: EntryDraft): StoredEntry;
  /** Appends a `comment` entry for the rating at `of`, and keeps the text beside the chain in the same transaction. */
  appendComment(of: Seq, text: string): StoredEntry;
  /** At most `limit` entries from `from` on, in order. */
  read(from: Seq, limit: number): readonly StoredEntry[];
  /** The same, only their bodies: a batch needs one hash, and reading 500 of them takes as long as the bodies. */
  bodies(from: Seq, limit: number): readonly string[];
  /** The newest entries, newest first: what a kiosk needs after a restart to know its last presses. */
  recent(limit: number): readonly StoredEntry[];
  hashAt(seq: Seq): HashHex | undefined;
  /** The comment texts of entries `from` to `upTo` that have not been erased. */
  textsOf(from: Seq, upTo: Seq): ReadonlyMap<Seq, CommentText>;
  /**
   * Erases a comment's text and salt from the file and its write-ahead log; the chain keeps proving itself by the hash that
   * stays. False when there was none.
   */
  eraseText(seq: Seq): boolean;
  /**
   * Moves the watermark to a place whose receipt was verified by the uplink, which hands the receipt in to be kept; it may
   * move back (a restored centre).
   */
  setWatermark(upTo: Seq, receipt?: StoredReceipt): void;
  /** The centre's key this ledger trusts; pinned once. */
  centreKey(): PublicKey | undefined;
  pinCentreKey(key: PublicKey): void;
  /** Signs with the ledger's own private key (Ed25519, base64url). */
  sign(text: string): string;
  /** Hears of every commit, after it. Returns its unsubscribe. */
  subscribe(onAppend: (entry: StoredEntry) => void): () => void;
  close(): void;
}
