import { describe, expect, it } from 'vitest';
import {
  fromBase32,
  hotp,
  matchTotp,
  mintRecoveryCodes,
  mintTotpSecret,
  plainRecoveryCode,
  toBase32,
  totpStepAt,
  totpUri,
} from '../../sync/centre/people/one-time-code.ts';

const key = (length: number): Buffer => Buffer.from('1234567890'.repeat(7).slice(0, length), 'ascii');

describe('one-time codes', () => {
  it('are those of RFC 4226, appendix D', () => {
    const wanted = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
    expect(wanted.map((_, counter) => hotp(key(20), counter))).toEqual(wanted);
  });

  it('are those of RFC 6238, appendix B', () => {
    const wanted: readonly [number, string, string, string][] = [
      [59, '94287082', '46119246', '90693936'],
      [1_111_111_109, '07081804', '68084774', '25091201'],
      [1_111_111_111, '14050471', '67062674', '99943326'],
      [1_234_567_890, '89005924', '91819424', '93441116'],
      [2_000_000_000, '69279037', '90698825', '38618901'],
      [20_000_000_000, '65353130', '77737706', '47863826'],
    ];
    for (const [seconds, sha1, sha256, sha512] of wanted) {
      const step = totpStepAt(seconds * 1000);
      expect(hotp(key(20), step, 8, 'sha1')).toBe(sha1);
      expect(hotp(key(32), step, 8, 'sha256')).toBe(sha256);
      expect(hotp(key(64), step, 8, 'sha512')).toBe(sha512);
    }
  });

  it('take one step to either side, and each step once', () => {
    const secret = mintTotpSecret();
    const at = 1_700_000_000_000;
    const step = totpStepAt(at);
    const code = (s: number): string => hotp(fromBase32(secret), s);
    expect(matchTotp(secret, code(step), at, 0)).toBe(step);
    expect(matchTotp(secret, code(step - 1), at, 0)).toBe(step - 1);
    expect(matchTotp(secret, code(step + 1), at, 0)).toBe(step + 1);
    expect(matchTotp(secret, code(step), at, step)).toBeUndefined();
    expect(matchTotp(secret, code(step + 5), at, 0)).toBeUndefined();
  });

  it('have secrets that go to base32 and back (RFC 4648, section 10)', () => {
    const vectors = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
    expect(vectors.map((text) => toBase32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ]);
    expect(vectors.map((text) => fromBase32(toBase32(Buffer.from(text))).toString())).toEqual(vectors);
    expect(mintTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  });

  it('are told to an authenticator app with names that hold spaces and marks', () => {
    expect(totpUri('ABC', 'quản trị', 'Một Chạm')).toBe(
      'otpauth://totp/M%E1%BB%99t%20Ch%E1%BA%A1m:qu%E1%BA%A3n%20tr%E1%BB%8B?secret=ABC&issuer=M%E1%BB%99t%20Ch%E1%BA%A1m&algorithm=SHA1&digits=6&period=30',
    );
  });

  it('come with ten recovery codes that may be typed with spaces and capitals', () => {
    const codes = mintRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{5}-[a-z2-7]{5}$/);
    expect(plainRecoveryCode(' ABcde-F2345 ')).toBe('abcdef2345');
  });
});
