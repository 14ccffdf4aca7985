import type { HashHex, LedgerId, Seq } from '../domain/ids.ts';
import { LedgerError, toLedgerError } from './ledger-error.ts';
import { openReadOnly } from './open-read-only.ts';
import { type ChainProgress, proveChain, startOfChain } from './prove-chain.ts';
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

/**
 * Proves a whole ledger file offline, without changing it; a kiosk may be writing meanwhile. Never throws for what stands in
 * the file: damage of any kind is a finding.
 */
export const verifyLedger = (path: string): LedgerReport => {
  const findings: LedgerFinding[] = [];
  let meta: Meta | undefined;
  let chain: ChainProgress | undefined;
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
        const progress = startOfChain(id);
        chain = progress;
        const place = (seq: number): string => `${id}:${seq}`;
        attempt(
          () => place(progress.expected),
          () =>
            proveChain(db, progress, (seq, reason) => {
              note({ code: 'ledger/bad-entry', where: place(seq), reason });
              return findings.length < maxFindings;
            }),
        );
        attempt(name, () => checkTexts(db, id, note));
        attempt(name, () => meta && version >= 2 && checkReceipt(db, meta, progress.head.seq, note));
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
    entries: chain?.entries ?? 0,
    head: chain?.head,
    watermark: meta?.watermark,
    findings,
  };
};
