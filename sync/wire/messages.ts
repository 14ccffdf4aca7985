import { z } from 'zod';
import {
  type BootId,
  type CentreId,
  type HashHex,
  type Instant,
  isBootId,
  isHashHex,
  isInstant,
  isLedgerId,
  isSeq,
  type KioskId,
  type LedgerId,
  type Seq,
} from '../domain/ids.ts';
import type { PublicKey } from '../proof/signing.ts';

// The wire's limits. A batch over either is refused by the centre and never made by a kiosk.
export const maxBatchEntries = 500;
export const maxBatchBytes = 128 * 1024;

const ledger = z.custom<LedgerId>(isLedgerId);
const seq = z.custom<Seq>(isSeq);
const hash = z.custom<HashHex>(isHashHex);
export const instant = z.custom<Instant>(isInstant);
const boot = z.custom<BootId>(isBootId);
const up = z.number().int().min(0);
/** Ed25519: 64 bytes, base64url without padding. */
export const signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
/** Ed25519 public key: 32 raw bytes, base64url without padding. */
export const publicKey = z.custom<PublicKey>(
  (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value),
);

/**
 * A kiosk's clocks at the moment of sending, and the newest receipt it had seen in this boot: the centre's instant `at`
 * arrived when the boot was `up` ms old. From both the centre bounds the true time of every entry of the boot.
 */
const clock = z.strictObject({
  wall: instant,
  boot,
  up,
  echo: z.strictObject({ at: instant, up }).optional(),
});
export type ClockSample = z.infer<typeof clock>;

/**
 * kiosk -> centre: entries `first` … `first + entries.length − 1`. `prev` is the hash before the first, `head` the hash of
 * the last (or `prev`, in a message without entries, which only asks for a receipt). `key` is the ledger's public key; the
 * LedgerId is derived from it, so a ledger proves itself. `sig` signs `sealText`.
 */
const entriesMessage = z.strictObject({
  v: z.literal(1),
  ledger,
  key: publicKey,
  first: seq.refine((n) => n > 0),
  prev: hash,
  entries: z.array(z.string()).max(maxBatchEntries),
  head: hash,
  clock,
  /** Comment texts that travel beside the chain: `textHash` of the comment entry = SHA-256(salt ‖ text). */
  texts: z
    .array(z.strictObject({ seq, salt: z.string().regex(/^[0-9a-f]{32}$/), text: z.string().max(4000) }))
    .optional(),
  sig: signature,
});
export type EntriesMessage = z.infer<typeof entriesMessage>;

/** centre -> kiosk, retained: everything of `ledger` up to `upTo`, whose hash there is `head`, is committed at the centre. */
const receiptMessage = z.strictObject({
  v: z.literal(1),
  ledger,
  upTo: seq,
  head: hash,
  at: instant,
  /** The centre's public key; a kiosk trusts the key it was configured with, or else the first one it sees. */
  key: publicKey,
  sig: signature,
});
export type ReceiptMessage = z.infer<typeof receiptMessage>;

/** kiosk -> centre, retained, also as last will (`online: false`): health, and where the kiosk believes it stands. */
const stateMessage = z.strictObject({
  v: z.literal(1),
  online: z.boolean(),
  version: z.string().max(64),
  clock,
  ledger: z.strictObject({ id: ledger, key: publicKey, head: seq, watermark: seq }),
  binding: z.strictObject({ department: z.string().max(64), counter: z.string().max(64) }),
  panel: z.looseObject({ status: z.string().max(64) }).optional(),
  screen: z.looseObject({}).optional(),
  disk: z.looseObject({}).optional(),
  /** Which of the centre's configurations it runs (0: none yet), and why it did not take a newer one. */
  config: z
    .strictObject({
      revision: z.number().int().min(0),
      refused: z.strictObject({ revision: z.number().int().min(1), code: z.string().max(64) }).optional(),
    })
    .optional(),
  /** The last of the centre's commands that it looked at, and what became of it. */
  command: z
    .strictObject({
      id: z.string().max(64),
      outcome: z.enum(['done', 'refused']),
      code: z.string().max(64).optional(),
    })
    .optional(),
});
export type StateMessage = z.infer<typeof stateMessage>;

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export const decoder =
  <T>(schema: z.ZodType<T>, maxBytes: number) =>
  (payload: Uint8Array): Decoded<T> => {
    if (payload.byteLength > maxBytes) return { ok: false, reason: 'wire/too-large' };
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    } catch {
      return { ok: false, reason: 'wire/not-json' };
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const issue = parsed.error.issues[0];
    return { ok: false, reason: `wire/malformed: ${issue?.path.join('.') || 'message'}` };
  };

export const decodeEntries = decoder<EntriesMessage>(entriesMessage, maxBatchBytes + 64 * 1024);
export const decodeReceipt = decoder<ReceiptMessage>(receiptMessage, 4096);
export const decodeState = decoder<StateMessage>(stateMessage, 64 * 1024);

/** What a kiosk signs: the ledger's head after the batch, and the clocks that came with it. */
export const sealText = (upTo: Seq, message: Pick<EntriesMessage, 'ledger' | 'head' | 'clock'>): string =>
  `motcham/1/seal\n${message.ledger}\n${upTo}\n${message.head}\n${JSON.stringify(message.clock)}`;

/** What the centre signs: for whom, up to where, with which hash, and when. */
export const receiptText = (
  centre: CentreId,
  kiosk: KioskId,
  r: Pick<ReceiptMessage, 'ledger' | 'upTo' | 'head' | 'at'>,
): string => `motcham/1/receipt\n${centre}\n${kiosk}\n${r.ledger}\n${r.upTo}\n${r.head}\n${r.at}`;
