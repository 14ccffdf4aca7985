import Database from 'better-sqlite3';
import { commentHash } from '../proof/comment-hash.ts';
import { isSignedBy, type PrivateKey, type PublicKey, signerOf } from '../proof/signing.ts';
import { proveAudit } from './audit/prove-audit.ts';
import { CentreError } from './centre-error.ts';
import { migrate, openStoreForReading } from './store/open-store.ts';
import { type Crew, countRows, helpersFor, type RowCounts, readIntegrity, startCrew } from './verify/crew.ts';
import { collectFindings, type Findings, type StoreFinding } from './verify/findings.ts';
import { proveJournal } from './verify/prove-journal.ts';
import { ledgerRows } from './verify/prove-ledger.ts';
import { type LedgerCount, proveLedgers } from './verify/prove-ledgers.ts';

export interface CentreStoreReport {
  /** True when every ledger and everything that is derived from it was proven. */
  readonly ok: boolean;
  readonly path: string;
  readonly ledgers: number;
  readonly entries: number;
  readonly ratings: number;
  /** The first one names the first bad entry as `<LedgerId>:<seq>`. At most 20. */
  readonly findings: readonly StoreFinding[];
}

const schemaText = (db: Database.Database): string =>
  db
    .prepare<[], string>(
      `SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10) ORDER BY type, name) FROM sqlite_schema`,
    )
    .pluck()
    .get() ?? '';

// A view, a trigger or an index that is not ours could show other numbers than the tables hold.
const proveSchema = (db: Database.Database, findings: Findings): void => {
  const fresh = new Database(':memory:');
  try {
    migrate(fresh);
    if (schemaText(fresh) !== schemaText(db))
      findings.note('schema', 'the tables are not those that this program makes');
  } finally {
    fresh.close();
  }
};

const proveKeys = (db: Database.Database, findings: Findings): void => {
  const keys = db
    .prepare<[], { readonly public_key: PublicKey; readonly private_key: PrivateKey }>(
      'SELECT public_key, private_key FROM meta',
    )
    .get();
  const text = 'motcham/1/self-check';
  try {
    if (keys && isSignedBy(keys.public_key, text, signerOf(keys.private_key)(text))) return;
  } catch {
    // A key that cannot even be read is not the pair of the other.
  }
  findings.note('meta', 'the centre’s two keys do not belong together');
};

const proveTexts = (db: Database.Database, findings: Findings): void => {
  const rows = db
    .prepare<[], [string, string, string, string]>(
      `SELECT lower(hex(t.identity)), t.salt, t.text, lower(hex(c.text_hash))
       FROM comment_text t LEFT JOIN comment c USING (identity)`,
    )
    .raw();
  for (const [identity, salt, text, hash] of rows.iterate()) {
    if (commentHash(String(salt), String(text)) !== hash) {
      findings.note(`comment ${identity}`, 'its text is not the one that was hashed');
    }
  }
};

// Rows that no ledger leads to are never met while the ledgers are walked.
const proveNothingElse = (found: RowCounts, { entries, ratings }: LedgerCount, findings: Findings): void => {
  if (found.entry !== entries) findings.note('entry', 'there are entries that belong to no ledger');
  if (found.rating !== ratings) findings.note('rating', 'there are ratings that belong to no entry');
};

// Where not even the list of ledgers can be read there is nothing to share; the proof itself then says so.
const callCrew = (db: Database.Database, helpers: number): Crew | undefined => {
  try {
    return helpers > 0 ? startCrew(db, helpers) : undefined;
  } catch {
    return undefined;
  }
};

const nothingYet = (): LedgerCount => ({ ledgers: 0, entries: 0, ratings: 0 });

/**
 * Proves a centre's whole store offline and without changing it, also beside a running centre: that every ledger is what its
 * kiosk signed, and that every number the table is made of follows from those entries. Never throws for what stands in the
 * file; damage of any kind is a finding.
 * @param path of `centre.sqlite`
 * @param helpers threads beside this one; what is found does not hang on them
 */
export const verifyCentreStore = (path: string, helpers?: number): CentreStoreReport => {
  const findings = collectFindings();
  let count = nothingYet();
  let db: Database.Database | undefined;
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      findings.note(cause instanceof CentreError ? path : 'corrupt', reason);
    }
  };
  attempt(() => {
    const opened = openStoreForReading(path);
    db = opened;
    // One read transaction: everything below is said of the same state, while a centre may go on writing.
    opened.exec('BEGIN');
    const crew = callCrew(opened, helpers ?? helpersFor(path));
    attempt(() => proveSchema(opened, findings));
    attempt(() => proveKeys(opened, findings));
    const together = crew?.prove();
    attempt(() => {
      if (together) count = together.count;
      const small = together?.small ?? proveLedgers(opened, ledgerRows(opened), count, findings);
      if (findings.isFull()) return;
      small.compare(findings);
      proveNothingElse(together?.counts ?? countRows(opened), count, findings);
    });
    attempt(() => proveTexts(opened, findings));
    attempt(() => proveJournal(opened, findings));
    attempt(() => proveAudit(opened, findings));
    attempt(() => {
      for (const line of crew?.integrity() ?? readIntegrity(opened))
        if (line !== 'ok') findings.note('file', line);
    });
  });
  db?.close();
  const list = findings.list();
  return { ok: list.length === 0, path, ...count, findings: list };
};
