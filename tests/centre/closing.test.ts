import { describe, expect, it } from 'vitest';
import type { BootId, Instant } from '../../sync/domain/ids.ts';
import type { PeriodLabel } from '../../sync/domain/period.ts';
import { type BenchCentre, openBenchCentre } from './support/bench-centre.ts';
import { closeUnderFire } from './support/close-under-fire.ts';
import {
  department,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
  seq,
} from './support/scripted-kiosk.ts';

const end = instant('2021-02-16T00:00:00+07:00');
const during = (end - 86_400_000) as Instant;
const afterEnd = (end + 3_600_000) as Instant;
const feb = '2021-02' as PeriodLabel;
const mar = '2021-03' as PeriodLabel;

const moveTo = (centre: BenchCentre, kiosk: ScriptedKiosk, at: Instant): void => {
  kiosk.pass(at - kiosk.clock.at);
  centre.now = at;
};

/** Three ratings in February, and the kiosk heard with everything stored after the period's end. */
const setUp = () => {
  const centre = openBenchCentre(during);
  const kiosk = scriptKiosk('k1', during);
  for (let i = 0; i < 3; i += 1) kiosk.write(ratingDraft());
  centre.take(kiosk.entriesTopic, kiosk.batch(1));
  moveTo(centre, kiosk, afterEnd);
  centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(3) }));
  return { centre, kiosk };
};

/** A kiosk that was silent all the while, with ratings of February. */
const silentKiosk = (ratings: number): ScriptedKiosk => {
  const kiosk = scriptKiosk('k2', during);
  for (let i = 0; i < ratings; i += 1) {
    kiosk.write(ratingDraft({ category: 'dissatisfied-time', department: department('so-y-te') }));
    kiosk.pass(6_000);
  }
  return kiosk;
};

