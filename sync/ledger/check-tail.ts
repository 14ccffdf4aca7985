import { entryHash, genesisHash } from '../domain/chain.ts';
import { parseEntry } from '../domain/entry.ts';
import type { Seq } from '../domain/ids.ts';
import { fingerprintOf, publicKeyOf, sha256 } from '../proof/signing.ts';
import { LedgerError } from './ledger-error.ts';
import type { Identity, Statements } from './statements.ts';

/** Links that are proven at every start. All of them would cost seconds on a full ledger; `verifyLedger` proves all. */
const tailLength = 1_000;

/**
 * Proves what a start depends on: the name belongs to the keys, and the newest entries are an unbroken chain.
 * @throws LedgerError `ledger/corrupt`, naming the ledger or the entry
 */
export const checkTail = (path: string, identity: Identity | undefined, statements: Statements): Identity => {
  if (!identity) throw new LedgerError('ledger/corrupt', `${path} has no identity`);
  const { id, publicKey, privateKey } = identity;
  if (fingerprintOf(publicKey) !== id || publicKeyOf(privateKey) !== publicKey) {
    throw new LedgerError('ledger/corrupt', `${path}: the keys do not belong to ledger ${id}`);
  }
  const tail = [...statements.newest(tailLength + 1)].reverse();
  const oldest = tail[0];
  let prev = genesisHash(sha256, id);
  let expected = 1;
  if (oldest && tail.length > tailLength) {
    prev = oldest.hash;
    expected = oldest.seq + 1;
    tail.shift();
  }
  for (const entry of tail) {
    const parsed = parseEntry(entry.body);
    const isWhole =
      entry.seq === expected &&
      parsed.ok &&
      parsed.entry.seq === entry.seq &&
      entryHash(sha256, prev, entry.body) === entry.hash;
    if (!isWhole)
      throw new LedgerError('ledger/corrupt', `${path}: entry ${id}:${expected} is not what was written`);
    prev = entry.hash;
    expected += 1;
  }
  const head = (expected - 1) as Seq;
  if (identity.watermark > head) {
    throw new LedgerError(
      'ledger/corrupt',
      `${path}: the watermark ${identity.watermark} lies above the head ${head}`,
    );
  }
  return identity;
};
