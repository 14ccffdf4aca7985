import { existsSync } from 'node:fs';
import { readArguments, required, UsageError } from '../../sync/centre/commands/command-line.ts';
import { isSeq, type Seq } from '../../sync/domain/ids.ts';
import { backupLedger } from '../../sync/ledger/backup-ledger.ts';
import { readLedger } from '../../sync/ledger/read-ledger.ts';
import { writeExport } from '../../sync/uplink/write-export.ts';
import { readConfig } from '../core/config-file.ts';
import { ledgerPath } from '../core/store.ts';
import { systemKioskClock } from '../core/system-clock.ts';

/** The kiosk has never run here. */
class NoLedgerError extends Error {
  readonly code = 'kiosk/no-ledger';
}

const ledgerAt = (dataDir: string): string => {
  const path = ledgerPath(dataDir);
  if (!existsSync(path)) throw new NoLedgerError(`there is no ledger in ${dataDir}`);
  return path;
};

const readSeq = (text: string | undefined): Seq | undefined => {
  if (text === undefined) return undefined;
  const seq: unknown = /^\d+$/.test(text) ? Number(text) : undefined;
  if (!isSeq(seq) || seq === 0)
    throw new UsageError(`--from must be the number of an entry, 1 or more: ${text}`);
  return seq;
};

/** `kiosk export`: everything without a receipt as one file that proves itself, beside a running kiosk or without one. */
export const exportEntries = (words: readonly string[]): number => {
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const dataDir = required(values.data, '--data DIR');
  const from = readSeq(values.from);
  const config = readConfig(dataDir);
  const out = values.out ?? `${config.kiosk}.motcham`;
  const ledger = readLedger(ledgerAt(dataDir));
  try {
    const head = ledger.head().seq;
    if (from !== undefined && from > head)
      throw new UsageError(`--from ${from} lies behind the last entry, ${head}`);
    const summary = writeExport(out, {
      ledger,
      clock: systemKioskClock(),
      centre: config.centre,
      kiosk: config.kiosk,
      ...(from === undefined ? {} : { from }),
    });
    process.stdout.write(
      `${summary.path}: ${summary.entries} entries of ledger ${ledger.id}, ${summary.bytes} bytes; take it to the centre: npm run centre -- import ${summary.path} --data DIR\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
};

/** `kiosk backup`: a proven copy of the ledger, made beside a running kiosk. */
export const backup = async (words: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(words, { data: { type: 'string' }, out: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const out = required(values.out, '--out FILE');
  const report = await backupLedger(ledgerAt(required(values.data, '--data DIR')), out);
  process.stdout.write(
    `${out}: ${report.entries} entries, proven; it holds the private key, keep it as safe as the kiosk\n`,
  );
  return 0;
};
