import { z } from 'zod';
import { type CentreId, isCentreId, isKioskId, type KioskId } from '../domain/ids.ts';
import type { PublicKey } from '../proof/signing.ts';
import { configMessage } from './config-message.ts';
import { type Decoded, decoder, publicKey, signature } from './messages.ts';

/*
 * How a kiosk comes in, over HTTP: it shows the one-time code that somebody at the centre made, with its own public key, and
 * is given all that it needs to speak on the wire.
 */

/** Where the exchange takes place, on the console's address. */
export const enrolmentPath = '/api/enrol';

// Crockford's base32: nothing in it is mistaken for another when it is read out or typed. 40 bits, for a day, once.
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeLength = 8;

/** What somebody typed, as the centre keeps it; undefined when it can be no code. */
export const readCode = (text: string): string | undefined => {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const isCode = plain.length === codeLength && [...plain].every((letter) => codeAlphabet.includes(letter));
  return isCode ? plain : undefined;
};
export const formatCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

export const enrolmentRequest = z.strictObject({
  v: z.literal(1),
  code: z.string().max(64),
  /** The public key of the kiosk's ledger. */
  key: publicKey,
  /** The centre's key that this ledger trusts already. */
  trusts: publicKey.exactOptional(),
  /** By `key`, over `enrolmentText`: a key that one only knows cannot be enrolled. */
  sig: signature,
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>;

export const enrolmentText = (code: string, key: PublicKey): string => `motcham/1/enrol\n${code}\n${key}`;

const enrolmentAnswer = z.strictObject({
  v: z.literal(1),
  kiosk: z.custom<KioskId>(isKioskId),
  centre: z.custom<CentreId>(isCentreId),
  centreKey: publicKey,
  broker: z.string().max(500),
  /** Whose word the broker's certificate is taken on, PEM. */
  brokerCa: z
    .string()
    .max(64 * 1024)
    .exactOptional(),
  login: z.strictObject({ user: z.string().max(128), password: z.string().max(256) }),
  config: configMessage,
});
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>;

export const decodeEnrolmentAnswer: (payload: Uint8Array) => Decoded<EnrolmentAnswer> = decoder(
  enrolmentAnswer,
  256 * 1024,
);
