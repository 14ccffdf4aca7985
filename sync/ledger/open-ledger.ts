import { randomBytes } from 'node:crypto';
import { genesisHash } from '../domain/chain.ts';
import { commentHash } from '../proof/comment-hash.ts';
import { sha256, signerOf } from '../proof/signing.ts';
import { createChainWriter, type Draft } from './chain-writer.ts';
import { checkTail } from './check-tail.ts';
import { makeFile, openForWriting } from './connection.ts';
import { lockFile } from './file-lock.ts';
import { LedgerError, toLedgerError, withLedgerErrors } from './ledger-error.ts';
import type { KioskClock, Ledger, StoredEntry } from './port.ts';
import { prepareStatements } from './statements.ts';

export interface LedgerOptions {
  /** The file, usually `ledger.sqlite` in a kiosk's data folder; made with its folder where absent. */
  readonly path: string;
  readonly clock: KioskClock;
  /** The program's version; stands in `boot` entries. At most 64 characters. */
  readonly version: string;
  readonly log?: (line: { readonly code: string; readonly message: string }) => void;
}

/** The longest comment, in UTF-16 units: what the wire carries. */
export const maxCommentLength = 4_000;

const openFile = (path: string) => {
  const db = openForWriting(path);
  try {
    const statements = prepareStatements(db);
    return { db, statements, identity: checkTail(path, statements.identity(), statements) };
  } catch (cause) {
    db.close();
    throw cause;
  }
};

/**
 * Opens a ledger, or makes one with a new key pair and a new name.
 * @throws LedgerError `ledger/in-use`, `ledger/corrupt`, `ledger/newer-schema`, `ledger/disk-full`, `ledger/read-only`,
 *   `ledger/io`; nothing stays open then
 */
export const openLedger = ({ path, clock, version, log = () => {} }: LedgerOptions): Ledger => {
  const { db, statements, identity, unlock } = withLedgerErrors(`open ${path}`, () => {
    makeFile(path);
    const unlock = lockFile(path);
    try {
      return { ...openFile(path), unlock };
    } catch (cause) {
      unlock();
      throw cause;
    }
  });
  const { id, publicKey } = identity;
  const chain = createChainWriter(db, statements, id, version);
  const sign = signerOf(identity.privateKey);
  const listeners = new Set<(entry: StoredEntry) => void>();
  let watermark = identity.watermark;
  let centreKey = identity.centreKey ?? undefined;
  let isClosed = false;
  // After a failed fsync nobody knows what is on the disk: the kernel may drop the pages and call the next fsync a success.
  // So the first I/O error ends all writing; only a fresh start, which reads the file again, may go on.
  let ioError: LedgerError | undefined;

  const guarded = <T>(doing: string, work: () => T): T => {
    if (isClosed) throw new LedgerError('ledger/closed', `${path} is closed`);
    if (ioError)
      throw new LedgerError('ledger/io', `${path} must be opened again after: ${ioError.message}`, ioError);
    try {
      return work();
    } catch (cause) {
      const error = toLedgerError(cause, `${doing} ${path}`);
      if (error instanceof LedgerError && error.code !== 'ledger/bad-entry') {
        if (error.code === 'ledger/io' || error.code === 'ledger/corrupt') ioError = error;
        log({ code: error.code, message: error.message });
      }
      throw error;
    }
  };

  const readable = <T>(work: () => T): T => {
    if (isClosed) throw new LedgerError('ledger/closed', `${path} is closed`);
    return withLedgerErrors(`read ${path}`, work);
  };

  const announce = (entry: StoredEntry): void => {
    for (const listener of listeners) {
      try {
        listener(entry);
      } catch (bug) {
        // The entry is on the disk: a listener's bug must not look like a failed write. It still ends the process.
        queueMicrotask(() => {
          throw bug;
        });
      }
    }
  };

  const write = (drafts: readonly Draft[]): StoredEntry => {
    const entries = guarded('append to', () => chain.write(clock.now(), drafts));
    for (const entry of entries) announce(entry);
    const own = entries.at(-1);
    if (!own) throw new Error('ledger: nothing to write');
    return own;
  };

  return {
    id,
    publicKey,
    head: () => chain.head(),
    watermark: () => watermark,
    append: (draft) => write([{ draft }]),
    appendComment(of, text) {
      const ofHash = readable(() => statements.hashAt(of));
      if (!ofHash) throw new LedgerError('ledger/bad-entry', `a comment on entry ${of}, which is not there`);
      if (text.length === 0 || text.length > maxCommentLength) {
        throw new LedgerError('ledger/bad-entry', `a comment has 1 to ${maxCommentLength} characters`);
      }
      const salt = randomBytes(16).toString('hex');
      const textHash = commentHash(salt, text);
      return write([{ draft: { kind: 'comment', of, ofHash, textHash }, text: { salt, text } }]);
    },
    read: (from, limit) => readable(() => statements.fromOn(from, limit)),
    recent: (limit) => readable(() => statements.newest(limit)),
    hashAt: (seq) => (seq === 0 ? genesisHash(sha256, id) : readable(() => statements.hashAt(seq))),
    textsOf: (from, upTo) => readable(() => statements.texts(from, upTo)),
    setWatermark(upTo, receipt) {
      if (upTo > chain.head().seq) throw new RangeError(`ledger: watermark ${upTo} above the head`);
      if (receipt && receipt.upTo !== upTo) throw new RangeError('ledger: the receipt is for another place');
      guarded('move the watermark of', () =>
        db.transaction(() => {
          statements.setWatermark(upTo);
          if (receipt) statements.putReceipt(receipt);
        })(),
      );
      watermark = upTo;
    },
    centreKey: () => centreKey,
    pinCentreKey(key) {
      if (centreKey === key) return;
      if (centreKey !== undefined) throw new Error('ledger: another centre key is pinned already');
      guarded('pin the centre key of', () => statements.pinCentreKey(key));
      centreKey = key;
    },
    sign,
    subscribe(onAppend) {
      listeners.add(onAppend);
      return () => listeners.delete(onAppend);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      listeners.clear();
      try {
        withLedgerErrors(`close ${path}`, () => db.close());
      } finally {
        unlock();
      }
    },
  };
};
