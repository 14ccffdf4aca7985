import { randomBytes } from 'node:crypto';
import { genesisHash } from '../domain/chain.ts';
import { commentHash } from '../proof/comment-hash.ts';
import { sha256, signerOf } from '../proof/signing.ts';
import { hasBallast, layBallast } from './ballast.ts';
import { createChainWriter, type Draft } from './chain-writer.ts';
import { layLog } from './lay-log.ts';
import { LedgerError, toLedgerError, withLedgerErrors } from './ledger-error.ts';
import { type LedgerFile, lockPlace, onBallast, openLockedFile } from './ledger-file.ts';
import type { KioskClock, Ledger, StoredEntry } from './port.ts';

export interface LedgerOptions {
  /** The file, usually `ledger.sqlite` in a kiosk's data folder; made with its folder where absent. */
  readonly path: string;
  readonly clock: KioskClock;
  /** The program's version; stands in `boot` entries. At most 64 characters. */
  readonly version: string;
  /** Writes the log out ahead (`layLog`): 4 MB at each opening, for a shorter COMMIT from then on. Default false. */
  readonly laysLog?: boolean;
  readonly log?: (line: { readonly code: string; readonly message: string }) => void;
}

/** The longest comment, in UTF-16 units: what the wire carries. */
export const maxCommentLength = 4_000;

/**
 * Opens a ledger, or makes one with a new key pair and a new name.
 * @throws LedgerError `ledger/in-use`, `ledger/corrupt`, `ledger/newer-schema`, `ledger/disk-full`, `ledger/read-only`,
 *   `ledger/io`; nothing stays open then
 */
export const openLedger = (options: LedgerOptions): Ledger => {
  const { path, log = () => {} } = options;
  return ledgerOn(
    lockPlace(path, log, () => openLockedFile(path, log)),
    options,
  );
};

/** The ledger on a file that is open and locked already. */
export const ledgerOn = (
  { db, statements, identity, unlock }: LedgerFile & { readonly unlock: () => void },
  { path, clock, version, laysLog = false, log = () => {} }: LedgerOptions,
): Ledger => {
  const { id, publicKey } = identity;
  const layLogAgain = (): void => {
    if (laysLog && hasBallast(path)) layLog(path);
  };
  layLogAgain();
  const chain = createChainWriter(db, statements, id, version);
  const sign = signerOf(identity.privateKey);
  const listeners = new Set<(entry: StoredEntry) => void>();
  let watermark = identity.watermark;
  let centreKey = identity.centreKey ?? undefined;
  let hasRoom = layBallast(path);
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

  /** A write that draining needs: it may live on the ballast. */
  const drained = (doing: string, work: () => void): void => {
    guarded(doing, () => onBallast(path, log, work));
    hasRoom = hasBallast(path);
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
    const entries = guarded('append to', () => {
      // What the ballast gave up is for draining: a new rating waits until there is room for both.
      if (!hasRoom && !layBallast(path)) {
        throw new LedgerError('ledger/disk-full', `no room but what is left to drain ${path}`);
      }
      hasRoom = true;
      return chain.write(clock.now(), drafts);
    });
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
    bodies: (from, limit) => readable(() => statements.bodies(from, limit)),
    recent: (limit) => readable(() => statements.newest(limit)),
    hashAt: (seq) => (seq === 0 ? genesisHash(sha256, id) : readable(() => statements.hashAt(seq))),
    textsOf: (from, upTo) => readable(() => statements.texts(from, upTo)),
    eraseText: (seq) =>
      guarded('erase a text of', () => {
        const had = statements.eraseText(seq);
        // The page as it was stands in the log until it is emptied.
        if (had) db.pragma('wal_checkpoint(TRUNCATE)');
        if (had) layLogAgain();
        return had;
      }),
    setWatermark(upTo, receipt) {
      if (upTo > chain.head().seq) throw new RangeError(`ledger: watermark ${upTo} above the head`);
      if (receipt && receipt.upTo !== upTo) throw new RangeError('ledger: the receipt is for another place');
      drained('move the watermark of', () =>
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
      drained('pin the centre key of', () => statements.pinCentreKey(key));
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