describe('closing a period', () => {
  it('freezes the table with its fingerprint in a person’s name', () => {
    const { centre, kiosk } = setUp();
    const open = centre.report(feb);
    expect(open).toMatchObject({ completeness: 'complete', period: { closed: false, revision: 0 } });
    const closed = centre.desk.close({ label: feb, person: 'Lan', seen: open.fingerprint });
    expect(closed).toMatchObject({
      ok: true,
      closed: { revision: 1, person: 'Lan', closedAt: afterEnd, reason: null },
    });
    const late = silentKiosk(2);
    centre.take(late.entriesTopic, late.batch(1));
    expect(centre.report(feb)).toEqual({
      ...open,
      period: { ...open.period, closed: true, revision: 1 },
      late: 2,
    });
    expect(centre.verify().findings).toEqual([]);
    expect(kiosk.head()).toBe(3);
  });

  it('is refused before the end, twice, over a table that changed, and without a reason while something may be pending', () => {
    const { centre } = setUp();
    expect(centre.desk.close({ label: mar, person: 'Lan' })).toMatchObject({
      ok: false,
      reason: 'not-ended',
    });
    const seen = centre.report(feb).fingerprint;
    const late = silentKiosk(1);
    centre.take(late.entriesTopic, late.batch(1));
    expect(centre.desk.close({ label: feb, person: 'Lan', seen })).toMatchObject({
      ok: false,
      reason: 'changed',
      report: { totals: { total: 4 } },
    });
    expect(centre.desk.close({ label: feb, person: 'Lan' })).toMatchObject({
      ok: false,
      reason: 'reason-required',
    });
    expect(centre.desk.close({ label: feb, person: 'Lan', reason: ' ' }).ok).toBe(false);
    expect(centre.count('journal')).toBe(2);
    expect(centre.desk.close({ label: feb, person: 'Lan', reason: 'k2 hỏng' }).ok).toBe(true);
    expect(centre.desk.close({ label: feb, person: 'Minh', reason: 'x' })).toMatchObject({
      ok: false,
      reason: 'already-closed',
      closed: { person: 'Lan', pending: [{ kiosk: 'k2' }] },
    });
  });

  it('late entries go to numbered supplements, each once, and a new revision takes them in', () => {
    const { centre } = setUp();
    centre.desk.close({ label: feb, person: 'Lan' });
    expect(centre.desk.issueSupplement({ label: feb, person: 'Lan' })).toMatchObject({
      ok: false,
      reason: 'nothing-late',
    });
    const late = silentKiosk(5);
    centre.take(late.entriesTopic, late.batch(1, 2));
    const first = centre.desk.issueSupplement({ label: feb, person: 'Lan' });
    expect(first).toMatchObject({
      ok: true,
      supplement: { number: 1, added: [{ id: 'so-y-te', counts: [0, 0, 0, 2, 0] }], removed: [] },
    });
    centre.take(late.entriesTopic, late.batch(3));
    expect(centre.desk.pendingSupplement(feb)).toMatchObject({ added: [{ counts: [0, 0, 0, 3, 0] }] });
    expect(centre.desk.issueSupplement({ label: feb, person: 'Lan' })).toMatchObject({
      supplement: { number: 2 },
    });
    expect(centre.desk.pendingSupplement(feb)).toEqual({ added: [], removed: [] });
    expect(centre.report(feb)).toMatchObject({ totals: { total: 3 }, late: 5 });

    expect(centre.desk.reissue({ label: feb, person: 'Lan' })).toMatchObject({ reason: 'reason-required' });
    const second = centre.desk.reissue({ label: feb, person: 'Minh', reason: 'bổ sung số liệu k2' });
    expect(second).toMatchObject({ ok: true, closed: { revision: 2 } });
    expect(centre.report(feb)).toMatchObject({ totals: { total: 8 }, late: 0, period: { revision: 2 } });
    expect(centre.desk.revisions(feb).map((r) => r.person)).toEqual(['Lan', 'Minh']);
    expect(centre.desk.supplements(feb, 1)).toHaveLength(2);
    expect(centre.verify().findings).toEqual([]);
  });

  it('a withdrawal and a void after the closing are taken out in a supplement, not in the table', () => {
    const { centre, kiosk } = setUp();
    centre.desk.close({ label: feb, person: 'Lan' });
    kiosk.write({ kind: 'withdrawal', of: seq(1), ofHash: kiosk.hashAt(1) });
    centre.take(kiosk.entriesTopic, kiosk.batch(4));
    const { ledger } = kiosk;
    expect(centre.desk.voidRating({ ledger, seq: seq(2), person: 'Lan', reason: 'bấm thử' }).ok).toBe(true);
    expect(centre.report(feb)).toMatchObject({ totals: { total: 3 }, late: 0 });
    expect(centre.desk.pendingSupplement(feb)).toMatchObject({
      added: [],
      removed: [{ counts: [2, 0, 0, 0, 0] }],
    });
    expect(centre.desk.issueSupplement({ label: feb, person: 'Lan' }).ok).toBe(true);
    expect(centre.verify().findings).toEqual([]);
    centre.desk.reissue({ label: feb, person: 'Lan', reason: 'huỷ một lượt' });
    expect(centre.report(feb)).toMatchObject({ totals: { total: 1 }, excluded: { withdrawn: 1, void: 1 } });
    expect(centre.verify().findings).toEqual([]);
  });

  it('a clock that is learnt after the closing moves nothing out of it until the period is issued anew', () => {
    const centre = openBenchCentre((end + 3_000_000) as Instant);
    // Offline, an hour slow: it says 23:50 and it is 00:50.
    const kiosk = scriptKiosk('k1', (end - 600_000) as Instant, 'boot-1', 60_000);
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.desk.close({ label: feb, person: 'Lan', reason: 'xong' }).ok).toBe(true);
    kiosk.pass(60_000);
    const echo = { at: centre.now, up: 60_000 };
    centre.now = (centre.now + 60_000) as Instant;
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 2, {}, echo));
    expect(centre.report(feb)).toMatchObject({ totals: { total: 1 }, late: 0 });
    expect(centre.report(mar).totals.total).toBe(1);
    expect(centre.count('boot_freeze')).toBe(1);
    expect(centre.verify().findings).toEqual([]);
    expect(centre.desk.reissue({ label: feb, person: 'Lan', reason: 'giờ máy sai' }).ok).toBe(true);
    expect(centre.report(feb).totals.total).toBe(0);
    expect(centre.report(mar).totals.total).toBe(2);
    expect(centre.count('boot_freeze')).toBe(0);
    expect(centre.verify().findings).toEqual([]);
  });

  it('a rating that a clock moves into a closed period stands in its supplement', () => {
    const { centre } = setUp();
    centre.desk.close({ label: feb, person: 'Lan' });
    const fast = silentKiosk(0);
    fast.clock.boot = 'fast' as BootId;
    fast.clock.at = (during + 40 * 86_400_000) as Instant;
    fast.write(ratingDraft());
    centre.take(fast.entriesTopic, fast.batch(1));
    expect(centre.desk.pendingSupplement(feb)?.added).toEqual([]);
    // The kiosk's next message says that this boot began in February.
    fast.clock.up += 2 * 86_400_000;
    centre.take(fast.entriesTopic, fast.batch(2, 1));
    expect(centre.desk.pendingSupplement(feb)).toMatchObject({ added: [{ counts: [1, 0, 0, 0, 0] }] });
    expect(centre.verify().findings).toEqual([]);
  });
});

