import type { Database } from 'better-sqlite3';
import { entryHash, genesisHash } from '../domain/chain.ts';
import { parseEntry } from '../domain/entry.ts';
import { type HashHex, isSeq, type LedgerId, type Seq } from '../domain/ids.ts';
import { sha256 } from '../proof/signing.ts';

// What a row of a damaged file may hold: anything. The hash comes as digits, because a Buffer for every row takes longer than
// all the rest of the proof.
type RawRow = readonly [seq: unknown, body: unknown, hash: unknown];
const columns = 'seq, body, lower(hex(hash))';
const chunk = 500;

/**
 * The rows in order, many at a time, which is three times as fast as one by one. Where a chunk cannot be read its rows are read
 * one by one, so that the failure comes at the row that it belongs to.
 */
function* rowsOf(db: Database): Generator<RawRow> {
  const many = db.prepare<[number], RawRow>(
    `SELECT ${columns} FROM entry WHERE seq > ? ORDER BY seq LIMIT ${chunk}`,
  );
  const single = db.prepare<[number], RawRow>(`SELECT ${columns} FROM entry WHERE seq > ? ORDER BY seq`);
  many.raw();
  single.raw();
  for (let after = -Number.MAX_SAFE_INTEGER; ; ) {
    let rows: readonly RawRow[];
    try {
      rows = many.all(after);
    } catch {
      yield* single.iterate(after);
      return;
    }
    yield* rows;
    const last = rows.at(-1)?.[0];
    if (typeof last !== 'number' || last <= after) return;
    after = last;
  }
}

// `hex()` writes digits and nothing else, so the length says it all (a pattern would cost as much as the hash itself).
const isDigest = (value: unknown): value is HashHex => typeof value === 'string' && value.length === 64;

/** Why a row is not the entry that belongs at `expected` behind `prev`; undefined when it is. */
const flawOf = ([seq, body, hash]: RawRow, expected: number, prev: HashHex): string | undefined => {
  if (seq !== expected) return `missing: the next entry is ${String(seq)}`;
  if (typeof body !== 'string') return 'its body is no text';
  if (!isDigest(hash)) return 'its hash is no SHA-256';
  if (entryHash(sha256, prev, body) !== hash) return 'its bytes are not those that were hashed';
  const parsed = parseEntry(body);
  if (!parsed.ok) return `it does not parse: ${parsed.reason}`;
  return parsed.entry.seq === expected ? undefined : `it says that it is entry ${parsed.entry.seq}`;
};

/** How far a proof has come; it stands where reading failed, when it failed. */
export interface ChainProgress {
  entries: number;
  expected: number;
  head: { readonly seq: Seq; readonly hash: HashHex };
}

export const startOfChain = (id: LedgerId): ChainProgress => ({
  entries: 0,
  expected: 1,
  head: { seq: 0 as Seq, hash: genesisHash(sha256, id) },
});

/**
 * Proves every link. `flaw` hears of each entry that is not what was written and says whether to go on; the proof then goes on
 * from what stands there, so that one bad entry does not accuse all that follow.
 * @throws what SQLite says of pages that it cannot read
 */
export const proveChain = (
  db: Database,
  progress: ChainProgress,
  flaw: (seq: number, reason: string) => boolean,
): void => {
  let prev = progress.head.hash;
  for (const row of rowsOf(db)) {
    const reason = flawOf(row, progress.expected, prev);
    progress.entries += 1;
    const [seq, , hash] = row;
    if (reason !== undefined && (!flaw(progress.expected, reason) || !isSeq(seq))) return;
    const here = isSeq(seq) ? seq : (progress.expected as Seq);
    prev = isDigest(hash) ? hash : prev;
    progress.head = { seq: here, hash: prev };
    progress.expected = here + 1;
  }
};
