import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { categoryIds, categoryNames, isCategoryId } from '../../sync/domain/categories.ts';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import {
  type HashHex,
  isBootId,
  isHashHex,
  isInstant,
  isKioskId,
  isLedgerId,
  isSeq,
  type LedgerId,
} from '../../sync/domain/ids.ts';
import { sha256 } from '../../sync/proof/signing.ts';

describe('ids', () => {
  it.each(['quay-1', 'a', 'so_y.te-12', 'x'.repeat(64)])('%s names a kiosk', (text) => {
    expect(isKioskId(text)).toBe(true);
  });
  it.each(['', '-a', 'a-', 'A', 'sở', 'a b', 'a/b', '+', '#', 'a\n', 'x'.repeat(65), 5, null, undefined])(
    '%j names none',
    (value) => {
      expect(isKioskId(value)).toBe(false);
    },
  );

  it('are told apart by their shape', () => {
    expect(isLedgerId('a'.repeat(26))).toBe(true);
    expect(isLedgerId(`${'a'.repeat(25)}1`)).toBe(false);
    expect(isHashHex('0'.repeat(64))).toBe(true);
    expect(isHashHex('0'.repeat(63))).toBe(false);
    expect(isHashHex(`${'0'.repeat(64)}\n`)).toBe(false);
    expect(isBootId('3f2a-01')).toBe(true);
    expect(isBootId('')).toBe(false);
    expect([0, 1, Number.MAX_SAFE_INTEGER].every(isSeq)).toBe(true);
    expect([-1, 0.5, Number.NaN, 2 ** 53, '1', null].some(isSeq)).toBe(false);
    expect(isInstant(0)).toBe(true);
    expect(isInstant(-1)).toBe(false);
  });
});

describe('categories', () => {
  it('are five, in the order of the table, with the official wording', () => {
    expect(categoryIds.map((id) => categoryNames[id])).toEqual([
      'Hài lòng với dịch vụ',
      'Hài lòng về thái độ phục vụ',
      'Không hài lòng về nghiệp vụ nhân viên',
      'Không hài lòng về thời gian giao dịch',
      'Ý kiến góp ý',
    ]);
    expect(isCategoryId('comment')).toBe(true);
    expect(isCategoryId('toString')).toBe(false);
  });
});

describe('the chain', () => {
  it('hashes what `printf` and `sha256sum` hash', () => {
    const prev = sha256('x');
    const byHand = createHash('sha256').update(`${prev}\n{"v":1}`).digest('hex');
    expect(entryHash(sha256, prev, '{"v":1}')).toBe(byHand);
  });

  it('begins differently in every ledger', () => {
    const a = genesisHash(sha256, 'a'.repeat(26) as LedgerId);
    expect(a).not.toBe(genesisHash(sha256, 'b'.repeat(26) as LedgerId));
    expect(entryHash(sha256, a, 'x')).not.toBe(entryHash(sha256, 'f'.repeat(64) as HashHex, 'x'));
  });
});
