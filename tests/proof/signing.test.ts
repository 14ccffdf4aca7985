import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isLedgerId } from '../../sync/domain/ids.ts';
import { commentHash } from '../../sync/proof/comment-hash.ts';
import {
  fingerprintOf,
  isSignedBy,
  mintKeyPair,
  type PrivateKey,
  type PublicKey,
  publicKeyOf,
  sha256,
  signerOf,
} from '../../sync/proof/signing.ts';

// RFC 8032, section 7.1, TEST 1: the empty message.
const rfc = {
  // PKCS#8 (RFC 8410): a fixed prefix and the 32 bytes of the seed.
  privateKey: Buffer.from(
    `302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60`,
    'hex',
  ).toString('base64url') as PrivateKey,
  publicKey: Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex').toString(
    'base64url',
  ) as PublicKey,
  signature: Buffer.from(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    'hex',
  ).toString('base64url'),
};

describe('sha256', () => {
  it('is taken over the UTF-8 bytes', () => {
    for (const text of ['', 'abc', 'Hài lòng', '🙂']) {
      expect(sha256(text)).toBe(createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex'));
    }
  });
});

describe('signing', () => {
  it('is Ed25519 as RFC 8032 has it', () => {
    expect(publicKeyOf(rfc.privateKey)).toBe(rfc.publicKey);
    expect(signerOf(rfc.privateKey)('')).toBe(rfc.signature);
    expect(isSignedBy(rfc.publicKey, '', rfc.signature)).toBe(true);
  });

  it('accepts its own and nothing else', () => {
    const { publicKey, privateKey } = mintKeyPair();
    const sig = signerOf(privateKey)('Một Chạm');
    expect(sig).toMatch(/^[A-Za-z0-9_-]{86}$/);
    expect(publicKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(isSignedBy(publicKey, 'Một Chạm', sig)).toBe(true);
    expect(isSignedBy(publicKey, 'Một Cham', sig)).toBe(false);
    expect(isSignedBy(mintKeyPair().publicKey, 'Một Chạm', sig)).toBe(false);
    expect(isSignedBy(publicKey, 'Một Chạm', sig.slice(1))).toBe(false);
  });

  it('answers no to what is no key or no signature', () => {
    const { publicKey } = mintKeyPair();
    for (const nonsense of ['', 'x', '*'.repeat(86), 'A'.repeat(86), 'A'.repeat(10_000)]) {
      expect(isSignedBy(publicKey, 'text', nonsense)).toBe(false);
      expect(isSignedBy(nonsense as PublicKey, 'text', 'A'.repeat(86))).toBe(false);
      expect(publicKeyOf(nonsense as PrivateKey)).toBeUndefined();
    }
  });
});

describe('fingerprintOf', () => {
  it('is the first 130 bits of the SHA-256 of the raw key, in base32', () => {
    const digest = createHash('sha256').update(Buffer.from(rfc.publicKey, 'base64url')).digest();
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const letters = 'abcdefghijklmnopqrstuvwxyz234567';
    const expected = Array.from(
      { length: 26 },
      (_, i) => letters[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)],
    ).join('');
    expect(fingerprintOf(rfc.publicKey)).toBe(expected);
    expect(isLedgerId(fingerprintOf(mintKeyPair().publicKey))).toBe(true);
  });
});

describe('commentHash', () => {
  it('is SHA-256 over salt and text, as printf and sha256sum compute it', () => {
    const salt = '0123456789abcdef0123456789abcdef';
    expect(commentHash(salt, 'Tốt')).toBe(createHash('sha256').update(`${salt}Tốt`).digest('hex'));
    expect(commentHash(salt, 'Tốt')).not.toBe(commentHash(salt.replace('0', '1'), 'Tốt'));
  });
});
