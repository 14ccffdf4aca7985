import type { Database } from 'better-sqlite3';
import type { HashHex, LedgerId, Seq } from '../domain/ids.ts';
import type { PrivateKey, PublicKey } from '../proof/signing.ts';
import type { CommentText, StoredEntry, StoredReceipt } from './port.ts';

// The file was written by this room alone and is checked when it is opened: its columns are trusted to hold what the schema
// says, so the types stand in the statements and nowhere else.
type EntryRow = readonly [seq: Seq, body: string, hash: HashHex];

export interface Identity {
  readonly id: LedgerId;
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
  readonly centreKey: PublicKey | null;
  readonly watermark: Seq;
}

// SQLite writes the digits: a Buffer for every row costs twice the row, and lies outside of the heap until a collection.
const entryColumns = 'seq, body, lower(hex(hash)) AS hash';

const fromHex = (hash: HashHex): Buffer => Buffer.from(hash, 'hex');

const toEntry = ([seq, body, hash]: EntryRow): StoredEntry => ({ seq, body, hash });

/** Every question this room asks of a ledger file, prepared once. */
export const prepareStatements = (db: Database) => {
  const insertEntry = db.prepare<[Seq, string, Buffer]>(
    'INSERT INTO entry (seq, body, hash) VALUES (?, ?, ?)',
  );
  const insertText = db.prepare<[Seq, string, string]>(
    'INSERT INTO comment_text (seq, salt, text) VALUES (?, ?, ?)',
  );
  const identity = db.prepare<[], Identity>(
    `SELECT ledger_id AS id, public_key AS publicKey, private_key AS privateKey, centre_key AS centreKey, watermark
     FROM meta WHERE one = 1`,
  );
  const fromOn = db
    .prepare<[Seq, number], EntryRow>(`SELECT ${entryColumns} FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?`)
    .raw();
  const bodies = db
    .prepare<[Seq, number], string>('SELECT body FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?')
    .pluck();
  const newest = db
    .prepare<[number], EntryRow>(`SELECT ${entryColumns} FROM entry ORDER BY seq DESC LIMIT ?`)
    .raw();
  const hashAt = db.prepare<[Seq], HashHex>('SELECT lower(hex(hash)) FROM entry WHERE seq = ?').pluck();
  const texts = db.prepare<[Seq, Seq], CommentText & { readonly seq: Seq }>(
    'SELECT seq, salt, text FROM comment_text WHERE seq BETWEEN ? AND ? ORDER BY seq',
  );
  const eraseText = db.prepare<[Seq]>('DELETE FROM comment_text WHERE seq = ?');
  const setWatermark = db.prepare<[Seq]>('UPDATE meta SET watermark = ?');
  const pinCentreKey = db.prepare<[PublicKey]>('UPDATE meta SET centre_key = ?');
  const putReceipt = db.prepare<[Seq, Buffer, PublicKey, string, string]>(
    'INSERT OR REPLACE INTO receipt (one, up_to, head, centre_key, signed_text, sig) VALUES (1, ?, ?, ?, ?, ?)',
  );
  const dropReceipt = db.prepare<[]>('DELETE FROM receipt');
  return {
    insertEntry: (entry: StoredEntry): void => {
      insertEntry.run(entry.seq, entry.body, fromHex(entry.hash));
    },
    insertText: (seq: Seq, text: CommentText): void => {
      insertText.run(seq, text.salt, text.text);
    },
    identity: (): Identity | undefined => identity.get(),
    fromOn: (from: Seq, limit: number): readonly StoredEntry[] => fromOn.all(from, limit).map(toEntry),
    bodies: (from: Seq, limit: number): readonly string[] => bodies.all(from, limit),
    newest: (limit: number): readonly StoredEntry[] => newest.all(limit).map(toEntry),
    hashAt: (seq: Seq): HashHex | undefined => hashAt.get(seq),
    texts: (from: Seq, upTo: Seq): ReadonlyMap<Seq, CommentText> =>
      new Map(texts.all(from, upTo).map(({ seq, salt, text }) => [seq, { salt, text }])),
    eraseText: (seq: Seq): boolean => eraseText.run(seq).changes > 0,
    setWatermark: (upTo: Seq): void => {
      setWatermark.run(upTo);
    },
    pinCentreKey: (key: PublicKey): void => {
      pinCentreKey.run(key);
    },
    dropReceipt: (): void => {
      dropReceipt.run();
    },
    putReceipt: (r: StoredReceipt): void => {
      putReceipt.run(r.upTo, fromHex(r.head), r.centreKey, r.signedText, r.sig);
    },
  };
};

export type Statements = ReturnType<typeof prepareStatements>;
