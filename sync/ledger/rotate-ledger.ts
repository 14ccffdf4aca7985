import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { genesisHash } from '../domain/chain.ts';
import { type EntryDraft, parseEntry } from '../domain/entry.ts';
import type { HashHex, LedgerId, Seq } from '../domain/ids.ts';
import { sha256 } from '../proof/signing.ts';
import { createChainWriter, type Draft } from './chain-writer.ts';
import { syncFolder } from './connection.ts';
import { nextPath, removeFile } from './finish-rotation.ts';
import { LedgerError, withLedgerErrors } from './ledger-error.ts';
import { type LedgerFile, lockPlace, openFile, openLockedFile } from './ledger-file.ts';
import { type LostAside, lowerAside } from './ledgers-aside.ts';
import { type LedgerOptions, ledgerOn } from './open-ledger.ts';
import type { Ledger, StoredEntry } from './port.ts';

export interface Rotation {
  /** The new ledger, open, in the old one's place. */
  readonly ledger: Ledger;
  readonly old: { readonly id: LedgerId; readonly path: string };
  /** How many entries moved. */
  readonly carried: number;
  /** Where an entry of the old ledger stands in the new one; undefined when it stayed (the centre has it). */
  readonly placeOf: (old: Seq) => Seq | undefined;
}

const chunk = 500;

/** Where an old ledger is kept for `verify`; its name says which it was, a number that it was restored and set aside again. */
const asidePath = (ledgerPath: string, id: LedgerId): string => {
  for (let n = 1; ; n += 1) {
    const path = join(dirname(ledgerPath), `ledger-${id}${n === 1 ? '' : `-${n}`}.sqlite`);
    if (!existsSync(path)) return path;
  }
};

// An entry that was carried before keeps the identity of its first ledger: the centre may have it under that one.
const toCarried = (ledger: LedgerId, prev: HashHex, entry: StoredEntry): EntryDraft => {
  const parsed = parseEntry(entry.body);
  if (parsed.ok && parsed.entry.kind === 'carried') {
    const { kind, ledger: first, prev: firstPrev, body } = parsed.entry;
    return { kind, ledger: first, prev: firstPrev, body };
  }
  return { kind: 'carried', ledger, prev, body: entry.body };
};

const hashOf = (file: LedgerFile, seq: Seq): HashHex => {
  if (seq === 0) return genesisHash(sha256, file.identity.id);
  const hash = file.statements.hashAt(seq);
  if (!hash) throw new LedgerError('ledger/corrupt', `entry ${file.identity.id}:${seq} is missing`);
  return hash;
};

/** Copies what lies above a place, up to another, in one transaction; returns how many, and the place of the first. */
const carry = (
  from: LedgerFile,
  to: LedgerFile,
  { clock, version }: LedgerOptions,
  above: Seq,
  upTo: number,
) => {
  const { id, centreKey } = from.identity;
  const chain = createChainWriter(to.db, to.statements, to.identity.id, version);
  let carried = 0;
  let firstPlace = 0;
  to.db.transaction(() => {
    if (centreKey) to.statements.pinCentreKey(centreKey);
    let next = (above + 1) as Seq;
    let prev = hashOf(from, above);
    for (;;) {
      const entries = from.statements.fromOn(next, Math.min(chunk, upTo - next + 1));
      const last = entries.at(-1);
      if (!last) return;
      const texts = from.statements.texts(next, last.seq);
      const drafts = entries.map((entry): Draft => {
        const text = texts.get(entry.seq);
        const draft = toCarried(id, prev, entry);
        prev = entry.hash;
        return { draft, ...(text && { text }) };
      });
      const written = chain.write(clock.now(), drafts);
      if (carried === 0) firstPlace = chain.head().seq - entries.length + 1;
      if (written.length < entries.length) throw new Error('rotation: entries went missing');
      carried += entries.length;
      next = (last.seq + 1) as Seq;
    }
  })();
  return { carried, firstPlace };
};

// A ledger aside that is damaged must not keep the kiosk from its new one; at worst it is carried on once more.
const orLog = <T>(doing: string, log: NonNullable<LedgerOptions['log']>, work: () => T): T | undefined => {
  try {
    return withLedgerErrors(doing, work);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    log({ code: error.code, message: error.message });
    return undefined;
  }
};

/** Carries on what the centre has confirmed once and lost again, from a ledger that was set aside before. */
const carryLost = ({ path, above }: LostAside, to: LedgerFile, options: LedgerOptions): number => {
  const from = openFile(path);
  try {
    return carry(from, to, options, above, from.identity.watermark).carried;
  } finally {
    from.db.close();
  }
};

// Leaves one file without anything beside it, which is what a rename needs. It fails while anybody else has the file open.
const settle = (db: Database, path: string): void => {
  const mode = db.pragma('journal_mode = DELETE', { simple: true });
  if (mode !== 'delete') throw new LedgerError('ledger/in-use', `${path} is being read by another process`);
  db.close();
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (existsSync(`${path}${suffix}`)) throw new LedgerError('ledger/io', `${path}${suffix} is still there`);
  }
  // A journal that came back with the power would be played into whatever file has this name by then.
  syncFolder(dirname(path));
};

/**
 * Gives a kiosk a new ledger with a new name and key, because the old one turned out to have a twin (a restored image, a cloned
 * disk), and carries every entry above the watermark over, and before them what a restored centre has lost of ledgers that were set
 * aside earlier (it counts a carried entry once, however often it comes). The old file is kept aside. A crash at any step leaves either the
 * old ledger in its place, untouched, or a whole new one (`finishRotation` at the next open). The old ledger must be closed.
 * @throws LedgerError with any code; the next `openLedger` or `rotateLedger` goes on from there
 */
export const rotateLedger = (options: LedgerOptions, lost: readonly LostAside[] = []): Rotation => {
  const { path, log = () => {} } = options;
  const { unlock, ...rotated } = lockPlace(path, log, () => {
    const next = nextPath(path);
    removeFile(next);
    const from = openFile(path);
    let to: LedgerFile | undefined;
    try {
      to = openFile(next);
      const regained: LostAside[] = [];
      let again = 0;
      for (const aside of lost) {
        const into = to;
        const found = orLog(`carry on ${aside.path}`, log, () => carryLost(aside, into, options));
        if (found === undefined) continue;
        again += found;
        regained.push(aside);
      }
      const moved = carry(from, to, options, from.identity.watermark, Number.MAX_SAFE_INTEGER);
      settle(to.db, next);
      settle(from.db, path);
      const old = { id: from.identity.id, path: asidePath(path, from.identity.id) };
      renameSync(path, old.path);
      syncFolder(dirname(path));
      renameSync(next, path);
      syncFolder(dirname(path));
      return {
        ...moved,
        again,
        regained,
        old,
        watermark: from.identity.watermark,
        file: openLockedFile(path, log),
      };
    } catch (cause) {
      from.db.close();
      to?.db.close();
      throw cause;
    }
  });
  const { carried, again, regained, firstPlace, old, watermark, file } = rotated;
  log({
    code: 'ledger/rotated',
    message: `${old.id} -> ${file.identity.id}, ${carried} entries carried${again > 0 ? `, ${again} once more` : ''}`,
  });
  for (const aside of regained) orLog(`lower ${aside.path}`, log, () => lowerAside(aside));
  return {
    ledger: ledgerOn({ ...file, unlock }, options),
    old,
    carried,
    placeOf: (seq) =>
      seq > watermark && seq <= watermark + carried ? ((firstPlace + seq - watermark - 1) as Seq) : undefined,
  };
};
