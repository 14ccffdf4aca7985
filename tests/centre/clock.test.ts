import { describe, expect, it } from 'vitest';
import { type BootClock, placeInTime, tighten, toleranceMs } from '../../sync/centre/clock/boot-clock.ts';
import { boundsByOrder } from '../../sync/centre/clock/boot-order.ts';
import type { BootId, Instant } from '../../sync/domain/ids.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { instant, ratingDraft, scriptKiosk, seq } from './support/scripted-kiosk.ts';

const t = (iso: string): number => instant(iso);
const bootAt = t('2021-02-15T08:00:00+07:00');
const clock = (over: Partial<BootClock> = {}): BootClock => ({
  lower: null,
  upper: null,
  steps: [],
  ...over,
});

describe('placing an entry in time', () => {
  const up = 3_600_000;
  it('believes a wall clock that nothing proves wrong', () => {
    expect(placeInTime({ at: bootAt + up, up }, clock())).toEqual({
      occurredAt: bootAt + up,
      verdict: 'wall',
    });
    const bounds = clock({ lower: bootAt - 10, upper: bootAt + 10 });
    expect(placeInTime({ at: bootAt + up, up }, bounds).verdict).toBe('wall');
    const nearly = { at: bootAt + up + toleranceMs, up };
    expect(placeInTime(nearly, bounds)).toEqual({ occurredAt: nearly.at, verdict: 'wall' });
  });
  it('moves a clock that is ahead down to what is proven, one that is behind up', () => {
    const bounds = clock({ lower: bootAt - 10, upper: bootAt + 10 });
    expect(placeInTime({ at: bootAt + up + 86_400_000, up }, bounds)).toEqual({
      occurredAt: bootAt + up + 10,
      verdict: 'corrected',
    });
    expect(placeInTime({ at: up, up }, bounds)).toEqual({
      occurredAt: bootAt + up - 10,
      verdict: 'corrected',
    });
  });
  it('lists a time before 2020 that nothing helps', () => {
    expect(placeInTime({ at: up, up }, clock({ upper: bootAt }))).toEqual({
      occurredAt: up,
      verdict: 'uncorrectable',
    });
    expect(placeInTime({ at: up, up }, clock())).toEqual({ occurredAt: up, verdict: 'uncorrectable' });
  });
  it('believes an old year that the centre itself shares', () => {
    const old = t('2019-05-01T08:00:00+07:00');
    expect(placeInTime({ at: old + up, up }, clock({ upper: old + 5 })).verdict).toBe('wall');
  });
  it('lets a later step of the same boot speak for the entries before it', () => {
    const steps = [{ up: up + 1, claim: bootAt }];
    expect(placeInTime({ at: up, up }, clock({ steps }))).toEqual({
      occurredAt: bootAt + up,
      verdict: 'stepped',
    });
    expect(placeInTime({ at: bootAt + up + 2, up: up + 2 }, clock({ steps })).verdict).toBe('wall');
    const proven = clock({ lower: bootAt + 86_400_000, upper: bootAt + 86_400_000, steps });
    expect(placeInTime({ at: up, up }, proven).verdict).toBe('corrected');
  });
  it('corrects only what lies outside of both bounds when they contradict each other', () => {
    const crossed = clock({ lower: bootAt + 600_000, upper: bootAt });
    expect(placeInTime({ at: bootAt + up + 300_000, up }, crossed).verdict).toBe('wall');
    expect(placeInTime({ at: bootAt + up - 300_000, up }, crossed).occurredAt).toBe(bootAt + up);
  });
  it('does not let the step after a sleep speak for what was pressed before it', () => {
    // Bounds from before the sleep and from after it cross: the time since boot stood still in between.
    const night = 14 * 3_600_000;
    const slept = clock({
      lower: bootAt + night,
      upper: bootAt + 10,
      steps: [{ up: up + 1, claim: bootAt + night }],
    });
    expect(placeInTime({ at: bootAt + up, up }, slept)).toEqual({ occurredAt: bootAt + up, verdict: 'wall' });
    const after = { at: bootAt + night + up + 1, up: up + 1 };
    expect(placeInTime(after, slept)).toEqual({ occurredAt: after.at, verdict: 'wall' });
  });
  it('takes bounds in only when they are tighter, and by a second at least', () => {
    const known = { lower: 1_000, upper: 9_000 };
    expect(tighten(known, { lower: 500, upper: 99_000 })).toBe(known);
    expect(tighten(known, { lower: 1_900, upper: 8_100 })).toBe(known);
    expect(tighten(known, { lower: 2_000, upper: null })).toEqual({ lower: 2_000, upper: 9_000 });
  });
});

/** A kiosk whose true time and wall clock differ; `echo` is what a receipt at true time taught it. */
const offBy = (ms: number, at: number) => scriptKiosk('k1', (at + ms) as Instant, 'boot-1', 60_000);

