import type Database from 'better-sqlite3';
import { entryHash } from '../../domain/chain.ts';
import type { HashHex } from '../../domain/ids.ts';
import { isSignedBy, type PublicKey, sha256 } from '../../proof/signing.ts';
import { journalGenesis, journalSealText } from '../journal/journal.ts';
import { type JournalEntry, parseJournalEntry } from '../journal/journal-body.ts';
import { fingerprintOfTable } from '../tally/fingerprint.ts';
import { reporterOf } from '../tally/report-of.ts';
import type { Findings } from './findings.ts';

type RawRow = readonly [seq: unknown, body: unknown, hash: unknown, sig: unknown];

/** Proves the chain and every signature of the centre's journal, and reads it. */
const readJournal = (db: Database.Database, key: PublicKey, findings: Findings): readonly JournalEntry[] => {
  const rows = db
    .prepare<[], RawRow>('SELECT seq, body, lower(hex(hash)), sig FROM journal ORDER BY seq')
    .raw();
  let prev = journalGenesis(key);
  const entries: JournalEntry[] = [];
  for (const [seq, body, hash, sig] of rows.iterate()) {
    const expected = entries.length + 1;
    const where = `journal:${expected}`;
    const text = typeof body === 'string' ? body : '';
    const entry = parseJournalEntry(text);
    const wanted = entryHash(sha256, prev, text);
    if (seq !== expected) findings.note(where, `missing: the next entry is ${String(seq)}`);
    else if (hash !== wanted) findings.note(where, 'its bytes are not those that were hashed');
    else if (!isSignedBy(key, journalSealText(expected, wanted), String(sig))) {
      findings.note(where, 'the centre’s signature is not valid');
    } else if (entry?.seq !== expected) findings.note(where, 'it cannot be read');
    else {
      entries.push(entry);
      prev = hash as HashHex;
      continue;
    }
    return entries;
  }
  return entries;
};

const derived: Readonly<Record<string, string>> = {
  void: 'SELECT lower(hex(target)), arrival, journal_seq FROM void',
  cut_off: 'SELECT from_label, day, journal_seq FROM cut_off',
  closing: 'SELECT label, revision, starts_at, ends_at, arrival, journal_seq FROM closing',
  supplement: 'SELECT label, revision, number, arrival, journal_seq FROM supplement',
  department_term: `SELECT d.id, coalesce(d.successor, ''), t.valid_from, coalesce(t.valid_to, ''), t.place, t.name
    FROM department d LEFT JOIN department_term t USING (department_no)`,
  counter_term: `SELECT id, valid_from, coalesce(valid_to, ''), label, coalesce(department, '') FROM counter_term`,
  kiosk_retired: `SELECT id, retired_at FROM kiosk WHERE retired_at IS NOT NULL`,
  comment_erased: `SELECT lower(hex(identity)) FROM comment WHERE erased_at IS NOT NULL`,
};

type Rows = Map<string, readonly (readonly (string | number)[])[]>;

// What the tables must hold when the journal is read from its beginning. A later word on the same thing replaces the earlier.
const replay = (entries: readonly JournalEntry[]): ReadonlyMap<string, Rows> => {
  const tables = new Map<string, Rows>(Object.keys(derived).map((table) => [table, new Map()]));
  const put = (table: string, key: string, rows: readonly (readonly (string | number)[])[]): void =>
    void tables.get(table)?.set(key, rows);
  for (const { seq, what } of entries) {
    switch (what.kind) {
      case 'void':
        put('void', what.target, [[what.target, what.arrival, seq]]);
        break;
      case 'cut-off':
        put('cut_off', what.from, [[what.from, what.day, seq]]);
        break;
      case 'closing': {
        const { label, revision, startsAt, endsAt, arrival } = what;
        put('closing', `${label} ${revision}`, [[label, revision, startsAt, endsAt, arrival, seq]]);
        break;
      }
      case 'supplement': {
        const { label, revision, number, arrival } = what;
        put('supplement', `${label} ${revision} ${number}`, [[label, revision, number, arrival, seq]]);
        break;
      }
      case 'departments':
        for (const { id, terms, successor } of what.set) {
          const rows = terms.map((t) => [id, successor ?? '', t.from ?? '', t.to ?? '', t.order, t.name]);
          put('department_term', id, rows);
        }
        for (const id of what.removed) put('department_term', id, []);
        break;
      case 'counters':
        for (const { id, terms } of what.set) {
          const rows = terms.map((t) => [id, t.from ?? '', t.to ?? '', t.label, t.department ?? '']);
          put('counter_term', id, rows);
        }
        break;
      case 'kiosk-retired':
        put('kiosk_retired', what.kiosk, what.at === null ? [] : [[what.kiosk, what.at]]);
        break;
      case 'comment-erased':
        put('comment_erased', what.comment, [[what.comment]]);
        break;
      default:
        what satisfies never;
    }
  }
  return tables;
};

const compareTables = (db: Database.Database, entries: readonly JournalEntry[], findings: Findings): void => {
  for (const [table, byKey] of replay(entries)) {
    const wanted = new Set([...byKey.values()].flat().map((row) => JSON.stringify(row)));
    let surplus = 0;
    for (const row of db
      .prepare<[], unknown[]>(derived[table] ?? '')
      .raw()
      .iterate()) {
      if (!wanted.delete(JSON.stringify(row))) surplus += 1;
    }
    if (surplus + wanted.size > 0) findings.note(table, 'does not hold what the journal says');
  }
};

// A closed table is proven from the ratings: what had come by its mark gives its numbers again.
const proveClosings = (db: Database.Database, entries: readonly JournalEntry[], findings: Findings): void => {
  const reporter = reporterOf(db);
  const newest = new Map<string, number>();
  for (const { what } of entries) if (what.kind === 'closing') newest.set(what.label, what.revision);
  for (const { seq, what } of entries) {
    if (what.kind !== 'closing') continue;
    const where = `journal:${seq}`;
    const rows = what.rows.map((row) => ({ ...row, total: 0 }));
    if (fingerprintOfTable(what, rows) !== what.fingerprint)
      findings.note(where, 'its fingerprint is not its table’s');
    // An earlier revision was counted by what was known of clocks then; only the newest can be counted again.
    if (newest.get(what.label) !== what.revision) continue;
    const found = new Map<string, string>(
      reporter.tableAt(what, what.arrival).rows.map((r) => [r.id, r.counts.join()]),
    );
    const isSame =
      what.rows.every((row) => (found.get(row.id) ?? '0,0,0,0,0') === row.counts.join()) &&
      [...found].every(([id, counts]) => counts === '0,0,0,0,0' || what.rows.some((row) => row.id === id));
    if (!isSame) findings.note(where, `the closed table of ${what.label} is not what its ratings give`);
  }
};

/** Proves the journal, the tables that are read from it, and every closing's numbers. */
export const proveJournal = (db: Database.Database, findings: Findings): void => {
  const key = db.prepare<[], PublicKey>('SELECT public_key FROM meta').pluck().get();
  if (key === undefined) {
    findings.note('meta', 'the centre has no key');
    return;
  }
  const entries = readJournal(db, key, findings);
  compareTables(db, entries, findings);
  proveClosings(db, entries, findings);
};
