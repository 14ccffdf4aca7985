import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../../proof/signing.ts';
import { toBlob } from '../store/evidence.ts';

/** 256 random bits, base64url: sessions, invitations, tokens. */
export const mintSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. It is random, so that one pass of SHA-256 is enough. */
export const hashOfSecret = (secret: string): Buffer => toBlob(sha256(`motcham/1/secret\n${secret}`));

/** Compares without telling by its time how much of it was right. */
export const isSameSecret = (given: unknown, wanted: string): boolean => {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};
