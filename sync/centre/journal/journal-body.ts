import { z } from 'zod';
import {
  type DepartmentId,
  type HashHex,
  type Instant,
  isDepartmentId,
  isHashHex,
  isInstant,
  isKioskId,
  isLedgerId,
  isSeq,
  type KioskId,
  type LedgerId,
  type Seq,
} from '../../domain/ids.ts';
import { type PeriodLabel, parsePeriodLabel, type ReportDay } from '../../domain/period.ts';
import type { Counts } from '../../domain/tally.ts';

const department = z.custom<DepartmentId>(isDepartmentId);
const day = z.custom<ReportDay>((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
const label = z.custom<PeriodLabel>((value) => typeof value === 'string' && parsePeriodLabel(value).ok);
const instant = z.custom<Instant>(isInstant);
const hash = z.custom<HashHex>(isHashHex);
const count = z.number().int().min(0);
const isCounts = (value: unknown): value is Counts =>
  Array.isArray(value) && value.length === 5 && value.every((n) => Number.isSafeInteger(n));
const counts = z.custom<Counts>(isCounts);
const text = z.string().max(2_000);

const row = z.strictObject({ order: z.number().int(), id: department, name: text, counts });
export type FrozenRow = z.infer<typeof row>;

const pendingKiosk = z.strictObject({
  kiosk: z.custom<KioskId>(isKioskId),
  entries: count.nullable(),
  lastHeardAt: z.string().nullable(),
});

const departments = z.strictObject({
  kind: z.literal('departments'),
  set: z.array(
    z.strictObject({
      id: department,
      terms: z.array(
        z.strictObject({ from: day.nullable(), to: day.nullable(), order: z.number().int(), name: text }),
      ),
      successor: department.nullable(),
    }),
  ),
  removed: z.array(department),
});

const counters = z.strictObject({
  kind: z.literal('counters'),
  set: z.array(
    z.strictObject({
      id: text,
      terms: z.array(
        z.strictObject({
          from: day.nullable(),
          to: day.nullable(),
          label: text,
          department: department.nullable(),
        }),
      ),
    }),
  ),
});

const voided = z.strictObject({
  kind: z.literal('void'),
  ledger: z.custom<LedgerId>(isLedgerId),
  of: z.custom<Seq>(isSeq),
  /** The rating's identity. */
  target: hash,
  reason: text.min(1),
  arrival: count,
});

const cutOff = z.strictObject({
  kind: z.literal('cut-off'),
  from: label,
  day: z.number().int().min(1).max(28),
});

const closing = z.strictObject({
  kind: z.literal('closing'),
  label,
  revision: z.number().int().min(1),
  from: day,
  to: day,
  startsAt: instant,
  endsAt: instant,
  /** Everything that had come to stand by then is in the table, nothing that came after. */
  arrival: count,
  reason: text.nullable(),
  rows: z.array(row),
  excluded: z.strictObject({ repeat: count, withdrawn: count, selfTest: count, void: count }),
  completeness: z.enum(['complete', 'pending', 'unknown']),
  pending: z.array(pendingKiosk),
  fingerprint: hash,
});
export type Closing = z.infer<typeof closing>;

const supplement = z.strictObject({
  kind: z.literal('supplement'),
  label,
  revision: z.number().int().min(1),
  number: z.number().int().min(1),
  arrival: count,
  /** What came late, and what was taken out late; both as numbers of ratings. */
  added: z.array(row),
  removed: z.array(row),
  fingerprint: hash,
});
export type Supplement = z.infer<typeof supplement>;

const retired = z.strictObject({
  kind: z.literal('kiosk-retired'),
  kiosk: z.custom<KioskId>(isKioskId),
  at: instant.nullable(),
});
const erased = z.strictObject({ kind: z.literal('comment-erased'), comment: hash, reason: text });

const draft = z.discriminatedUnion('kind', [
  departments,
  counters,
  voided,
  cutOff,
  closing,
  supplement,
  retired,
  erased,
]);
/** Something a person did at the centre (or the centre itself, as `system`), as it stands in the journal. */
export type JournalDraft = z.infer<typeof draft>;

const head = z.object({
  v: z.literal(1),
  seq: z.custom<Seq>(isSeq),
  on: instant,
  person: z.string().min(1).max(200),
});
export type JournalEntry = z.infer<typeof head> & { readonly what: JournalDraft };

export const formatJournalEntry = (entry: JournalEntry): string => {
  const { v, seq, on, person, what } = entry;
  return JSON.stringify({ v, seq, on, person, what });
};

const whole = head.extend({ what: draft });

/** Reads a journal body; undefined when it is none. */
export const parseJournalEntry = (body: string): JournalEntry | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = whole.safeParse(value);
  return parsed.success ? parsed.data : undefined;
};
