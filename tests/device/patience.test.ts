import { expect, it } from 'vitest';
import { hangsAfterAnother, silenceAllowedMs } from '../../device/process/patience.ts';

it('waits longer after each hang in a row, for the start and for a sign of life, and never for ever', () => {
  const hangs = [0, 1, 2, 3, 4, 5, 60];
  expect(hangs.map((count) => silenceAllowedMs(count, true) / 1_000)).toEqual([5, 10, 20, 40, 80, 120, 120]);
  expect(hangs.map((count) => silenceAllowedMs(count, false) / 1_000)).toEqual([
    30, 60, 120, 120, 120, 120, 120,
  ]);
});

it('counts hangs in a row; after a minute of life the next one is a first', () => {
  expect(hangsAfterAnother(0, 3_000)).toBe(1);
  expect(hangsAfterAnother(3, 0)).toBe(4);
  expect(hangsAfterAnother(3, 61_000)).toBe(1);
});
