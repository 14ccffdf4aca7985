import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { CentreId, KioskId, Seq } from '../domain/ids.ts';
import type { KioskClock } from '../ledger/port.ts';
import type { LedgerReader } from '../ledger/read-ledger.ts';
import { wholeTime } from '../ledger/whole-time.ts';
import { type ExportHeader, formatExportHeader, formatExportTrailer } from '../wire/export-file.ts';
import { maxBatchEntries } from '../wire/messages.ts';
import { buildBatch } from './build-batch.ts';

export interface ExportOptions {
  readonly ledger: LedgerReader;
  readonly clock: KioskClock;
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  /** The first entry; the first one that has no receipt where it is left out. */
  readonly from?: Seq;
}

export interface ExportSummary {
  readonly path: string;
  readonly from: Seq;
  readonly upTo: Seq;
  readonly entries: number;
  readonly bytes: number;
}

/** The export could not be written; `code` says why: `export/disk-full`, `export/read-only` or `export/io`. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly code: 'export/disk-full' | 'export/read-only' | 'export/io';

  constructor(path: string, cause: Error & { readonly code?: unknown }) {
    super(`write ${path}: ${cause.message}`, { cause });
    this.code =
      cause.code === 'ENOSPC' || cause.code === 'EDQUOT'
        ? 'export/disk-full'
        : cause.code === 'EROFS' || cause.code === 'EACCES' || cause.code === 'EPERM'
          ? 'export/read-only'
          : 'export/io';
  }
}

const headerOf = ({
  ledger,
  clock,
  centre,
  kiosk,
  from,
}: ExportOptions): Omit<ExportHeader, 'motchamExport'> => ({
  centre,
  kiosk,
  ledger: ledger.id,
  at: wholeTime(clock.now()).at,
  first: from ?? ((ledger.watermark() + 1) as Seq),
  head: ledger.head().seq,
});

/** The text of an export, line by line: a header, one signed batch each as it would go over the wire, and a trailer. */
export function* exportLines(options: ExportOptions): Generator<string> {
  const { ledger, clock } = options;
  const header = headerOf(options);
  yield formatExportHeader(header);
  const { at, boot, up } = wholeTime(clock.now());
  let next = header.first;
  let batches = 0;
  while (next <= header.head) {
    // Entries that are appended meanwhile belong to the next export: the header is written already.
    const limit = Math.min(maxBatchEntries, header.head - next + 1);
    const batch = buildBatch(ledger, { wall: at, boot, up }, next, limit);
    if (!batch) throw new Error(`export: no entry ${next}`);
    yield `${batch.payload}\n`;
    batches += 1;
    next = (batch.upTo + 1) as Seq;
  }
  yield formatExportTrailer(batches);
}

/**
 * Writes everything that has no receipt yet into one file that proves itself. The file has its name only when it is whole and on
 * the disk (a memory stick is pulled out the moment it looks done).
 * @throws ExportError, LedgerError
 */
export const writeExport = (path: string, options: ExportOptions): ExportSummary => {
  const part = `${path}.part`;
  const { first, head } = headerOf(options);
  let bytes = 0;
  try {
    const fd = openSync(part, 'w', 0o644);
    try {
      for (const line of exportLines(options)) {
        // To the last byte, or an error: a single write of a nearly full disk takes a part and says nothing.
        writeFileSync(fd, line);
        bytes += Buffer.byteLength(line);
      }
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true });
    throw cause instanceof Error && 'syscall' in cause ? new ExportError(path, cause) : cause;
  }
  return { path, from: first, upTo: head, entries: head - first + 1, bytes };
};
