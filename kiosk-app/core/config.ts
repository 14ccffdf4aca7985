import { z } from 'zod';
import { type CategoryId, isCategoryId } from '../../sync/domain/categories.ts';
import {
  type CentreId,
  type CounterId,
  type DepartmentId,
  isCentreId,
  isCounterId,
  isDepartmentId,
  isKioskId,
  type KioskId,
} from '../../sync/domain/ids.ts';
import { defaultResponseIntervalMs } from '../../sync/domain/repeat.ts';
import type { PublicKey } from '../../sync/proof/signing.ts';
import { languages } from '../contract/snapshot.ts';

const slugRule =
  'lower-case letters, digits, ".", "_" and "-", at most 64, beginning and ending with a letter or digit';
const kiosk = z.custom<KioskId>(isKioskId, `must be ${slugRule}`);
const centre = z.custom<CentreId>(isCentreId, `must be ${slugRule}`);
const department = z.custom<DepartmentId>(isDepartmentId, `must be ${slugRule}`);
const counter = z.custom<CounterId>(isCounterId, `must be ${slugRule}`);
const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .transform((text) => text.normalize('NFC'));

const isBrokerUrl = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined && ['mqtt:', 'mqtts:', 'ws:', 'wss:'].includes(url.protocol) && url.hostname !== ''
  );
};
const broker = z.string().refine(isBrokerUrl, 'must be an address such as mqtt://centre.example:1883');

const centreKey = z.custom<PublicKey>(
  (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value),
  'must be the 43 characters that the centre prints as its key',
);

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30');
/** A time of the week. 1 is Monday, 7 is Sunday; one that ends before it begins goes on into the next day. */
const weekly = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: time,
  to: time,
});

const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
};
const day = z.string().refine(isDay, 'must be a day such as 2027-02-05');
/** Whole days, both ends included. */
const holiday = z
  .strictObject({ from: day, to: day })
  .refine((span) => span.from <= span.to, 'must not end before it begins');

/** A kiosk's configuration, `kiosk.json` in its data folder. */
const schema = z.strictObject({
  v: z.literal(1),
  kiosk,
  centre,
  department: z.strictObject({ id: department, name }),
  counter: z.strictObject({ id: counter, label: name }),
  broker: broker.optional(),
  /** Who this kiosk is to the broker; given at enrolment. */
  login: z
    .strictObject({ user: z.string().min(1).max(128), password: z.string().min(1).max(256) })
    .optional(),
  /** Whose word the broker's certificate is taken on (`mqtts://`), PEM; without it the machine's own authorities. */
  brokerCa: z
    .string()
    .max(64 * 1024)
    .regex(/^-----BEGIN CERTIFICATE-----/, 'must be a certificate in PEM')
    .optional(),
  /** The centre's public key; without it the first key that is seen is trusted from then on. */
  centreKey: centreKey.optional(),
  /** The newest configuration of the centre that is in here. */
  configRevision: z.number().int().min(0).optional(),
  /** What the buttons 1 to 5 of the panels stand for; without it the order of Phụ lục II. */
  buttons: z
    .array(z.custom<CategoryId>(isCategoryId, 'must be a category'))
    .length(5, 'must name five categories')
    .refine((all) => new Set(all).size === all.length, 'must name each category once')
    .optional(),
  /** Panel specifications, as the device room reads them. */
  panels: z.array(z.union([z.string(), z.looseObject({ profile: z.string() })])).default([]),
  languages: z
    .array(z.enum(languages))
    .min(1, 'must name at least one language')
    .default([...languages]),
  responseIntervalMs: z
    .number()
    .int()
    .min(0, 'must not be negative')
    .max(600_000, 'must be at most ten minutes')
    .default(defaultResponseIntervalMs),
  sound: z.boolean().default(true),
  /** When the sound is off all the same. */
  quiet: z.array(weekly).optional(),
  /** When citizens are expected; without it always. Presses are counted at any time. */
  opening: z.array(weekly).optional(),
  /** Days on which it is closed whatever the hours say. */
  holidays: z.array(holiday).optional(),
  /** When the screen is dark. */
  screenOff: z.array(weekly).optional(),
  /** SHA-256 of the technician's PIN with the kiosk's name before it; without it the door asks for none. */
  pinHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export type KioskConfig = z.infer<typeof schema>;

export interface ConfigProblem {
  /** The field, as a path such as `department.id`; `kiosk.json` for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: KioskConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a configuration at the edge: all that is wrong is named at once, not one mistake a try. */
export const parseConfig = (value: unknown): ParsedConfig => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, config: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.') || 'kiosk.json',
    message:
      issue.code === 'invalid_type' && issue.message.includes('undefined') ? 'is missing' : issue.message,
  }));
  return { ok: false, problems };
};
