import { createHmac, randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding: what authenticator apps take. */
export const toBase32 = (bytes: Uint8Array): string => {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += alphabet[(held >>> (bits - 5)) & 31];
      bits -= 5;
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
};

export const fromBase32 = (text: string): Buffer => {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replaceAll(/[\s=]/g, '')) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new Error('base32: a letter that is none of its alphabet');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bytes.push((held >>> (bits - 8)) & 255);
      bits -= 8;
    }
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
};

/** 160 bits, as RFC 4226 recommends. */
export const mintTotpSecret = (): string => toBase32(randomBytes(20));

const stepSeconds = 30;
export type OtpHash = 'sha1' | 'sha256' | 'sha512';

/** RFC 4226: HMAC over the counter, dynamically truncated. */
export const hotp = (key: Uint8Array, counter: number, digits = 6, hash: OtpHash = 'sha1'): string => {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(hash, key).update(message).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(at) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
};

/** The step of RFC 6238 in which an instant falls. */
export const totpStepAt = (atMs: number): number => Math.floor(atMs / 1000 / stepSeconds);

/**
 * The step that a typed code belongs to; undefined when it is wrong. One step to either side is taken, for a telephone whose
 * clock is off; a step at or before `usedStep` is not, so that a code that was overheard opens nothing.
 */
export const matchTotp = (
  secret: string,
  code: string,
  atMs: number,
  usedStep: number,
): number | undefined => {
  const now = totpStepAt(atMs);
  const key = fromBase32(secret);
  return [now, now - 1, now + 1].find((step) => step > usedStep && hotp(key, step) === code);
};

/** What a QR code for an authenticator app says. */
export const totpUri = (secret: string, name: string, issuer: string): string => {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
};

/** `ABCD EFGH …`, for typing. */
export const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** Ten codes of 50 bits, `xxxxx-xxxxx`, for a telephone that is lost. */
export const mintRecoveryCodes = (): readonly string[] =>
  Array.from({ length: 10 }, () => {
    const text = toBase32(randomBytes(7)).toLowerCase().slice(0, 10);
    return `${text.slice(0, 5)}-${text.slice(5)}`;
  });

/** How a typed recovery code is compared: spaces, hyphens and capitals do not matter. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^a-z2-7]/g, '');
