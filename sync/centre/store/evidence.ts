import type Database from 'better-sqlite3';
import type { HashHex, Instant, KioskId, LedgerId, Seq } from '../../domain/ids.ts';
import type { PublicKey } from '../../proof/signing.ts';
import type { LedgerView, Link } from '../ingest/judge-batch.ts';
import { rowRuns } from './row-runs.ts';

export const toBlob = (hash: HashHex): Buffer => Buffer.from(hash, 'hex');
export const toHash = (blob: Uint8Array): HashHex => Buffer.from(blob).toString('hex') as HashHex;

export interface LedgerRow {
  readonly ledgerNo: number;
  readonly id: LedgerId;
  readonly kioskNo: number;
  readonly kiosk: KioskId;
  readonly key: PublicKey;
  readonly upTo: Seq;
  readonly head: HashHex;
}

export interface Seal {
  readonly upTo: Seq;
  readonly signedText: string;
  readonly sig: string;
}

/** What was received, as it was received: ledgers, entries, seals, and what did not fit. */
export interface Evidence {
  ledger(id: LedgerId): LedgerRow | undefined;
  ledgers(): readonly LedgerRow[];
  addLedger(id: LedgerId, kioskNo: number, key: PublicKey, genesis: HashHex, now: Instant): LedgerRow;
  viewOf(ledger: LedgerRow): LedgerView;
  /** Appends links that follow the ledger's head, and moves the head. */
  append(ledgerNo: number, links: readonly Link[], now: Instant): void;
  bodyAt(ledgerNo: number, seq: Seq): string | undefined;
  hashAt(ledgerNo: number, seq: Seq): HashHex | undefined;
  putSeal(ledgerNo: number, seal: Seal, now: Instant): void;
  /** Keeps the other side of a fork; returns how many links were new. */
  keepFork(ledgerNo: number, links: readonly Link[], now: Instant): number;
  quarantine(ledgerNo: number, seq: Seq, reason: string): void;
}

type RawLedger = Omit<LedgerRow, 'head'> & { readonly head: Uint8Array };
const selectLedger = `SELECT l.ledger_no AS ledgerNo, l.id, l.kiosk_no AS kioskNo, k.id AS kiosk, l.key, l.up_to AS upTo, l.head
  FROM ledger l JOIN kiosk k USING (kiosk_no)`;
const toRow = (raw: RawLedger): LedgerRow => ({ ...raw, head: toHash(raw.head) });

export const evidenceOf = (db: Database.Database): Evidence => {
  const byId = db.prepare<[LedgerId], RawLedger>(`${selectLedger} WHERE l.id = ?`);
  const all = db.prepare<[], RawLedger>(`${selectLedger} ORDER BY l.last_heard_at, l.ledger_no`);
  const add = db.prepare(
    `INSERT INTO ledger (id, kiosk_no, key, up_to, head, first_heard_at, last_heard_at) VALUES (?, ?, ?, 0, ?, ?, ?)`,
  );
  const entries = rowRuns<[ledgerNo: number, first: number], [body: string, hash: HashHex]>(db, {
    into: 'entry (ledger_no, seq, body, hash)',
    shared: ['ledger_no', 'first'],
    own: ['body', 'hash'],
    select: 'ledger_no, first + nth, body, unhex(hash)',
  });
  const move = db.prepare('UPDATE ledger SET up_to = ?, head = ?, last_heard_at = ? WHERE ledger_no = ?');
  const body = db
    .prepare<[number, number], string>('SELECT body FROM entry WHERE ledger_no = ? AND seq = ?')
    .pluck();
  const hash = db
    .prepare<[number, number], Uint8Array>('SELECT hash FROM entry WHERE ledger_no = ? AND seq = ?')
    .pluck();
  const seal = db.prepare(
    `INSERT INTO seal (ledger_no, up_to, signed_text, sig, received_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (ledger_no) DO UPDATE SET up_to = excluded.up_to, signed_text = excluded.signed_text,
       sig = excluded.sig, received_at = excluded.received_at
     WHERE excluded.up_to >= up_to`,
  );
  const fork = db.prepare(
    'INSERT OR IGNORE INTO fork (ledger_no, seq, hash, body, received_at) VALUES (?, ?, ?, ?, ?)',
  );
  const aside = db.prepare('INSERT OR IGNORE INTO quarantine (ledger_no, seq, reason) VALUES (?, ?, ?)');

  const ledger = (id: LedgerId): LedgerRow | undefined => {
    const raw = byId.get(id);
    return raw && toRow(raw);
  };
  const hashAt = (ledgerNo: number, seq: Seq): HashHex | undefined => {
    const blob = hash.get(ledgerNo, seq);
    return blob && toHash(blob);
  };
  return {
    ledger,
    ledgers: () => all.all().map(toRow),
    addLedger: (id, kioskNo, key, genesis, now) => {
      add.run(id, kioskNo, key, toBlob(genesis), now, now);
      const row = ledger(id);
      if (!row) throw new Error(`ledger ${id}: the row that was just written is not there`);
      return row;
    },
    viewOf: (row) => ({
      kiosk: row.kiosk,
      upTo: row.upTo,
      head: row.head,
      hashAt: (seq) => hashAt(row.ledgerNo, seq),
    }),
    append: (ledgerNo, links, now) => {
      const [first] = links;
      const last = links.at(-1);
      if (!first || !last) return;
      entries.write(
        (index) => [ledgerNo, first.seq + index],
        links.map(({ body, hash }) => [body, hash]),
      );
      move.run(last.seq, toBlob(last.hash), now, ledgerNo);
    },
    bodyAt: (ledgerNo, seq) => body.get(ledgerNo, seq),
    hashAt,
    putSeal: (ledgerNo, { upTo, signedText, sig }, now) =>
      void seal.run(ledgerNo, upTo, signedText, sig, now),
    keepFork: (ledgerNo, links, now) =>
      links.reduce(
        (kept, link) => kept + fork.run(ledgerNo, link.seq, toBlob(link.hash), link.body, now).changes,
        0,
      ),
    quarantine: (ledgerNo, seq, reason) => void aside.run(ledgerNo, seq, reason),
  };
};
