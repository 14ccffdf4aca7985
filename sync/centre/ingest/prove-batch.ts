import { entryHash, genesisHash } from '../../domain/chain.ts';
import type { HashHex, Seq } from '../../domain/ids.ts';
import { fingerprintOf, isSignedBy, sha256 } from '../../proof/signing.ts';
import { type EntriesMessage, sealText } from '../../wire/messages.ts';
import { type PlainRun, plainRunOf } from './plain-run.ts';

/** Why a batch does not prove itself. */
export type Doubt = 'foreign-key' | 'broken-chain' | 'bad-signature';

/** A batch whose chain was calculated; what it says is true of its own ledger where there is no doubt. */
export interface ProvenBatch {
  readonly message: EntriesMessage;
  /** The chain hash of each entry, in order. */
  readonly hashes: readonly HashHex[];
  readonly doubt?: Doubt;
  /** What it tells, where that is simple. */
  readonly run?: PlainRun;
}

/** The place of a message's last entry; one before `first` when it carries none. */
export const lastOf = (message: EntriesMessage): Seq => (message.first + message.entries.length - 1) as Seq;

const hashesOf = (message: EntriesMessage): readonly HashHex[] => {
  let hash = message.prev;
  return message.entries.map((body) => {
    hash = entryHash(sha256, hash, body);
    return hash;
  });
};

const doubtOf = (message: EntriesMessage, hashes: readonly HashHex[]): Doubt | undefined => {
  if (fingerprintOf(message.key) !== message.ledger) return 'foreign-key';
  if ((hashes.at(-1) ?? message.prev) !== message.head) return 'broken-chain';
  const isFromStart = message.first === 1;
  if (isFromStart && message.prev !== genesisHash(sha256, message.ledger)) return 'broken-chain';
  return isSignedBy(message.key, sealText(lastOf(message), message), message.sig)
    ? undefined
    : 'bad-signature';
};

/** Whether a batch proves itself: its key is the ledger's, its links end in its head, the head is signed. Asks no store. */
export const proveBatch = (message: EntriesMessage): ProvenBatch => {
  const hashes = hashesOf(message);
  const doubt = doubtOf(message, hashes);
  if (doubt !== undefined) return { message, hashes, doubt };
  const run = plainRunOf(message.first, message.entries);
  return run === undefined ? { message, hashes } : { message, hashes, run };
};
