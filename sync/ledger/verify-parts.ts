import Database from 'better-sqlite3';
import { parseEntry } from '../domain/entry.ts';
import { isHashHex, isLedgerId, isSeq, type LedgerId, type Seq } from '../domain/ids.ts';
import { commentHash } from '../proof/comment-hash.ts';
import { fingerprintOf, isSignedBy, type PrivateKey, type PublicKey, publicKeyOf } from '../proof/signing.ts';
import { migrate } from './schema.ts';
import type { LedgerFinding } from './verify-ledger.ts';

type Note = (finding: LedgerFinding) => void;

export interface Meta {
  readonly ledger_id: LedgerId;
  readonly public_key: PublicKey;
  readonly private_key: PrivateKey;
  readonly centre_key: PublicKey | null;
  readonly watermark: Seq;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The name must follow from the public key, and the public key from the private one. */
export const checkIdentity = (db: Database.Database, path: string, note: Note): Meta | undefined => {
  const rows = db.prepare<[], Record<string, unknown>>('SELECT * FROM meta').all();
  const [row] = rows;
  const bad = (reason: string): undefined =>
    note({ code: 'ledger/corrupt', where: path, reason }) as undefined;
  if (!row || rows.length !== 1) return bad(`it has ${rows.length} identities`);
  const {
    ledger_id: id,
    public_key: publicKey,
    private_key: privateKey,
    watermark,
    centre_key: centreKey,
  } = row;
  if (!isLedgerId(id) || !isText(publicKey) || !isText(privateKey)) return bad('its identity is unreadable');
  if (fingerprintOf(publicKey as PublicKey) !== id)
    return bad(`its name ${id} does not follow from its public key`);
  if (publicKeyOf(privateKey as PrivateKey) !== publicKey)
    bad('its private key is not that of its public key');
  if (!isSeq(watermark)) return bad('its watermark is no number');
  if (centreKey !== null && !isText(centreKey)) return bad('its centre key is unreadable');
  return {
    ledger_id: id,
    public_key: publicKey as PublicKey,
    private_key: privateKey as PrivateKey,
    centre_key: centreKey as PublicKey | null,
    watermark,
  };
};

/** The newest receipt is the watermark's reason: signed by the pinned centre, for this ledger, and of our own hash. */
export const checkReceipt = (db: Database.Database, meta: Meta, head: number, note: Note): void => {
  const id = meta.ledger_id;
  const bad = (reason: string): void => note({ code: 'ledger/bad-receipt', where: id, reason });
  if (meta.watermark > head) bad(`its watermark ${meta.watermark} lies above its head ${head}`);
  const row = db.prepare<[], Record<string, unknown>>('SELECT * FROM receipt').get();
  if (!row) return;
  const { up_to: upTo, centre_key: key, signed_text: text, sig } = row;
  const receiptHead = row.head instanceof Uint8Array ? Buffer.from(row.head).toString('hex') : '';
  if (!isSeq(upTo) || !isText(key) || !isText(text) || !isText(sig) || !isHashHex(receiptHead)) {
    bad('its receipt is unreadable');
    return;
  }
  if (key !== meta.centre_key) bad('its receipt is not by the centre that it trusts');
  if (!isSignedBy(key as PublicKey, text, sig)) bad('the signature of its receipt is not valid');
  const [ledger, ofUpTo, ofHead] = text.split('\n').slice(-4);
  if (ledger !== id || ofUpTo !== String(upTo) || ofHead !== receiptHead)
    bad('its receipt is for something else');
  if (upTo !== meta.watermark) bad(`its receipt reaches ${upTo}, its watermark ${meta.watermark}`);
  if (upTo === 0) return;
  const stored = db.prepare<[number], unknown>('SELECT hash FROM entry WHERE seq = ?').pluck().get(upTo);
  const hash = stored instanceof Uint8Array ? Buffer.from(stored).toString('hex') : undefined;
  if (hash !== receiptHead) {
    note({
      code: 'ledger/bad-entry',
      where: `${id}:${upTo}`,
      reason: 'the centre confirmed another hash here',
    });
  }
};

/** A comment's text that is still there must be the one whose hash stands in the chain. */
export const checkTexts = (db: Database.Database, id: LedgerId, note: Note): void => {
  const rows = db
    .prepare<[], readonly [unknown, unknown, unknown, unknown]>(
      'SELECT t.seq, t.salt, t.text, e.body FROM comment_text t LEFT JOIN entry e USING (seq) ORDER BY t.seq',
    )
    .raw()
    .iterate();
  for (const [seq, salt, text, body] of rows) {
    const where = `${id}:${String(seq)}`;
    const parsed = isText(body) ? parseEntry(body) : undefined;
    const textHash =
      parsed?.ok && parsed.entry.kind === 'comment' ? parsed.entry.textHash : carriedHash(parsed);
    if (!isText(salt) || !isText(text) || textHash !== commentHash(salt, text)) {
      note({ code: 'ledger/bad-text', where, reason: 'the text beside it is not the one that was written' });
    }
  }
};

const carriedHash = (parsed: ReturnType<typeof parseEntry> | undefined): string | undefined => {
  if (!parsed?.ok || parsed.entry.kind !== 'carried') return undefined;
  const inner = parseEntry(parsed.entry.body);
  return inner.ok && inner.entry.kind === 'comment' ? inner.entry.textHash : undefined;
};

const schemaOf = (db: Database.Database): string =>
  JSON.stringify(
    db
      .prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all(),
  );

/** The tables and triggers are those of the migrations, and SQLite itself finds its pages whole. */
export const checkSchema = (db: Database.Database, version: number, where: string, note: Note): void => {
  const reference = new Database(':memory:');
  migrate(reference, ':memory:', version);
  const isSame = schemaOf(db) === schemaOf(reference);
  reference.close();
  if (!isSame) note({ code: 'ledger/corrupt', where, reason: 'its tables are not those of a ledger' });
  for (const line of db.prepare<[], string>('PRAGMA integrity_check(5)').pluck().all()) {
    if (line !== 'ok') note({ code: 'ledger/corrupt', where, reason: `integrity check: ${line}` });
  }
  for (const row of db.prepare<[], Record<string, unknown>>('PRAGMA foreign_key_check').all()) {
    note({ code: 'ledger/corrupt', where, reason: `a text without its entry: ${String(row.rowid)}` });
  }
};
