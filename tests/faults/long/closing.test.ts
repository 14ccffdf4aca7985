import { expect, it } from 'vitest';
import { closeUnderFire } from '../../centre/support/close-under-fire.ts';

it('200 runs of two closers and late arrivals end in one frozen table each, everything late in a supplement, nothing twice', () => {
  const counts = closeUnderFire(200, 1);
  // A fault that did not happen proves nothing.
  expect(counts).toMatchObject({ runs: 200, closings: 200 });
  expect(counts.refusals).toBeGreaterThan(100);
  expect(counts.supplements).toBeGreaterThan(100);
  expect(counts.lateRatings).toBeGreaterThan(100);
  expect(counts.lateWithdrawals).toBeGreaterThan(50);
}, 300_000);
