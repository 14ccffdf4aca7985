import type { Database } from 'better-sqlite3';
import { entryHash, genesisHash } from '../domain/chain.ts';
import { type EntryDraft, type EntryTime, formatEntry, parseEntry } from '../domain/entry.ts';
import type { HashHex, LedgerId, Seq } from '../domain/ids.ts';
import { sha256 } from '../proof/signing.ts';
import { LedgerError } from './ledger-error.ts';
import { openingEntries } from './opening-entries.ts';
import type { CommentText, StoredEntry } from './port.ts';
import type { Statements } from './statements.ts';
import { wholeTime } from './whole-time.ts';

/** Something to write, with the text that stands beside the chain where it has one. */
export interface Draft {
  readonly draft: EntryDraft;
  readonly text?: CommentText;
}

export interface Head {
  readonly seq: Seq;
  readonly hash: HashHex;
}

export interface ChainWriter {
  head(): Head;
  /** Commits the drafts in one transaction, behind the opening entries they need; returns all that was written. */
  write(now: EntryTime, drafts: readonly Draft[]): readonly StoredEntry[];
}

const timeOf = (body: string): EntryTime | undefined => {
  const parsed = parseEntry(body);
  return parsed.ok ? parsed.entry : undefined;
};

// Time since boot never runs back within a boot, whatever a clock may say.
const steady = (last: EntryTime | undefined, now: EntryTime): EntryTime => {
  const time = wholeTime(now);
  return last?.boot === time.boot && last.up > time.up ? { ...time, up: last.up } : time;
};

const toEntry = (prev: Head, time: EntryTime, draft: EntryDraft): StoredEntry => {
  const seq = (prev.seq + 1) as Seq;
  const body = formatEntry(seq, time, draft);
  const parsed = parseEntry(body);
  // Whatever stands in a ledger can be read back: a draft that cannot never gets in.
  if (!parsed.ok) throw new LedgerError('ledger/bad-entry', `no entry: ${parsed.reason}`);
  return { seq, body, hash: entryHash(sha256, prev.hash, body) };
};

/** Keeps a chain's end in memory and puts new links on it; memory moves only after the commit. */
export const createChainWriter = (
  db: Database,
  statements: Statements,
  id: LedgerId,
  version: string,
): ChainWriter => {
  const newest = statements.newest(1)[0];
  let head: Head = newest ?? { seq: 0 as Seq, hash: genesisHash(sha256, id) };
  let last = newest && timeOf(newest.body);

  const insert = (entries: readonly StoredEntry[], texts: ReadonlyMap<Seq, CommentText>): void => {
    for (const entry of entries) statements.insertEntry(entry);
    for (const [seq, text] of texts) statements.insertText(seq, text);
  };
  const insertTogether = db.transaction(insert).immediate;

  return {
    head: () => head,
    write(now, drafts) {
      const time = steady(last, now);
      const opening = drafts[0]?.draft.kind === 'boot' ? [] : openingEntries(last, time, version);
      const entries: StoredEntry[] = [];
      const texts = new Map<Seq, CommentText>();
      let prev = head;
      for (const { draft, text } of [...opening.map((draft): Draft => ({ draft })), ...drafts]) {
        prev = toEntry(prev, time, draft);
        entries.push(prev as StoredEntry);
        if (text) texts.set(prev.seq, text);
      }
      // One entry is one statement, which is a transaction of its own and spares BEGIN and COMMIT.
      if (entries.length === 1 && texts.size === 0) insert(entries, texts);
      else insertTogether(entries, texts);
      head = { seq: prev.seq, hash: prev.hash };
      last = time;
      return entries;
    },
  };
};