describe('the centre’s clock of a boot', () => {
  const edge = t('2021-02-16T00:00:00+07:00');
  const tenBefore = edge - 600_000;

  it('counts a press of a clock a day ahead in the period in which it was pressed', () => {
    const kiosk = offBy(86_400_000, tenBefore);
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((tenBefore + 200) as Instant);
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.report('2021-02').totals.total).toBe(1);
    expect(centre.report('2021-03').totals.total).toBe(0);
    expect(centre.verify().findings).toEqual([]);
  });

  it('corrects presses of a clock at 1970 when the first receipt has come back', () => {
    const kiosk = offBy(-tenBefore + 1_000_000, tenBefore);
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((tenBefore + 200) as Instant);
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    const odd = () => centre.store.db.prepare('SELECT clock FROM rating ORDER BY seq').pluck().all();
    expect(centre.report('2021-02').totals.total).toBe(0);
    expect(odd()).toEqual([3]);
    kiosk.pass(5_000);
    const echo = { at: (tenBefore + 200) as Instant, up: kiosk.clock.up - 4_700 };
    centre.now = (tenBefore + 5_200) as Instant;
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 1, {}, echo));
    expect(centre.report('2021-02').totals.total).toBe(1);
    expect(odd()).toEqual([2]);
    expect(centre.verify().findings).toEqual([]);
  });

  it('is not misled by messages that a broker held back', () => {
    const kiosk = offBy(0, tenBefore);
    kiosk.write(ratingDraft());
    const first = kiosk.batch(1);
    kiosk.pass(5_000);
    kiosk.write(ratingDraft());
    const second = kiosk.batch(2);
    const centre = openBenchCentre((tenBefore + 3 * 86_400_000) as Instant);
    centre.take(kiosk.entriesTopic, first);
    centre.take(kiosk.entriesTopic, second);
    centre.take(kiosk.entriesTopic, first);
    expect(centre.report('2021-02').totals.total).toBe(2);
    expect(centre.store.db.prepare('SELECT max(clock) FROM rating').pluck().get()).toBe(0);
  });

  it('ignores an echo from the future', () => {
    const kiosk = offBy(0, tenBefore);
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((tenBefore + 200) as Instant);
    const echo = { at: (tenBefore + 86_400_000) as Instant, up: kiosk.clock.up };
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 1, {}, echo));
    expect(centre.report('2021-02').totals.total).toBe(1);
  });

  it('a step back while running: the presses before and after it stand where they belong', () => {
    // Offline all the while: true time is an hour behind the wall clock until it is set right.
    const kiosk = offBy(3_600_000, edge - 1_800_000);
    kiosk.write(ratingDraft());
    kiosk.pass(60_000);
    const from = kiosk.clock.at;
    kiosk.clock.at = (from - 3_600_000) as Instant;
    kiosk.write({ kind: 'clock-step', from, to: kiosk.clock.at });
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((edge + 86_400_000) as Instant);
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 1));
    expect(centre.report('2021-03').totals.total).toBe(1);
    centre.take(kiosk.entriesTopic, kiosk.batch(2));
    expect(centre.report('2021-03').totals.total).toBe(0);
    expect(centre.report('2021-02').totals.total).toBe(2);
    expect(centre.verify().findings).toEqual([]);
  });

  it('keeps boots apart', () => {
    const kiosk = offBy(86_400_000, tenBefore);
    kiosk.write(ratingDraft());
    kiosk.clock.boot = 'boot-2' as BootId;
    kiosk.clock.up = 1_000;
    kiosk.clock.at = (tenBefore + 30_000) as Instant;
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((tenBefore + 31_000) as Instant);
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(1))[0]).toMatchObject({ upTo: seq(2) });
    expect(centre.store.db.prepare('SELECT clock FROM rating ORDER BY seq').pluck().all()).toEqual([2, 0]);
    expect(centre.verify().findings).toEqual([]);
  });
});

describe('the order of a ledger', () => {
  const free = { lower: null, upper: null };
  it('bounds a boot by its neighbours', () => {
    const boots = [
      { bootNo: 1, firstUp: 0, lastUp: 100, lower: 1_000, upper: 1_010 },
      { bootNo: 2, firstUp: 5, lastUp: 50, ...free },
      { bootNo: 3, firstUp: 0, lastUp: 10, lower: 9_000, upper: 9_500 },
    ];
    expect(boundsByOrder(boots)).toEqual([
      { lower: 1_000, upper: 1_010 },
      { lower: 1_095, upper: 9_450 },
      { lower: 9_000, upper: 9_500 },
    ]);
    expect(boundsByOrder([])).toEqual([]);
  });

  it('corrects a boot that was never online and began at the date of its image', () => {
    const hour = 3_600_000;
    const first = t('2025-02-14T08:00:00+07:00');
    const kiosk = scriptKiosk('k1', first as Instant, 'boot-1', 10_000);
    const restart = (boot: string, at: number): void => {
      kiosk.clock.boot = boot as BootId;
      kiosk.clock.at = at as Instant;
      kiosk.clock.up = 10_000;
    };
    kiosk.write(ratingDraft());
    const centre = openBenchCentre((first + 1_000) as Instant);
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 1, {}, { at: first as Instant, up: 10_000 }));
    // The next day, offline all day, the clock stands at the image's date of a year before.
    restart('boot-2', t('2024-01-10T00:00:00+07:00'));
    kiosk.write(ratingDraft());
    kiosk.pass(hour);
    kiosk.write(ratingDraft());
    // The day after, online.
    const third = first + 48 * hour;
    restart('boot-3', third);
    kiosk.write(ratingDraft());
    centre.now = (third + 1_000) as Instant;
    const echo = { at: third as Instant, up: 10_000 };
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 4, {}, echo));
    expect(centre.report('2024-01').totals.total).toBe(0);
    expect(centre.report('2025-02').totals.total).toBe(3);
    expect(centre.store.db.prepare('SELECT clock FROM rating ORDER BY seq').pluck().all()).toEqual([
      0, 2, 2, 0,
    ]);
    expect(centre.verify().findings).toEqual([]);
  });
});
