import { describe, expect, it } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { instant, ratingDraft, scriptKiosk, seq } from './support/scripted-kiosk.ts';

const end = instant('2021-02-16T00:00:00+07:00');
const before = (end - 3_600_000) as Instant;
const after = (end + 3_600_000) as Instant;

const setUp = () => {
  const centre = openBenchCentre(before);
  const kiosk = scriptKiosk('k1', before);
  kiosk.write(ratingDraft());
  centre.take(kiosk.entriesTopic, kiosk.batch(1));
  centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(1) }));
  const moveTo = (at: Instant): void => {
    kiosk.pass(at - kiosk.clock.at);
    centre.now = at;
  };
  return { centre, kiosk, moveTo };
};

describe('a period is', () => {
  it('complete without any kiosk', () => {
    expect(openBenchCentre(after).report('2021-02')).toMatchObject({ completeness: 'complete', pending: [] });
  });

  it('unknown while a kiosk was not heard from since its end', () => {
    const { centre } = setUp();
    expect(centre.report('2021-02')).toMatchObject({
      completeness: 'unknown',
      pending: [{ kiosk: 'k1', entries: null, lastHeardAt: '2021-02-15T23:00:00+07:00' }],
    });
    expect(centre.report('2021-01').completeness).toBe('complete');
  });

  it('pending while a kiosk holds entries that are not here, and complete when they are', () => {
    const { centre, kiosk, moveTo } = setUp();
    kiosk.write(ratingDraft());
    kiosk.write(ratingDraft());
    moveTo(after);
    centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(1) }));
    expect(centre.report('2021-02')).toMatchObject({ completeness: 'pending', pending: [{ entries: 2 }] });
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 2));
    expect(centre.report('2021-02')).toMatchObject({ completeness: 'pending', pending: [{ entries: 1 }] });
    centre.take(kiosk.entriesTopic, kiosk.batch(3));
    expect(centre.report('2021-02')).toMatchObject({ completeness: 'complete', pending: [] });
  });

  it('not made complete by a question, which says nothing of where the ledger ends', () => {
    const { centre, kiosk, moveTo } = setUp();
    kiosk.write(ratingDraft());
    moveTo(after);
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 1));
    expect(centre.report('2021-02')).toMatchObject({ completeness: 'unknown' });
  });

  it('complete when an entry that was written after its end is stored: all before it is too', () => {
    const { centre, kiosk, moveTo } = setUp();
    moveTo(after);
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(2));
    expect(centre.report('2021-02').completeness).toBe('complete');
  });

  it('not made complete by a last will or by a retained state', () => {
    const { centre, kiosk, moveTo } = setUp();
    moveTo(after);
    centre.take(kiosk.stateTopic, kiosk.state({ online: false }, { watermark: seq(1) }));
    centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(1) }), true);
    expect(centre.report('2021-02').completeness).toBe('unknown');
    centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(1) }));
    expect(centre.report('2021-02').completeness).toBe('complete');
  });

  it('not kept open by a kiosk that was taken down before its end', () => {
    const { centre } = setUp();
    centre.store.kiosks.retire('k1' as never, before);
    expect(centre.report('2021-02').completeness).toBe('complete');
  });

  it('unknown after a kiosk’s disk was replaced, until the new ledger is heard', () => {
    const { centre, moveTo } = setUp();
    const fresh = scriptKiosk('k1', before, 'boot-2', 1_000);
    moveTo(after);
    fresh.pass(after - before);
    fresh.write(ratingDraft());
    centre.take(fresh.stateTopic, fresh.state());
    expect(centre.report('2021-02')).toMatchObject({ completeness: 'pending', pending: [{ entries: 1 }] });
    centre.take(fresh.entriesTopic, fresh.batch(1));
    expect(centre.report('2021-02').completeness).toBe('complete');
    expect(centre.store.alarms.list().map((a) => a.code)).toContain('ledger-replaced');
  });

  it('drawn on its half-open edges', () => {
    const { centre, kiosk } = setUp();
    for (const [at, period] of [
      [end - 1, '2021-02'],
      [end, '2021-03'],
    ] as const) {
      const total = centre.report(period).totals.total;
      kiosk.pass(at - kiosk.clock.at);
      kiosk.write(ratingDraft());
      centre.now = at as Instant;
      centre.take(kiosk.entriesTopic, kiosk.batch(kiosk.head()));
      expect(centre.report(period).totals.total).toBe(total + 1);
    }
  });

  it('named by its numbers: the same table, the same fingerprint', () => {
    const { centre, kiosk, moveTo } = setUp();
    const first = centre.report('2021-02').fingerprint;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(centre.report('2021-02').fingerprint).toBe(first);
    moveTo((end - 1_000) as Instant);
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(2));
    expect(centre.report('2021-02').fingerprint).not.toBe(first);
  });
});
