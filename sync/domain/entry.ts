import { type CategoryId, isCategoryId } from './categories.ts';
import {
  type BootId,
  bootIdPattern,
  type CounterId,
  type DepartmentId,
  type HashHex,
  type Instant,
  isBootId,
  isCounterId,
  isDepartmentId,
  isHashHex,
  isInstant,
  isLedgerId,
  isSeq,
  type LedgerId,
  type Seq,
  slugPattern,
} from './ids.ts';

/**
 * One line of a ledger, before it has a place. Its JSON text is stored, hashed, signed and sent as the same bytes.
 * Every entry says when it was written in three ways: by the wall clock (`at`), by the boot it belongs to (`boot`) and by
 * the milliseconds since that boot began (`up`), because the wall clock may lie.
 */
export interface EntryTime {
  readonly at: Instant;
  readonly boot: BootId;
  /** Milliseconds since the boot began; never runs back within a boot. */
  readonly up: number;
}

export const ratingSources = ['touch', 'serial', 'hid', 'keyboard'] as const;
export type RatingSource = (typeof ratingSources)[number];

/** Points at an earlier entry of the same ledger; the hash tells it apart from its twin on a forked ledger. */
export interface EntryReference {
  readonly of: Seq;
  readonly ofHash: HashHex;
}

export type EntryDraft =
  | {
      readonly kind: 'rating';
      readonly category: CategoryId;
      readonly department: DepartmentId;
      readonly counter: CounterId;
      readonly via: RatingSource;
      /** The press this rating came from, where it has a name of its own: a press that is told twice is written once. */
      readonly press?: string;
      /** Present on a press that came too soon after the last counted one; kept, never counted. */
      readonly repeat?: true;
    }
  | ({ readonly kind: 'withdrawal' } & EntryReference)
  /** `textHash` = SHA-256(salt ‖ text); salt and text travel beside the chain and can be erased without breaking it. */
  | ({ readonly kind: 'comment'; readonly textHash: HashHex } & EntryReference)
  | { readonly kind: 'binding'; readonly department: DepartmentId; readonly counter: CounterId }
  | { readonly kind: 'self-test'; readonly category: CategoryId; readonly via: RatingSource }
  | { readonly kind: 'boot'; readonly version: string }
  | { readonly kind: 'clock-step'; readonly from: Instant; readonly to: Instant }
  /**
   * An entry that was written on a ledger which turned out to have a twin (a restored image, a cloned disk) and moves to
   * this one with its identity: SHA-256(prev ‖ body) is its hash on the old ledger.
   */
  | {
      readonly kind: 'carried';
      readonly ledger: LedgerId;
      readonly prev: HashHex;
      readonly body: string;
    };

export type EntryKind = EntryDraft['kind'];
export type Entry = { readonly v: 1; readonly seq: Seq } & EntryTime & EntryDraft;

export type ParsedEntry =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly reason: string };

/** The longest body that a ledger takes, in UTF-16 units; a carried entry holds another body inside. */
export const maxBodyLength = 4096;

/** The body of an entry as it is stored: `v` and `seq` first, then the time, then what happened. */
export const formatEntry = (seq: Seq, time: EntryTime, draft: EntryDraft): string =>
  JSON.stringify({ v: 1, seq, at: time.at, boot: time.boot, up: time.up, ...draft });

const isUp = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isSource = (value: unknown): value is RatingSource => ratingSources.some((source) => source === value);

// A rating exactly as `formatEntry` writes it. A pattern reads it four times as fast as the JSON parser and the checks behind it,
// and nearly every entry that a centre takes in, and each one that a proof walks through, is one of these.
const writtenRating = new RegExp(
  `^\\{"v":1,"seq":([1-9]\\d{0,14}),"at":(0|[1-9]\\d{0,14}),"boot":"(${bootIdPattern})","up":(0|[1-9]\\d{0,14}),` +
    `"kind":"rating","category":"([a-z-]+)","department":"(${slugPattern})","counter":"(${slugPattern})","via":"([a-z]+)"` +
    '(?:,"press":"([!#-\\[\\]-~]{1,80})")?(,"repeat":true)?\\}$',
);

const readWrittenRating = (body: string): Entry | undefined => {
  const found = writtenRating.exec(body);
  if (!found) return undefined;
  const [, seq, at, boot, up, category, department, counter, via, press, repeat] = found;
  const instant = Number(at);
  if (!isInstant(instant) || !isCategoryId(category) || !isSource(via)) return undefined;
  return {
    v: 1,
    seq: Number(seq) as Seq,
    at: instant,
    boot: boot as BootId,
    up: Number(up),
    kind: 'rating',
    category,
    department: department as DepartmentId,
    counter: counter as CounterId,
    via,
    ...(press === undefined ? undefined : { press }),
    ...(repeat === undefined ? undefined : { repeat: true }),
  };
};

const isPressName = (value: unknown): boolean => typeof value === 'string' && /^[!-~]{1,80}$/.test(value);

type Fields = Readonly<Record<string, unknown>>;
const isReference = (f: Fields): boolean => isSeq(f.of) && f.of > 0 && isHashHex(f.ofHash);

// One predicate a kind: the compiler keeps the table whole, so a new kind cannot be forgotten here.
const checks: Readonly<Record<EntryKind, (f: Fields) => boolean>> = {
  rating: (f) =>
    isCategoryId(f.category) &&
    isDepartmentId(f.department) &&
    isCounterId(f.counter) &&
    isSource(f.via) &&
    (f.press === undefined || isPressName(f.press)) &&
    (f.repeat === undefined || f.repeat === true),
  withdrawal: isReference,
  comment: (f) => isReference(f) && isHashHex(f.textHash),
  binding: (f) => isDepartmentId(f.department) && isCounterId(f.counter),
  'self-test': (f) => isCategoryId(f.category) && isSource(f.via),
  boot: (f) => typeof f.version === 'string' && f.version.length <= 64,
  'clock-step': (f) => isInstant(f.from) && isInstant(f.to),
  carried: (f) =>
    isLedgerId(f.ledger) && isHashHex(f.prev) && typeof f.body === 'string' && f.body.length <= maxBodyLength,
};

const isKind = (value: unknown): value is EntryKind =>
  typeof value === 'string' && Object.hasOwn(checks, value);
const no = (reason: string): ParsedEntry => ({ ok: false, reason });

/** Reads a stored or received body. A body that is not an entry is an answer with its reason, never an exception. */
export const parseEntry = (body: string): ParsedEntry => {
  if (body.length > maxBodyLength) return no('entry/too-long');
  const rating = readWrittenRating(body);
  if (rating) return { ok: true, entry: rating };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return no('entry/not-json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return no('entry/not-an-object');
  const fields = value as Fields;
  if (fields.v !== 1) return no('entry/unknown-version');
  if (!isSeq(fields.seq) || fields.seq === 0) return no('entry/bad-seq');
  if (!isInstant(fields.at) || !isBootId(fields.boot) || !isUp(fields.up)) return no('entry/bad-time');
  if (!isKind(fields.kind)) return no('entry/unknown-kind');
  if (!checks[fields.kind](fields)) return no(`entry/bad-${fields.kind}`);
  return { ok: true, entry: value as Entry };
};
