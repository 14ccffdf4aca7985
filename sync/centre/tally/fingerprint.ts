import type { Period } from '../../domain/period.ts';
import type { TallyRow } from '../../domain/tally.ts';
import { sha256 } from '../../proof/signing.ts';

/**
 * Names a table by its numbers: SHA-256 over the period and the rows, one line each, fields apart by tabs. Whoever has the
 * printed page can write this text down and check it. Names are in NFC and hold no tab or line feed.
 */
export const fingerprintOfTable = (
  period: Pick<Period, 'label' | 'from' | 'to'>,
  rows: readonly TallyRow[],
): string => {
  const lines = rows.map((row) => [row.order, row.id, row.name.normalize('NFC'), ...row.counts].join('\t'));
  return sha256(['motcham/1/table', `${period.label}\t${period.from}\t${period.to}`, ...lines].join('\n'));
};
