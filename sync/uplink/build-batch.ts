import type { HashHex, Seq } from '../domain/ids.ts';
import type { LedgerReader } from '../ledger/read-ledger.ts';
import { type ClockSample, maxBatchBytes, sealText } from '../wire/messages.ts';

export interface Batch {
  /** The entries message, as it is published or written to an export. */
  readonly payload: string;
  readonly first: Seq;
  /** `first − 1` in a batch without entries. */
  readonly upTo: Seq;
}

// What stands around the entries: names, keys, hashes, clock and signature take some 600 bytes.
const frameBytes = 1_024;

const seal = (
  ledger: LedgerReader,
  clock: ClockSample,
  first: Seq,
  prev: HashHex,
  upTo: Seq,
  head: HashHex,
  entries: readonly string[],
  texts: readonly string[],
): Batch => {
  const sig = ledger.sign(sealText(upTo, { ledger: ledger.id, head, clock }));
  const json = JSON.stringify;
  // Written piece by piece because every body was turned into JSON already, to be measured.
  const payload =
    `{"v":1,"ledger":${json(ledger.id)},"key":${json(ledger.publicKey)},"first":${first},"prev":"${prev}",` +
    `"entries":[${entries.join(',')}],"head":"${head}","clock":${json(clock)},` +
    `${texts.length > 0 ? `"texts":[${texts.join(',')}],` : ''}"sig":"${sig}"}`;
  return { payload, first, upTo };
};

const hashAt = (ledger: LedgerReader, seq: Seq): HashHex => {
  const hash = ledger.hashAt(seq);
  if (!hash) throw new Error(`uplink: no entry ${seq} to build a batch upon`);
  return hash;
};

const before = (first: Seq): Seq => (first - 1) as Seq;

/** A batch that carries nothing and asks the centre how far it is. */
export const buildQuestion = (ledger: LedgerReader, clock: ClockSample, first: Seq): Batch => {
  const prev = hashAt(ledger, before(first));
  return seal(ledger, clock, first, prev, before(first), prev, [], []);
};

/**
 * The entries from `first` on that fit: at most `limit` of them and `maxBatchBytes`, at least one, with the comment texts that
 * belong to them. Undefined when there is none.
 * @throws LedgerError when the ledger cannot be read
 */
export const buildBatch = (
  ledger: LedgerReader,
  clock: ClockSample,
  first: Seq,
  limit: number,
): Batch | undefined => {
  const bodies = ledger.bodies(first, limit);
  if (bodies.length === 0) return undefined;
  const textsOf = ledger.textsOf(first, (first + bodies.length - 1) as Seq);
  const entries: string[] = [];
  const texts: string[] = [];
  let bytes = frameBytes;
  for (const body of bodies) {
    const seq = (first + entries.length) as Seq;
    const json = JSON.stringify(body);
    const text = textsOf.get(seq);
    const textJson = text && JSON.stringify({ seq, ...text });
    bytes += Buffer.byteLength(json) + 1 + (textJson ? Buffer.byteLength(textJson) + 1 : 0);
    if (entries.length > 0 && bytes > maxBatchBytes) break;
    entries.push(json);
    if (textJson) texts.push(textJson);
  }
  const last = (first + entries.length - 1) as Seq;
  const prev = hashAt(ledger, before(first));
  return seal(ledger, clock, first, prev, last, hashAt(ledger, last), entries, texts);
};