describe('closing under fire', () => {
  it('two closers and late arrivals in any order end in one truth: closed table + supplements = recount, nothing twice', () => {
    expect(closeUnderFire(25, 20_210_215)).toMatchObject({ runs: 25 });
  }, 60_000);
});

describe('a dated cut-off day', () => {
  it('makes one odd period that prints its real dates, and no gap', () => {
    const { centre } = setUp();
    expect(centre.desk.setCutOff({ from: mar, day: 20 }, 'Lan')).toEqual({ ok: true });
    const dates = (label: string) => {
      const { from, to } = centre.report(label).period;
      return [from, to];
    };
    expect(dates('2021-02')).toEqual(['2021-01-16', '2021-02-15']);
    expect(dates('2021-03')).toEqual(['2021-02-16', '2021-03-20']);
    expect(dates('2021-04')).toEqual(['2021-03-21', '2021-04-20']);
    expect(centre.desk.setCutOff({ from: mar, day: 29 }, 'Lan')).toEqual({ ok: false, reason: 'not-a-day' });
    centre.desk.close({ label: feb, person: 'Lan' });
    expect(centre.desk.setCutOff({ from: feb, day: 10 }, 'Lan')).toEqual({ ok: false, reason: 'closed' });
    expect(dates('2021-02')).toEqual(['2021-01-16', '2021-02-15']);
    expect(centre.desk.cutOffs()).toEqual([{ from: mar, day: 20 }]);
    expect(centre.verify().findings).toEqual([]);
  });
});

describe('a void', () => {
  it('needs a rating that counts and a reason; it is signed and shown under what was left out', () => {
    const { centre, kiosk } = setUp();
    const { ledger } = kiosk;
    const ask = (n: number, reason = 'bấm thử') =>
      centre.desk.voidRating({ ledger, seq: seq(n), person: 'Lan', reason });
    expect(ask(9)).toMatchObject({ reason: 'no-such-rating' });
    expect(ask(1, ' ')).toMatchObject({ reason: 'reason-required' });
    expect(ask(1)).toMatchObject({ ok: true, target: kiosk.hashAt(1) });
    expect(ask(1)).toMatchObject({ reason: 'not-counted' });
    expect(centre.report(feb)).toMatchObject({ totals: { total: 2 }, excluded: { void: 1 } });
    expect(centre.desk.journal(1)).toMatchObject([
      { person: 'Lan', what: { kind: 'void', of: 1, reason: 'bấm thử' } },
    ]);
    expect(centre.verify().findings).toEqual([]);
  });

  it('holds for a rating that is carried, whichever ledger it is named on', () => {
    const { centre, kiosk } = setUp();
    const fresh = scriptKiosk('k1', afterEnd, 'boot-2');
    for (const place of [1, 2]) {
      const body = kiosk.bodies[place - 1] ?? '';
      fresh.write({ kind: 'carried', ledger: kiosk.ledger, prev: kiosk.hashAt(place - 1), body });
    }
    centre.take(fresh.entriesTopic, fresh.batch(1));
    const ask = (ledger: ScriptedKiosk['ledger'], n: number) =>
      centre.desk.voidRating({ ledger, seq: seq(n), person: 'Lan', reason: 'bấm thử' });
    expect(ask(fresh.ledger, 1).ok).toBe(true);
    expect(ask(kiosk.ledger, 1).ok).toBe(false);
    expect(ask(kiosk.ledger, 2).ok).toBe(true);
    expect(centre.report(feb)).toMatchObject({ totals: { total: 1 }, excluded: { void: 2 } });
    expect(centre.verify().findings).toEqual([]);
  });
});
