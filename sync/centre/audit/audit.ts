import type Database from 'better-sqlite3';
import { entryHash } from '../../domain/chain.ts';
import type { HashHex, Instant } from '../../domain/ids.ts';
import { type PublicKey, sha256, signerOf } from '../../proof/signing.ts';
import { toBlob, toHash } from '../store/evidence.ts';
import type { CentreIdentity } from '../store/open-store.ts';
import { type AuditFact, type AuditRecord, formatAudit, parseAudit } from './audit-body.ts';

/** The hash before the first line. */
export const auditGenesis = (centreKey: PublicKey): HashHex => sha256(`motcham/1/audit\n${centreKey}`);
/** What the centre signs of every line: its place and the chain up to it. */
export const auditSealText = (seq: number, hash: HashHex): string => `motcham/1/audit\n${seq}\n${hash}`;

/**
 * The audit log: append-only, hash-chained, every line signed with the centre's key, as the journal is. The journal holds what
 * makes numbers (closings, voids, the registry); this holds who did what at the console, from where, also where no number
 * moved: sign-ins, settings, people, a comment that was opened.
 */
export interface Audit {
  /** Appends within the caller's transaction, so that a change and its line stand or fall together; returns its place. */
  append(fact: AuditFact, on: Instant): number;
  at(seq: number): AuditRecord | undefined;
}

export const auditOf = (db: Database.Database, identity: CentreIdentity): Audit => {
  const sign = signerOf(identity.privateKey);
  const head = db
    .prepare<[], [number, Uint8Array]>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1')
    .raw();
  const add = db.prepare('INSERT INTO audit (seq, body, hash, sig) VALUES (?, ?, ?, ?)');
  const body = db.prepare<[number], string>('SELECT body FROM audit WHERE seq = ?').pluck();
  return {
    append: (fact, on) => {
      const [last, lastHash] = head.get() ?? [0, undefined];
      const seq = last + 1;
      const text = formatAudit({ seq, on, ...fact });
      // What cannot be read back must not be written: it would break the proof of the whole log.
      if (!parseAudit(text)) throw new Error(`audit: a line of ${fact.action} that cannot be read back`);
      const prev = lastHash ? toHash(lastHash) : auditGenesis(identity.publicKey);
      const hash = entryHash(sha256, prev, text);
      add.run(seq, text, toBlob(hash), sign(auditSealText(seq, hash)));
      return seq;
    },
    at: (seq) => {
      const found = body.get(seq);
      return found === undefined ? undefined : parseAudit(found);
    },
  };
};
