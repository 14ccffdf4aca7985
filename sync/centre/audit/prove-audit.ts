import type Database from 'better-sqlite3';
import { entryHash } from '../../domain/chain.ts';
import type { HashHex } from '../../domain/ids.ts';
import { isSignedBy, type PublicKey, sha256 } from '../../proof/signing.ts';
import { toHash } from '../store/evidence.ts';
import type { Findings } from '../verify/findings.ts';
import { auditGenesis, auditSealText } from './audit.ts';
import { parseAudit } from './audit-body.ts';

interface Line {
  readonly seq: number;
  readonly body: string;
  readonly hash: Uint8Array;
  readonly sig: string;
}

const readKey = (db: Database.Database): PublicKey | undefined =>
  db.prepare<[], PublicKey>('SELECT public_key FROM meta').pluck().get();

export interface AuditChain {
  readonly isWhole: boolean;
  readonly upTo: number;
  readonly head: HashHex;
}

/** Walks the chain without its signatures: fast enough for every view of the log. */
export const walkAudit = (db: Database.Database): AuditChain => {
  let head = auditGenesis(readKey(db) ?? ('' as PublicKey));
  let upTo = 0;
  const lines = db.prepare<[], Line>('SELECT seq, body, hash, sig FROM audit ORDER BY seq');
  for (const line of lines.iterate()) {
    const hash = entryHash(sha256, head, line.body);
    if (line.seq !== upTo + 1 || hash !== toHash(line.hash)) return { isWhole: false, upTo, head };
    head = hash;
    upTo = line.seq;
  }
  return { isWhole: true, upTo, head };
};

/** The indexes by which settings and dossiers are found must be what the log says, no line more and none less. */
const proveIndexes = (db: Database.Database, wanted: ReadonlySet<string>, findings: Findings): void => {
  const held = db
    .prepare<[], string>(
      `SELECT 'setting ' || key || ' ' || from_day || ' ' || audit_seq FROM setting
       UNION ALL SELECT 'dossiers ' || label || ' ' || audit_seq FROM dossiers`,
    )
    .pluck()
    .all();
  for (const line of held) if (!wanted.has(line)) findings.note('audit', `the log does not say: ${line}`);
  const known = new Set(held);
  for (const line of wanted) if (!known.has(line)) findings.note('audit', `is missing: ${line}`);
};

/**
 * Proves the audit log from its first line to its last: every hash, every signature, and that the settings and dossiers that
 * hold are those that were logged. The first bad line is named; what stands behind it is not looked at.
 */
export const proveAudit = (db: Database.Database, findings: Findings): void => {
  const key = readKey(db);
  if (key === undefined) {
    findings.note('audit', 'the centre has no key');
    return;
  }
  let head = auditGenesis(key);
  let next = 1;
  const settings = new Set<string>();
  const dossiers = new Map<string, string>();
  /** What is wrong with a line; undefined when nothing is. */
  const prove = ({ seq, body, hash, sig }: Line): string | undefined => {
    if (seq !== next) return 'is missing';
    head = entryHash(sha256, head, body);
    if (head !== toHash(hash)) return 'is not what was written: its hash differs';
    if (!isSignedBy(key, auditSealText(seq, head), sig)) return 'does not carry the centre’s signature';
    const record = parseAudit(body);
    if (!record || record.seq !== seq) return 'is no line of an audit log';
    const { action, subject, detail } = record;
    if (action === 'setting/changed') settings.add(`setting ${subject} ${String(detail.from)} ${seq}`);
    if (action === 'period/dossiers' && subject !== null) dossiers.set(subject, `dossiers ${subject} ${seq}`);
    return undefined;
  };
  const lines = db.prepare<[], Line>('SELECT seq, body, hash, sig FROM audit ORDER BY seq');
  for (const line of lines.iterate()) {
    const reason = prove(line);
    if (reason !== undefined) {
      findings.note(`audit:${next}`, reason);
      return;
    }
    next += 1;
  }
  proveIndexes(db, new Set([...settings, ...dossiers.values()]), findings);
};
