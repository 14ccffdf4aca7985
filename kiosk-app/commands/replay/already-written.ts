import { existsSync } from 'node:fs';
import { parseEntry } from '../../../sync/domain/entry.ts';
import type { CounterId, Seq } from '../../../sync/domain/ids.ts';
import { openLedger } from '../../../sync/ledger/open-ledger.ts';
import type { KioskClock } from '../../../sync/ledger/port.ts';
import { version } from '../../core/version.ts';
import type { PressRow } from './presses-file.ts';

/** Presses that an earlier run wrote. `take` uses one of them up, so two equal rows need two of them. */
export interface AlreadyWritten {
  take(row: PressRow): boolean;
}

const pageSize = 1_000;
const keyOf = (row: Pick<PressRow, 'at' | 'department' | 'counter' | 'category'>): string =>
  `${row.at} ${row.department} ${row.counter} ${row.category}`;

/** Reads the ledgers at `paths`, so that a replay which was interrupted goes on where it stopped. */
export const readAlreadyWritten = (
  paths: ReadonlyMap<CounterId, string>,
  clock: KioskClock,
): AlreadyWritten => {
  const written = new Map<string, number>();
  for (const path of paths.values()) {
    if (!existsSync(path)) continue;
    const ledger = openLedger({ path, clock, version });
    try {
      const last = ledger.head().seq;
      for (let from = 1; from <= last; from += pageSize) {
        for (const { body } of ledger.read(from as Seq, pageSize)) {
          const parsed = parseEntry(body);
          if (!parsed.ok || parsed.entry.kind !== 'rating') continue;
          const key = keyOf(parsed.entry);
          written.set(key, (written.get(key) ?? 0) + 1);
        }
      }
    } finally {
      ledger.close();
    }
  }
  return {
    take(row) {
      const key = keyOf(row);
      const left = written.get(key) ?? 0;
      if (left === 0) return false;
      written.set(key, left - 1);
      return true;
    },
  };
};
