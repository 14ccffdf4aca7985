import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, passwordProblem } from '../../sync/centre/people/password.ts';

describe('a password', () => {
  it('is kept as an argon2id string and is found again, however its letters are composed', async () => {
    const stored = await hashPassword('Bốn con cò trắng'.normalize('NFD'));
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await isPassword('Bốn con cò trắng'.normalize('NFC'), stored)).toBe(true);
    expect(await isPassword('bốn con cò trắng', stored)).toBe(false);
    expect(await hashPassword('x'.repeat(12))).not.toBe(await hashPassword('x'.repeat(12)));
  });

  it('of nobody is never right', async () => {
    expect(await isPassword('', undefined)).toBe(false);
    expect(await isPassword('anything at all', null)).toBe(false);
  });

  it('must be long enough and none of those that are tried first', () => {
    expect(passwordProblem('ngắn quá', 'lan')).toBe('password/too-short');
    expect(passwordProblem('x'.repeat(300), 'lan')).toBe('password/too-long');
    for (const known of [
      'password1234',
      'Admin@123456',
      'aaaaaaaaaaaaaa',
      'abcabcabcabc',
      '1234567890123',
      'MatKhau@12345',
    ])
      expect(passwordProblem(known, 'lan'), known).toBe('password/known');
    expect(passwordProblem('nguyenvana2026', 'nguyenvana')).toBe('password/known');
    expect(passwordProblem('bốn con cò trắng', 'lan')).toBeUndefined();
  });
});
