import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Brand } from '../domain/brand.ts';
import type { HashHex } from '../domain/ids.ts';

/** Ed25519 public key: 32 raw bytes, base64url. */
export type PublicKey = Brand<string, 'PublicKey'>;
/** Ed25519 private key: PKCS#8 DER, base64url. Never leaves the store that minted it. */
export type PrivateKey = Brand<string, 'PrivateKey'>;

export const sha256 = (text: string): HashHex => hash('sha256', text) as HashHex;

// RFC 8410: an Ed25519 SubjectPublicKeyInfo is this prefix and the 32 bytes of the key.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export const mintKeyPair = (): { readonly publicKey: PublicKey; readonly privateKey: PrivateKey } => {
  const pair = generateKeyPairSync('ed25519');
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  return {
    publicKey: spki.subarray(spkiPrefix.length).toString('base64url') as PublicKey,
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url') as PrivateKey,
  };
};

const toPrivateKeyObject = (privateKey: PrivateKey): KeyObject =>
  createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), type: 'pkcs8', format: 'der' });

/** The public key that belongs to a private one; undefined when it is no Ed25519 key. */
export const publicKeyOf = (privateKey: PrivateKey): PublicKey | undefined => {
  try {
    const spki = createPublicKey(toPrivateKeyObject(privateKey)).export({ type: 'spki', format: 'der' });
    return spki.subarray(spkiPrefix.length).toString('base64url') as PublicKey;
  } catch {
    return undefined;
  }
};

/** Makes the function that signs with a key; the key is parsed once. */
export const signerOf = (privateKey: PrivateKey): ((text: string) => string) => {
  const key = toPrivateKeyObject(privateKey);
  return (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url');
};

const toKeyObject = (publicKey: PublicKey): KeyObject =>
  createPublicKey({
    key: Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'base64url')]),
    type: 'spki',
    format: 'der',
  });

/** Whether `signature` is `publicKey`'s over `text`. A key or signature that is no such thing is simply not valid. */
export const isSignedBy = (publicKey: PublicKey, text: string, signature: string): boolean => {
  try {
    return verify(
      null,
      Buffer.from(text, 'utf8'),
      toKeyObject(publicKey),
      Buffer.from(signature, 'base64url'),
    );
  } catch {
    return false;
  }
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first 130 bits of SHA-256 over the raw public key, in lower-case base32: what a LedgerId is made of. */
export const fingerprintOf = (publicKey: PublicKey): string => {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest();
  let bits = 0n;
  for (const byte of digest.subarray(0, 17)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  let text = '';
  for (let i = 25; i >= 0; i -= 1) text += alphabet[Number((bits >> BigInt(i * 5)) & 31n)];
  return text;
};
