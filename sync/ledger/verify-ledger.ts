import type { Database } from 'better-sqlite3';
import { entryHash, genesisHash } from '../domain/chain.ts';
import { type Entry, parseEntry } from '../domain/entry.ts';
import { type HashHex, isSeq, type LedgerId, type Seq } from '../domain/ids.ts';
import { sha256 } from '../proof/signing.ts';
import { LedgerError, toLedgerError } from './ledger-error.ts';
import { openReadOnly } from './open-read-only.ts';
import { checkVersion } from './schema.ts';
import { checkIdentity, checkReceipt, checkSchema, checkTexts, type Meta } from './verify-parts.ts';

/** Something that is not as it was written. */
export interface LedgerFinding {
  readonly code: 'ledger/bad-entry' | 'ledger/bad-receipt' | 'ledger/bad-text' | LedgerError['code'];
  /** `<LedgerId>:<seq>` for an entry, else the ledger's id or, where that is not known, the file's path. */
  readonly where: string;
  readonly reason: string;
}

export interface LedgerReport {
  /** True when every entry, the identity, the receipt and the file itself were proven. */
  readonly ok: boolean;
  readonly path: string;
  readonly ledger: LedgerId | undefined;
  /** Entries that were read. */
  readonly entries: number;
  readonly head: { readonly seq: Seq; readonly hash: HashHex } | undefined;
  readonly watermark: Seq | undefined;
  /** In the order of the ledger: the first one names the first bad entry. At most `maxFindings`. */
  readonly findings: readonly LedgerFinding[];
}

export const maxFindings = 20;

// What a row of a damaged file may hold: anything.
type RawRow = readonly [seq: unknown, body: unknown, hash: unknown];

/** Why a row is not the entry that belongs at `expected` behind `prev`; undefined when it is. */
const flawOf = (
  [seq, body, hash]: RawRow,
  expected: number,
  prev: HashHex,
): { readonly reason: string } | { readonly entry: Entry; readonly hash: HashHex } => {
  if (seq !== expected) return { reason: `missing: the next entry is ${String(seq)}` };
  if (typeof body !== 'string') return { reason: 'its body is no text' };
  if (!(hash instanceof Uint8Array) || hash.byteLength !== 32) return { reason: 'its hash is no SHA-256' };
  const hex = Buffer.from(hash.buffer, hash.byteOffset, 32).toString('hex') as HashHex;
  if (entryHash(sha256, prev, body) !== hex) return { reason: 'its bytes are not those that were hashed' };
  const parsed = parseEntry(body);
  if (!parsed.ok) return { reason: `it does not parse: ${parsed.reason}` };
  if (parsed.entry.seq !== expected) return { reason: `it says that it is entry ${parsed.entry.seq}` };
  return { entry: parsed.entry, hash: hex };
};

/**
 * Proves a whole ledger file offline, without changing it; a kiosk may be writing meanwhile. Never throws for what stands in
 * the file: damage of any kind is a finding.
 */
export const verifyLedger = (path: string): LedgerReport => {
  const findings: LedgerFinding[] = [];
  let meta: Meta | undefined;
  let entries = 0;
  let head: { seq: Seq; hash: HashHex } | undefined;
  const name = (): string => meta?.ledger_id ?? path;
  const note = (finding: LedgerFinding): void => {
    if (findings.length < maxFindings) findings.push(finding);
  };
  const attempt = (where: () => string, work: () => unknown): void => {
    try {
      work();
    } catch (cause) {
      const error = toLedgerError(cause, `read ${path}`);
      const code = error instanceof LedgerError ? error.code : 'ledger/corrupt';
      const reason = error instanceof Error ? error.message : String(error);
      note({ code, where: where(), reason });
    }
  };

  const proveChain = (db: Database, id: LedgerId): void => {
    const rows = db.prepare<[], RawRow>('SELECT seq, body, hash FROM entry ORDER BY seq').raw().iterate();
    let prev = genesisHash(sha256, id);
    let expected = 1;
    head = { seq: 0 as Seq, hash: prev };
    attempt(
      () => `${id}:${expected}`,
      () => {
        for (const row of rows) {
          const checked = flawOf(row, expected, prev);
          entries += 1;
          if ('reason' in checked) {
            note({ code: 'ledger/bad-entry', where: `${id}:${expected}`, reason: checked.reason });
            // Go on from what stands there, so that one bad entry does not accuse all that follow.
            const [seq, , hash] = row;
            if (findings.length >= maxFindings || !isSeq(seq)) return;
            prev = (hash instanceof Uint8Array ? Buffer.from(hash).toString('hex') : prev) as HashHex;
            expected = seq + 1;
          } else {
            prev = checked.hash;
            expected += 1;
          }
          head = { seq: (expected - 1) as Seq, hash: prev };
        }
      },
    );
  };

  attempt(name, () => {
    const db = openReadOnly(path);
    try {
      const version = checkVersion(db, path);
      if (version === 0) throw new LedgerError('ledger/corrupt', `${path} is empty`);
      // One read transaction: everything below is said of the same state, while a kiosk may go on writing.
      db.exec('BEGIN');
      attempt(name, () => {
        meta = checkIdentity(db, path, note);
      });
      const id = meta?.ledger_id;
      if (id !== undefined) {
        proveChain(db, id);
        attempt(name, () => checkTexts(db, id, note));
        attempt(name, () => meta && version >= 2 && checkReceipt(db, meta, head?.seq ?? 0, note));
      }
      attempt(name, () => checkSchema(db, version, name(), note));
    } finally {
      db.close();
    }
  });

  return {
    ok: findings.length === 0,
    path,
    ledger: meta?.ledger_id,
    entries,
    head,
    watermark: meta?.watermark,
    findings,
  };
};
