import type Database from 'better-sqlite3';
import { entryHash, genesisHash } from '../../domain/chain.ts';
import { type HashHex, isLedgerId, type LedgerId, type Seq } from '../../domain/ids.ts';
import { fingerprintOf, isSignedBy, type PublicKey, sha256 } from '../../proof/signing.ts';
import { type Origin, readEntry } from '../ingest/read-fact.ts';
import { entryReader } from './entry-rows.ts';
import type { Findings } from './findings.ts';
import type { Frame } from './frame.ts';
import { flawOfRating, type RatingRow } from './rating-row.ts';
import type { SmallTables } from './small-tables.ts';

export interface ProvenLedger {
  readonly entries: number;
  readonly ratings: number;
}

export interface LedgerRow {
  readonly ledger_no: number;
  readonly id: LedgerId;
  readonly kiosk_no: number;
  readonly key: PublicKey;
  readonly up_to: number;
  readonly head: Uint8Array;
  readonly seal_up_to: number | null;
  readonly signed_text: string | null;
  readonly sig: string | null;
}

export const ledgerRows = (db: Database.Database): readonly LedgerRow[] =>
  db
    .prepare<[], LedgerRow>(
      `SELECT l.ledger_no, l.id, l.kiosk_no, l.key, l.up_to, l.head, s.up_to AS seal_up_to, s.signed_text, s.sig
       FROM ledger l LEFT JOIN seal s USING (ledger_no) ORDER BY l.ledger_no`,
    )
    .all();

const asHex = (value: unknown): string =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
    : '';

const flawOfSeal = (row: LedgerRow, head: HashHex): string | undefined => {
  const { id, up_to: upTo, signed_text: text, sig } = row;
  if (text === null || sig === null) return 'the kiosk’s signature is missing';
  if (row.seal_up_to !== upTo || !text.startsWith(`motcham/1/seal\n${id}\n${upTo}\n${head}\n`)) {
    return `the kiosk’s signature is not for entry ${upTo}, where the ledger ends`;
  }
  return isSignedBy(row.key, text, sig) ? undefined : 'the kiosk’s signature is not valid';
};

/** Whether a reference on its own ledger names what stands there; the ingest asked the same. */
type ReferenceCheck = (ledgerNo: number, of: Seq, hash: HashHex) => boolean;

/** Makes the function that proves one ledger of a store: identity, every link, the seal, and the ratings read from it. */
export const ledgerProver = (
  db: Database.Database,
  frame: Frame,
  small: SmallTables,
  findings: Findings,
): ((row: LedgerRow) => ProvenLedger) => {
  const rowsOf = entryReader(db);
  const ratingFrom = db
    .prepare<[string, number, Buffer], 1>(
      `SELECT 1 FROM ledger l JOIN entry e USING (ledger_no) JOIN rating r USING (ledger_no, seq)
       WHERE l.id = ? AND e.seq = ? AND e.hash = ? AND r.identity IS NULL`,
    )
    .pluck();
  const hashAt = db
    .prepare<[number, number], unknown>('SELECT hash FROM entry WHERE ledger_no = ? AND seq = ?')
    .pluck();
  const arrivalAt = db
    .prepare<[number, number], unknown>('SELECT arrival FROM rating WHERE ledger_no = ? AND seq = ?')
    .pluck();
  const isReference: ReferenceCheck = (ledgerNo, of, hash) => asHex(hashAt.get(ledgerNo, of)) === hash;

  // A carried rating stands where it came first: under the ledger that it came from, or under one that it was carried to.
  const countedElsewhere = (identity: HashHex, origin: Origin | undefined): boolean =>
    origin !== undefined &&
    ratingFrom.get(origin.ledger, origin.seq, Buffer.from(identity, 'hex')) !== undefined;

  const proveFacts = (
    row: LedgerRow,
    seq: Seq,
    body: string,
    hash: HashHex,
    rating: RatingRow | undefined,
  ): boolean => {
    const where = `${row.id}:${seq}`;
    const hasRow = rating !== undefined;
    const surplus = (): boolean => {
      if (hasRow) findings.note(where, 'the table has a rating here that the entry does not tell of');
      return hasRow;
    };
    const read = readEntry(seq, body, hash);
    if (!read.ok) {
      small.quarantine(row.ledger_no, seq, read.reason);
      return surplus();
    }
    const { entry, identity, origin } = read.told;
    if (entry.kind !== 'rating') {
      const isWrong =
        (entry.kind === 'withdrawal' || entry.kind === 'comment') &&
        !origin &&
        !isReference(row.ledger_no, entry.of, entry.ofHash);
      if (isWrong) small.quarantine(row.ledger_no, seq, 'entry/wrong-reference');
      else small.heed(read.told, row.kiosk_no);
      return surplus();
    }
    small.heed(read.told, row.kiosk_no);
    if (!rating) {
      if (!frame.isCarried(identity) && !countedElsewhere(identity, origin))
        findings.note(where, 'its rating is missing from the table');
      return false;
    }
    const flaw = flawOfRating(frame, row.kiosk_no, entry, identity, origin !== undefined, rating, () =>
      Number(arrivalAt.get(row.ledger_no, seq)),
    );
    const isTwice = origin ? countedElsewhere(identity, origin) : frame.isCarried(identity);
    if (isTwice) findings.note(where, 'its rating is counted twice');
    if (flaw) findings.note(where, `its rating in the table is not what the entry tells: ${flaw}`);
    return true;
  };

  return (row) => {
    if (!isLedgerId(row.id) || fingerprintOf(row.key) !== row.id) {
      findings.note(String(row.id), 'the ledger’s id does not follow from its key');
    }
    let prev = genesisHash(sha256, row.id);
    let entries = 0;
    let ratings = 0;
    for (const { seq, body, hash, rating } of rowsOf(row.ledger_no)) {
      if (findings.isFull()) break;
      const expected = (entries + 1) as Seq;
      const where = `${row.id}:${expected}`;
      entries += 1;
      if (seq !== expected) {
        findings.note(where, `missing: the next entry is ${String(seq)}`);
        // One hole would accuse all that follow.
        break;
      }
      const stored = String(hash) as HashHex;
      const isWhole = typeof body === 'string' && entryHash(sha256, prev, body) === stored;
      if (!isWhole) findings.note(where, 'its bytes are not those that were hashed');
      // Go on from what stands there, so that one bad entry does not accuse all that follow.
      prev = stored;
      if (isWhole && proveFacts(row, expected, body, stored, rating)) ratings += 1;
      else if (!isWhole && rating) ratings += 1;
    }
    if (!findings.isFull() && (row.up_to !== entries || asHex(row.head) !== prev)) {
      findings.note(
        `${row.id}:${row.up_to}`,
        `the ledger says that it ends here; its entries end at ${entries}`,
      );
    }
    const flaw = flawOfSeal(row, prev);
    if (flaw) findings.note(row.id, flaw);
    return { entries, ratings };
  };
};
