import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { entryHash } from '../../../sync/domain/chain.ts';
import { type Entry, parseEntry } from '../../../sync/domain/entry.ts';
import type { HashHex } from '../../../sync/domain/ids.ts';
import { sha256 } from '../../../sync/proof/signing.ts';

/** What a medium can hold of a press: `rating NAME`, `undo NAME`, `comment NAME`. */
export type Item = string;
export const itemOf = (what: 'rating' | 'undo' | 'comment', name: string): Item => `${what} ${name}`;

/** One row of an `entry` table: its place, its body and its hash in hexadecimal digits. */
export type ChainRow = readonly [seq: number, body: string, hash: string];

/** Reads what the entries of ledgers say, on any medium; it remembers which press stood behind which hash. */
export interface ItemReader {
  read(rows: readonly ChainRow[]): ReadonlyMap<Item, number>;
  /** The press that a body is about, where it is a rating. */
  nameOf(body: string): string | undefined;
}

interface Inner {
  readonly entry: Entry;
  readonly hashes: readonly string[];
}

const unwrap = (body: string, hash: string): Inner | undefined => {
  const hashes = [hash];
  let parsed = parseEntry(body);
  while (parsed.ok && parsed.entry.kind === 'carried') {
    const { prev, body: inner } = parsed.entry;
    hashes.push(entryHash(sha256, prev, inner));
    parsed = parseEntry(inner);
  }
  return parsed.ok ? { entry: parsed.entry, hashes } : undefined;
};

export const createItemReader = (): ItemReader => {
  const names = new Map<string, string>();
  const itemIn = ({ entry }: Inner): Item | undefined => {
    if (entry.kind === 'rating') return entry.press && itemOf('rating', entry.press);
    if (entry.kind !== 'withdrawal' && entry.kind !== 'comment') return undefined;
    const name = names.get(entry.ofHash as HashHex);
    return name && itemOf(entry.kind === 'withdrawal' ? 'undo' : 'comment', name);
  };
  return {
    nameOf: (body) => {
      const inner = unwrap(body, '');
      return inner?.entry.kind === 'rating' ? inner.entry.press : undefined;
    },
    read: (rows) => {
      const items = new Map<Item, number>();
      for (const [seq, body, hash] of rows) {
        const inner = unwrap(body, hash);
        if (!inner) continue;
        if (inner.entry.kind === 'rating' && inner.entry.press) {
          for (const known of inner.hashes) names.set(known, inner.entry.press);
        }
        const item = itemIn(inner);
        if (item !== undefined) items.set(item, seq);
      }
      return items;
    },
  };
};

export interface LedgerOnDisk {
  readonly path: string;
  readonly id: string;
  /** The one that a kiosk writes to; the others were set aside by a rotation. */
  readonly isCurrent: boolean;
  readonly watermark: number;
  readonly items: ReadonlyMap<Item, number>;
}

const rowsIn = (db: Database.Database): readonly ChainRow[] =>
  db.prepare<[], ChainRow>('SELECT seq, body, lower(hex(hash)) FROM entry ORDER BY seq').raw().all();

export const readCentre = (db: Database.Database, reader: ItemReader): ReadonlySet<Item> => {
  const rows = db
    .prepare<[], ChainRow>('SELECT seq, body, lower(hex(hash)) FROM entry ORDER BY ledger_no, seq')
    .raw()
    .all();
  // A withdrawal may stand before its rating, on another ledger: the second reading knows every name.
  reader.read(rows);
  return new Set(reader.read(rows).keys());
};

export const ledgerFilesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((file) => /^ledger.*\.sqlite$/.test(file));

/** Every ledger in a kiosk's folder, also beside a kiosk that is writing. */
export const readLedgers = (folder: string, reader: ItemReader): readonly LedgerOnDisk[] =>
  ledgerFilesIn(folder).flatMap((file) => {
    const path = join(folder, file);
    if (!existsSync(path)) return [];
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      // Torn at its birth: the file is there, and nothing in it yet.
      if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() === undefined) return [];
      const meta = db
        .prepare<[], { id: string; watermark: number }>('SELECT ledger_id AS id, watermark FROM meta')
        .get();
      if (!meta) return [];
      return [{ path, ...meta, isCurrent: file === 'ledger.sqlite', items: reader.read(rowsIn(db)) }];
    } finally {
      db.close();
    }
  });
