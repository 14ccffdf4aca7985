import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LedgerId, Seq } from '../domain/ids.ts';
import { LedgerError } from './ledger-error.ts';
import { openFile } from './ledger-file.ts';
import { readLedger } from './read-ledger.ts';

/** A ledger that a rotation set aside: what lies above its watermark was carried on, up to there the centre had it. */
export interface LedgerAside {
  readonly path: string;
  readonly id: LedgerId;
  readonly watermark: Seq;
}

/** Everything of a ledger that was set aside which the centre has lost again: from behind `above` up to its watermark. */
export interface LostAside {
  readonly path: string;
  readonly above: Seq;
}

type Log = (line: { readonly code: string; readonly message: string }) => void;

/** The ledgers beside this one of which the centre has confirmed something. One that cannot be read is left to `verify`. */
export const ledgersAside = (ledgerPath: string, log: Log = () => {}): readonly LedgerAside[] => {
  const folder = dirname(ledgerPath);
  const own = basename(ledgerPath);
  return readdirSync(folder)
    .filter((name) => /^ledger-.+\.sqlite$/.test(name) && name !== own)
    .sort()
    .flatMap((name): LedgerAside[] => {
      const path = join(folder, name);
      try {
        const ledger = readLedger(path);
        try {
          return ledger.watermark() > 0 ? [{ path, id: ledger.id, watermark: ledger.watermark() }] : [];
        } finally {
          ledger.close();
        }
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        log({ code: error.code, message: error.message });
        return [];
      }
    });
};

/** What was carried on from here is no longer asked about: its watermark goes down to where the centre still has it. */
export const lowerAside = ({ path, above }: LostAside): void => {
  const { db, statements } = openFile(path);
  try {
    db.transaction(() => {
      statements.setWatermark(above);
      // It confirms what the centre has lost since.
      statements.dropReceipt();
    })();
  } finally {
    db.close();
  }
};
