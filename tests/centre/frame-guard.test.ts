import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameGuard } from '../../sync/centre/broker/frame-guard.ts';

const packet = (length: number): Buffer => {
  const header = [0x30];
  let rest = length;
  do {
    header.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0xff)]);
};

describe('the guard of packet lengths', () => {
  it('passes packets of any allowed length, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        fc.boolean(),
        (lengths, cuts, isLong) => {
          const bytes = Buffer.concat([...lengths, ...(isLong ? [1_001] : [])].map(packet));
          const guard = frameGuard(1_000);
          let isFit = true;
          for (let at = 0, i = 0; at < bytes.length && isFit; i += 1) {
            const cut = cuts[i % cuts.length] ?? 1;
            isFit = guard(bytes.subarray(at, at + cut));
            at += cut;
          }
          expect(isFit).toBe(!isLong);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('refuses a length of five bytes', () => {
    expect(frameGuard()(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
  });
});
