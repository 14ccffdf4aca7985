import { expect, it } from 'vitest';
import type { Today } from '../../sync/centre/api/today.ts';
import { newestTodayOf } from '../../sync/centre/http/newest-today.ts';
import type { Instant } from '../../sync/domain/ids.ts';

/** A centre whose clocks and arrivals the test sets; each answer is told apart by its total. */
const openBench = (costMs = 10) => {
  const clock = { now: 1_000_000, monotonic: 0 };
  const told = { asked: 0, arrivals: 0, isBroken: false };
  const newest = newestTodayOf({
    ask: () => {
      told.asked += 1;
      clock.monotonic += costMs;
      clock.now += costMs;
      const total = told.arrivals;
      return told.isBroken ? Promise.reject(new Error('no store')) : Promise.resolve({ total } as Today);
    },
    arrivals: () => told.arrivals,
    now: () => clock.now as Instant,
    monotonicMs: () => clock.monotonic,
  });
  const pass = (ms: number): void => {
    clock.now += ms;
    clock.monotonic += ms;
  };
  return { newest, told, clock, pass, settle: () => new Promise((resolve) => setImmediate(resolve)) };
};

it('is ready for whoever opens the page while ratings arrive, and never older than a few seconds', async () => {
  const { newest, told, pass, settle } = openBench();
  newest.keep();
  await settle();
  for (let i = 1; i <= 10; i += 1) {
    pass(2_000);
    told.arrivals += 1_000;
    newest.keep();
    await settle();
    const before = told.asked;
    const { total } = await newest.recent();
    expect(told.asked).toBe(before);
    expect(told.arrivals - total).toBeLessThanOrEqual(2_000);
  }
  // Every other look: four seconds lie between two countings.
  expect(told.asked).toBeLessThanOrEqual(6);
});

it('does nothing while nothing comes, and counts anew for whoever opens the page then', async () => {
  const { newest, told, pass, settle } = openBench();
  newest.keep();
  await settle();
  for (let i = 0; i < 10; i += 1) {
    pass(2_000);
    newest.keep();
  }
  expect(told.asked).toBe(1);
  await newest.recent();
  expect(told.asked).toBe(2);
});

it('spends a twentieth of the time at most where counting is slow', async () => {
  const { newest, told, clock, pass, settle } = openBench(1_000);
  for (let i = 0; i < 60; i += 1) {
    told.arrivals += 1;
    newest.keep();
    await settle();
    pass(1_000);
  }
  expect(told.asked).toBeGreaterThan(1);
  expect(told.asked - 1).toBeLessThanOrEqual(clock.monotonic / 1_000 / 20);
});

it('keeps no number of before the clock was set, and is not ended by a store that does not answer', async () => {
  const { newest, told, clock, settle } = openBench();
  newest.keep();
  await settle();
  clock.now += 86_400_000;
  await newest.recent();
  expect(told.asked).toBe(2);
  clock.now -= 2 * 86_400_000;
  told.isBroken = true;
  await expect(newest.recent()).rejects.toThrow('no store');
  told.arrivals += 1;
  clock.monotonic += 100_000;
  newest.keep();
  await settle();
  told.isBroken = false;
  expect((await newest.recent()).total).toBe(1);
});
