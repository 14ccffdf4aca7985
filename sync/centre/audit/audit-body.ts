import { z } from 'zod';
import { type Instant, isInstant } from '../../domain/ids.ts';

/** Something somebody did at the console, or the centre by itself (`system`). */
export interface AuditFact {
  /** The name that a person signs in with; `system`; `token:<name>`. */
  readonly person: string;
  /** The address it came from; null for what was done at the machine itself. */
  readonly from: string | null;
  /** `room/what`, such as `session/signed-in`. */
  readonly action: string;
  readonly subject: string | null;
  /** What was changed to what. Never a password, a secret, or the text of a comment. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditRecord extends AuditFact {
  readonly seq: number;
  readonly on: Instant;
}

const shape = z.strictObject({
  v: z.literal(1),
  seq: z.number().int().min(1),
  on: z.custom<Instant>(isInstant),
  person: z.string().min(1).max(200),
  from: z.string().max(64).nullable(),
  action: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  subject: z.string().max(500).nullable(),
  detail: z.record(z.string(), z.unknown()),
});

export const formatAudit = ({ seq, on, person, from, action, subject, detail }: AuditRecord): string =>
  JSON.stringify({ v: 1, seq, on, person, from, action, subject, detail });

/** Reads a line of the log; undefined when it is none. */
export const parseAudit = (body: string): AuditRecord | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) return undefined;
  const { v: _, ...record } = parsed.data;
  return record;
};
