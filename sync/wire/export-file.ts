import { z } from 'zod';
import {
  type CentreId,
  type Instant,
  isCentreId,
  isInstant,
  isKioskId,
  isLedgerId,
  isSeq,
  type KioskId,
  type LedgerId,
  type Seq,
} from '../domain/ids.ts';

/*
 * A kiosk's export: UTF-8 text, one JSON value a line. A header, then entries messages exactly as on the wire (each signed,
 * so each proves itself), then a trailer that says how much there should have been. A file that was cut lacks its end: the
 * lines before the cut are whole and can be taken.
 */

const header = z.strictObject({
  motchamExport: z.literal(1),
  centre: z.custom<CentreId>(isCentreId),
  kiosk: z.custom<KioskId>(isKioskId),
  ledger: z.custom<LedgerId>(isLedgerId),
  /** The kiosk's wall clock when it was written. */
  at: z.custom<Instant>(isInstant),
  /** The first entry in the file, and the ledger's last. */
  first: z.custom<Seq>(isSeq),
  head: z.custom<Seq>(isSeq),
});
export type ExportHeader = z.infer<typeof header>;

const trailer = z.strictObject({ motchamExportEnd: z.literal(1), batches: z.number().int().min(0) });
export type ExportTrailer = z.infer<typeof trailer>;

export const formatExportHeader = (of: Omit<ExportHeader, 'motchamExport'>): string =>
  `${JSON.stringify({ motchamExport: 1, ...of } satisfies ExportHeader)}\n`;
export const formatExportTrailer = (batches: number): string =>
  `${JSON.stringify({ motchamExportEnd: 1, batches } satisfies ExportTrailer)}\n`;

const read = <T>(schema: z.ZodType<T>, line: string): T | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
};

/** Reads a first line; undefined when it is none of an export. */
export const readExportHeader = (line: string): ExportHeader | undefined => read(header, line);
/** Reads a last line; undefined for every other line. */
export const readExportTrailer = (line: string): ExportTrailer | undefined => read(trailer, line);
