import { genesisHash } from '../domain/chain.ts';
import type { Seq } from '../domain/ids.ts';
import { sha256, signerOf } from '../proof/signing.ts';
import { checkTail } from './check-tail.ts';
import { withLedgerErrors } from './ledger-error.ts';
import { openReadOnly } from './open-read-only.ts';
import type { Ledger } from './port.ts';
import { checkVersion } from './schema.ts';
import { prepareStatements } from './statements.ts';

/** A ledger to read and sign from, never to write. */
export type LedgerReader = Pick<
  Ledger,
  'id' | 'publicKey' | 'head' | 'watermark' | 'bodies' | 'hashAt' | 'textsOf' | 'sign' | 'close'
>;

/**
 * Opens a ledger for reading, beside the kiosk that writes to it: for an export or a look. Everything is read as it stood when
 * it was opened.
 * @throws LedgerError `ledger/io`, `ledger/corrupt`, `ledger/newer-schema`
 */
export const readLedger = (path: string): LedgerReader =>
  withLedgerErrors(`read ${path}`, () => {
    const db = openReadOnly(path);
    try {
      checkVersion(db, path);
      db.exec('BEGIN');
      const statements = prepareStatements(db);
      const { id, publicKey, privateKey, watermark } = checkTail(path, statements.identity(), statements);
      const genesis = genesisHash(sha256, id);
      const newest = statements.newest(1)[0];
      const head = { seq: newest?.seq ?? (0 as Seq), hash: newest?.hash ?? genesis };
      return {
        id,
        publicKey,
        head: () => head,
        watermark: () => watermark,
        bodies: (from, limit) => withLedgerErrors(`read ${path}`, () => statements.bodies(from, limit)),
        hashAt: (seq) =>
          seq === 0 ? genesis : withLedgerErrors(`read ${path}`, () => statements.hashAt(seq)),
        textsOf: (from, upTo) => withLedgerErrors(`read ${path}`, () => statements.texts(from, upTo)),
        sign: signerOf(privateKey),
        close: () => {
          db.close();
        },
      };
    } catch (cause) {
      db.close();
      throw cause;
    }
  });
