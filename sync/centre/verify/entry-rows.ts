import type Database from 'better-sqlite3';
import { type RatingRow, ratingColumns } from './rating-row.ts';

// What a row of a damaged file may hold: anything.
type Raw = readonly unknown[];

/** An entry as verify reads it, with the rating that stands at its place in the table. */
export interface EntryRow {
  readonly seq: unknown;
  readonly body: unknown;
  /** Hexadecimal digits. */
  readonly hash: unknown;
  readonly rating: RatingRow | undefined;
}

const chunkSize = 500;
const hashLength = 64;
// Before whatever a damaged file may hold.
const beforeAll = -Number.MAX_SAFE_INTEGER;
const selectEntries = `SELECT seq, body, lower(hex(hash)) FROM entry WHERE ledger_no = ? AND seq > ? ORDER BY seq`;
/*
 * Entries as three texts, because handing a value from SQLite to JavaScript costs as much as hashing an entry does. The last
 * column counts the rows whose values are of the kind and the length that make these texts say the same as the rows.
 */
const selectTexts = `SELECT count(*), group_concat(seq, ' '), group_concat(body, char(10)), lower(hex(group_concat(hash, ''))),
  sum(typeof(body) = 'text' AND typeof(hash) = 'blob' AND length(hash) = ${hashLength / 2})
  FROM entry WHERE ledger_no = ? AND seq > ? AND seq <= ?`;
const selectRatings = `SELECT r.seq, ${ratingColumns} FROM rating r
  WHERE r.ledger_no = ? AND r.seq > ? AND r.seq <= ? ORDER BY r.seq`;

/** The rows that such texts tell of; undefined where they could be told of other rows too, or stand elsewhere. */
const toEntries = (after: number, [count, seqs, bodies, hashes, sound]: Raw): readonly Raw[] | undefined => {
  if (typeof bodies !== 'string' || typeof hashes !== 'string' || sound !== count) return undefined;
  // A line feed within a body gives more lines than there are rows: no kiosk writes one.
  const lines = bodies.split('\n');
  if (lines.length !== count) return undefined;
  let wanted = '';
  const rows = lines.map((body, i): Raw => {
    const seq = after + i + 1;
    wanted += i === 0 ? seq : ` ${seq}`;
    return [seq, body, hashes.slice(i * hashLength, (i + 1) * hashLength)];
  });
  return seqs === wanted ? rows : undefined;
};

const toRating = (raw: Raw): RatingRow => ({
  identity: raw[1],
  packed: raw[2],
  counterAndVia: raw[3],
  occurredAt: raw[4],
  bootNo: raw[5],
  wallAt: raw[6],
  up: raw[7],
  stateArrival: raw[8],
});

/**
 * Makes the function that reads a ledger's entries in order. Many at a time, because a call into SQLite costs as much as a row;
 * and both tables by themselves, because each lies in this very order and a join would look every rating up.
 * Where a chunk cannot be read its rows are read one by one, so that the failure comes at the row that it belongs to.
 */
export const entryReader = (db: Database.Database): ((ledgerNo: number) => Generator<EntryRow>) => {
  const many = db.prepare<[number, number], Raw>(`${selectEntries} LIMIT ${chunkSize}`).raw();
  const texts = db.prepare<[number, number, number], Raw>(selectTexts).raw();
  const isAnyBelow = db.prepare<[number], 1>('SELECT 1 FROM entry WHERE ledger_no = ? AND seq < 1').pluck();
  const single = db.prepare<[number, number], Raw>(selectEntries).raw();
  const ratings = db.prepare<[number, number, number], Raw>(selectRatings).raw();

  type Chunk = { readonly entries: readonly Raw[]; readonly found: readonly Raw[] };
  const read = (ledgerNo: number, after: number): Chunk | undefined => {
    try {
      const told = after < 0 ? undefined : texts.get(ledgerNo, after, after + chunkSize);
      const entries = (told && toEntries(after, told)) ?? many.all(ledgerNo, after);
      const last = entries.at(-1)?.[0];
      return { entries, found: typeof last === 'number' ? ratings.all(ledgerNo, after, last) : [] };
    } catch {
      return undefined;
    }
  };

  const startOf = (ledgerNo: number): number => {
    try {
      return isAnyBelow.get(ledgerNo) === undefined ? 0 : beforeAll;
    } catch {
      return beforeAll;
    }
  };

  function* oneByOne(ledgerNo: number, after: number): Generator<EntryRow> {
    for (const [seq, body, hash] of single.iterate(ledgerNo, after)) {
      const here = ratings.get(ledgerNo, Number(seq) - 1, Number(seq));
      yield { seq, body, hash, rating: here && toRating(here) };
    }
  }

  return function* rowsOf(ledgerNo) {
    for (let after = startOf(ledgerNo); ; ) {
      const chunk = read(ledgerNo, after);
      if (!chunk) {
        yield* oneByOne(ledgerNo, after);
        return;
      }
      const { entries, found } = chunk;
      let next = 0;
      for (const [seq, body, hash] of entries) {
        while (Number(found[next]?.[0]) < Number(seq)) next += 1;
        const here = found[next];
        yield { seq, body, hash, rating: here && here[0] === seq ? toRating(here) : undefined };
      }
      const last = entries.at(-1)?.[0];
      if (typeof last !== 'number') return;
      after = last;
    }
  };
};
