import type Database from 'better-sqlite3';
import { entryHash } from '../../domain/chain.ts';
import type { HashHex, Instant, Seq } from '../../domain/ids.ts';
import { type PublicKey, sha256, signerOf } from '../../proof/signing.ts';
import { toBlob, toHash } from '../store/evidence.ts';
import type { CentreIdentity } from '../store/open-store.ts';
import {
  formatJournalEntry,
  type JournalDraft,
  type JournalEntry,
  parseJournalEntry,
} from './journal-body.ts';

/** The hash before the first entry. */
export const journalGenesis = (centreKey: PublicKey): HashHex => sha256(`motcham/1/journal\n${centreKey}`);
/** What the centre signs of every entry: its place and the chain up to it. */
export const journalSealText = (seq: number, hash: HashHex): string => `motcham/1/journal\n${seq}\n${hash}`;

/** The centre's own append-only, hash-chained, signed record of what people did. */
export interface Journal {
  /** Appends within the caller's transaction; returns the entry's place. */
  append(what: JournalDraft, person: string, on: Instant): Seq;
  at(seq: Seq): JournalEntry | undefined;
  /** The newest entries first. */
  newest(limit: number): readonly JournalEntry[];
}

export const journalOf = (db: Database.Database, identity: CentreIdentity): Journal => {
  const sign = signerOf(identity.privateKey);
  const head = db
    .prepare<[], [number, Uint8Array]>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1')
    .raw();
  const add = db.prepare('INSERT INTO journal (seq, body, hash, sig) VALUES (?, ?, ?, ?)');
  const body = db.prepare<[number], string>('SELECT body FROM journal WHERE seq = ?').pluck();
  const newest = db.prepare<[number], string>('SELECT body FROM journal ORDER BY seq DESC LIMIT ?').pluck();
  return {
    append: (what, person, on) => {
      const [last, lastHash] = head.get() ?? [0, undefined];
      const seq = (last + 1) as Seq;
      const text = formatJournalEntry({ v: 1, seq, on, person, what });
      // What could not be read back must not be written: a closing would be lost for good.
      if (!parseJournalEntry(text))
        throw new Error(`journal: an entry of kind ${what.kind} that cannot be read back`);
      const prev = lastHash ? toHash(lastHash) : journalGenesis(identity.publicKey);
      const hash = entryHash(sha256, prev, text);
      add.run(seq, text, toBlob(hash), sign(journalSealText(seq, hash)));
      return seq;
    },
    at: (seq) => {
      const found = body.get(seq);
      return found === undefined ? undefined : parseJournalEntry(found);
    },
    newest: (limit) => newest.all(limit).flatMap((text) => parseJournalEntry(text) ?? []),
  };
};
