import { z } from 'zod';
import { type CategoryId, isCategoryId } from '../domain/categories.ts';
import {
  type CentreId,
  type CounterId,
  type DepartmentId,
  isCounterId,
  isDepartmentId,
  type KioskId,
} from '../domain/ids.ts';
import { type Decoded, decoder, instant, publicKey, signature } from './messages.ts';

const name = z.string().min(1).max(200);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** 1 is Monday, 7 is Sunday. */
const weekly = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: time,
  to: time,
});
const isApart = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/**
 * What a centre says of how a kiosk is to be. What is not said stays as the kiosk has it; what is said is taken whole or not
 * at all.
 */
const body = z.strictObject({
  department: z.strictObject({ id: z.custom<DepartmentId>(isDepartmentId), name }),
  counter: z.strictObject({ id: z.custom<CounterId>(isCounterId), label: name }),
  languages: z
    .array(z.enum(['vi', 'km', 'en']))
    .min(1)
    .refine(isApart)
    .exactOptional(),
  responseIntervalMs: z.number().int().min(0).max(600_000).exactOptional(),
  opening: z.array(weekly).max(50).exactOptional(),
  holidays: z
    .array(z.strictObject({ from: day, to: day }).refine((span) => span.from <= span.to))
    .max(400)
    .exactOptional(),
  /** What the physical buttons 1 to 5 stand for: each category once. */
  buttons: z.array(z.custom<CategoryId>(isCategoryId)).length(5).refine(isApart).exactOptional(),
});
export type ConfigBody = z.infer<typeof body>;

/**
 * centre -> kiosk, retained: the configuration of this revision, as JSON text that is signed as it stands. A revision only
 * rises; one that a kiosk knows already changes nothing.
 */
export const configMessage = z.strictObject({
  v: z.literal(1),
  revision: z.number().int().min(1),
  at: instant,
  body: z.string().max(48 * 1024),
  key: publicKey,
  sig: signature,
});
export type ConfigMessage = z.infer<typeof configMessage>;

export const decodeConfig = decoder<ConfigMessage>(configMessage, 64 * 1024);

/** Reads the text that was signed. */
export const readConfigBody = (text: string): Decoded<ConfigBody> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'wire/not-json' };
  }
  const parsed = body.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, reason: `wire/malformed: ${parsed.error.issues[0]?.path.join('.') || 'body'}` };
};

/** What the centre signs: for whom, which revision, when, and the text itself. */
export const configText = (
  centre: CentreId,
  kiosk: KioskId,
  c: Pick<ConfigMessage, 'revision' | 'at' | 'body'>,
): string => `motcham/1/config\n${centre}\n${kiosk}\n${c.revision}\n${c.at}\n${c.body}`;
