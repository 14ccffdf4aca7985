import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../sync/proof/signing.ts';
import { receiptText } from '../../sync/wire/messages.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { centreId, department, instant, ratingDraft, scriptKiosk, seq } from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const withRatings = (n: number, name = 'k1') => {
  const kiosk = scriptKiosk(name, noon);
  for (let i = 0; i < n; i += 1) {
    kiosk.write(ratingDraft());
    kiosk.pass(10_000);
  }
  return kiosk;
};
const later = instant('2021-02-01T13:00:00+07:00');

describe('a batch', () => {
  it('is stored, counted and answered with a signed receipt', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(3);
    const [receipt] = centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(receipt).toMatchObject({ ledger: kiosk.ledger, upTo: 3, head: kiosk.hashAt(3), at: later });
    const text = receiptText(centreId, kiosk.kiosk, receipt ?? ({} as never));
    expect(isSignedBy(centre.store.identity.publicKey, text, receipt?.sig ?? '')).toBe(true);
    expect(centre.report('2021-02').totals).toEqual({ counts: [3, 0, 0, 0, 0], total: 3 });
    expect(centre.verify()).toMatchObject({ ok: true, entries: 3, ratings: 3, findings: [] });
  });

  it('counts once when it comes twice, overlaps, or comes in another cut', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(5);
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 3));
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 3));
    centre.take(kiosk.entriesTopic, kiosk.batch(2, 5));
    const [receipt] = centre.take(kiosk.entriesTopic, kiosk.batch(1, 2));
    expect(receipt).toMatchObject({ upTo: 5, head: kiosk.hashAt(5) });
    expect(centre.report('2021-02').totals.total).toBe(5);
    expect(centre.intake.counters.read()).toMatchObject({ entries: 5, duplicates: 7 });
    expect(centre.verify().findings).toEqual([]);
  });

  it('that leaves a gap is not stored; the receipt tells the last contiguous entry', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(6);
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(3, 4))[0]).toMatchObject({
      upTo: 0,
      head: kiosk.hashAt(0),
    });
    expect(centre.count('ledger')).toBe(0);
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 2));
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(5, 6))[0]).toMatchObject({
      upTo: 2,
      head: kiosk.hashAt(2),
    });
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(3, 6))[0]).toMatchObject({ upTo: 6 });
    expect(centre.intake.counters.read()).toMatchObject({ gaps: 2, entries: 6 });
  });

  it('of many ratings, in runs and among other facts, is written as it was told', () => {
    const centre = openBenchCentre(later);
    const kiosk = scriptKiosk('k1', noon);
    const ids = ['satisfied-service', 'satisfied-attitude', 'dissatisfied-time'] as const;
    for (let i = 0; i < 150; i += 1) {
      const at = kiosk.write(
        ratingDraft({ category: ids[i % 3] ?? ids[0], ...(i % 7 === 3 && { repeat: true }) }),
      );
      // Of the rating just before it, in the same batch: in the middle of a run, and at its end.
      if (i === 60 || i === 100) kiosk.write({ kind: 'withdrawal', of: at, ofHash: kiosk.hashAt(at) });
      kiosk.pass(5_000);
    }
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    // 60 and 100 are no repeats, 21 others are.
    expect(centre.report('2021-02')).toMatchObject({
      totals: { total: 127 },
      excluded: { repeat: 21, withdrawn: 2 },
    });
    expect(centre.verify()).toMatchObject({ ok: true, entries: 152, ratings: 150, findings: [] });
  });

  it('without entries asks for a receipt', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(2);
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(3, 2))[0]).toMatchObject({ upTo: 0 });
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(3, 2))[0]).toMatchObject({ upTo: 2 });
  });

  it('commits what one turn brought in one transaction, with one receipt a ledger', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(4);
    const other = withRatings(1, 'k2');
    for (const [from, message] of [
      [kiosk, kiosk.batch(1, 2)],
      [other, other.batch(1)],
      [kiosk, kiosk.batch(3, 4)],
    ] as const) {
      centre.intake.receive({
        topic: from.entriesTopic,
        payload: Buffer.from(JSON.stringify(message)),
        isRetained: false,
      });
    }
    expect(centre.intake.commit()).toHaveLength(2);
    expect(centre.intake.commit()).toHaveLength(0);
  });
});

describe('what does not prove itself', () => {
  const refused = (
    name: string,
    change: (kiosk: ReturnType<typeof withRatings>) => unknown,
    counter: string,
  ): void =>
    it(`${name} is counted and leaves nothing`, () => {
      const centre = openBenchCentre(later);
      const kiosk = withRatings(3);
      expect(centre.take(kiosk.entriesTopic, change(kiosk))).toEqual([]);
      expect(centre.intake.counters.read()).toMatchObject({ [counter]: 1, entries: 0 });
      expect(centre.count('entry') + centre.count('kiosk')).toBe(0);
    });
  refused('a wrong signature', (k) => ({ ...k.batch(1), sig: k.batch(1, 2).sig }), 'badSignatures');
  refused(
    'a clock that was not signed',
    (k) => ({ ...k.batch(1), clock: { ...k.batch(1).clock, up: 1 } }),
    'badSignatures',
  );
  refused(
    'another ledger’s key',
    (k) => ({ ...k.batch(1), key: withRatings(1).batch(1).key }),
    'foreignKeys',
  );
  refused(
    'a changed entry',
    (k) => k.batch(1, 3, { entries: k.bodies.map((b) => b.replace('q1', 'q2')) }),
    'brokenChains',
  );
  refused('a dropped entry', (k) => k.batch(1, 3, { entries: k.bodies.slice(1) }), 'brokenChains');
  refused('a prev that is not the genesis', (k) => k.batch(1, 3, { prev: k.hashAt(2) }), 'brokenChains');
  refused('a prev that does not fit', (k) => k.batch(2, 3, { prev: k.hashAt(2) }), 'brokenChains');
  refused('no JSON', () => '{', 'malformed');
  refused('a field too many', (k) => ({ ...k.batch(1), more: 1 }), 'malformed');
  refused('501 entries', (k) => ({ ...k.batch(1), entries: Array(501).fill('{}') }), 'malformed');
  refused('an oversize message', () => 'x'.repeat(400_000), 'oversize');

  it('a foreign topic is counted', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(1);
    const topics = [
      'a/b',
      'motcham/1/other/k1/entries',
      'motcham/1/centre/k1/receipt',
      'motcham/1/centre/K 1/entries',
    ];
    for (const topic of topics) expect(centre.take(topic, kiosk.batch(1))).toEqual([]);
    expect(centre.intake.counters.read().foreignTopics).toBe(topics.length);
  });

  it('entries that tell nothing are kept as evidence, put aside, and do not block the rest', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(1);
    kiosk.writeRaw('not json at all');
    kiosk.writeRaw(
      JSON.stringify({ v: 1, seq: 3, at: noon, boot: 'boot-1', up: 1, kind: 'from-the-future' }),
    );
    kiosk.writeRaw(kiosk.bodies[0] ?? '');
    kiosk.write({ kind: 'withdrawal', of: seq(1), ofHash: kiosk.hashAt(2) });
    kiosk.write(ratingDraft());
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(1))[0]).toMatchObject({ upTo: 6 });
    expect(centre.report('2021-02').totals.total).toBe(2);
    expect(centre.store.db.prepare('SELECT seq, reason FROM quarantine').all()).toEqual([
      { seq: 2, reason: 'entry/not-json' },
      { seq: 3, reason: 'entry/unknown-kind' },
      { seq: 4, reason: 'entry/wrong-seq' },
      { seq: 5, reason: 'entry/wrong-reference' },
    ]);
    expect(centre.store.alarms.list()).toMatchObject([
      { code: 'unknown-department' },
      { code: 'entry-quarantined' },
    ]);
    expect(centre.verify().findings).toEqual([]);
  });
});

describe('twins', () => {
  it('a fork is kept aside and raised; the receipt tells where the centre stands', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(3);
    const twin = kiosk.clone();
    kiosk.write(ratingDraft());
    twin.write(ratingDraft({ category: 'comment' }));
    twin.write(ratingDraft({ category: 'comment' }));
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    for (const batch of [twin.batch(1), twin.batch(4), twin.batch(5)]) {
      expect(centre.take(twin.entriesTopic, batch)[0]).toMatchObject({ upTo: 4, head: kiosk.hashAt(4) });
    }
    expect(centre.report('2021-02').totals.counts).toEqual([4, 0, 0, 0, 0]);
    expect(centre.store.db.prepare('SELECT seq FROM fork ORDER BY seq').pluck().all()).toEqual([4, 5]);
    expect(centre.store.alarms.list()).toContainEqual(
      expect.objectContaining({ code: 'ledger-forked', subject: kiosk.ledger }),
    );
    expect(centre.verify().findings).toEqual([]);
  });

  it('a question from a place where another entry stands now hears of that entry, then of the whole standing', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(3);
    const twin = kiosk.clone();
    for (const [one, category] of [
      [kiosk, 'satisfied-service'],
      [twin, 'comment'],
    ] as const) {
      one.write(ratingDraft({ category }));
      one.write(ratingDraft({ category }));
    }
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    const ask = (of: typeof kiosk, from: number) =>
      centre.take(of.entriesTopic, of.batch(from, from - 1)).map(({ upTo, head }) => [upTo, head]);
    const standing = [5, kiosk.hashAt(5)];
    expect(ask(twin, 5)).toEqual([[4, kiosk.hashAt(4)], standing]);
    expect(ask(twin, 4)).toEqual([standing]);
    expect(ask(kiosk, 5)).toEqual([standing]);
  });

  it('a ledger that comes from two kiosks is refused to the second', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(2);
    const other = kiosk.clone('k2');
    other.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.take(other.entriesTopic, other.batch(1))).toEqual([]);
    expect(centre.take(other.stateTopic, other.state())).toEqual([]);
    expect(centre.report('2021-02').totals.total).toBe(2);
    expect(centre.intake.counters.read().claimed).toBe(2);
    expect(centre.store.alarms.list()).toContainEqual(expect.objectContaining({ code: 'ledger-claimed' }));
  });

  it.each([['the old ledger first'], ['the new ledger first']])(
    'a rating that was carried to a new ledger counts once, %s',
    (order) => {
      const centre = openBenchCentre(later);
      const old = withRatings(2);
      const fresh = scriptKiosk('k1', later, 'boot-2');
      old.write({ kind: 'withdrawal', of: seq(2), ofHash: old.hashAt(2) });
      for (const place of [1, 2, 3]) {
        const body = old.bodies[place - 1] ?? '';
        fresh.write({ kind: 'carried', ledger: old.ledger, prev: old.hashAt(place - 1), body });
      }
      fresh.write(ratingDraft({ category: 'dissatisfied-time' }));
      // Once more into a third ledger, and a withdrawal there of what was carried to it.
      const third = scriptKiosk('k1', later, 'boot-3');
      third.write({
        kind: 'carried',
        ledger: fresh.ledger,
        prev: fresh.hashAt(0),
        body: fresh.bodies[0] ?? '',
      });
      third.write({ kind: 'withdrawal', of: seq(1), ofHash: third.hashAt(1) });
      const ledgers = order === 'the old ledger first' ? [old, fresh, third] : [third, fresh, old];
      for (const ledger of ledgers) centre.take(ledger.entriesTopic, ledger.batch(1));
      const report = centre.report('2021-02');
      expect(report.totals.counts).toEqual([0, 0, 0, 1, 0]);
      expect(report.excluded.withdrawn).toBe(2);
      expect(centre.count('rating')).toBe(3);
      expect(centre.verify().findings).toEqual([]);
    },
  );
});

describe('a state', () => {
  it('that does not know its receipt gets it again; one that does gets nothing', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(2);
    expect(centre.take(kiosk.stateTopic, kiosk.state())[0]).toMatchObject({ upTo: 0, head: kiosk.hashAt(0) });
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.take(kiosk.stateTopic, kiosk.state())[0]).toMatchObject({ upTo: 2 });
    expect(centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(2) }))).toEqual([]);
  });

  it('tells an older centre’s store from a shortened kiosk', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(3);
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 1));
    expect(centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(3) }))[0]).toMatchObject({
      upTo: 1,
    });
    expect(centre.store.alarms.list().map((a) => a.code)).toContain('centre-restored');
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(
      centre.take(kiosk.stateTopic, kiosk.state({}, { watermark: seq(1), head: seq(1) }))[0],
    ).toMatchObject({ upTo: 3 });
    const alarms = new Map(centre.store.alarms.list().map((a) => [a.code, a.resolvedAt]));
    expect(alarms.get('centre-restored')).not.toBeNull();
    expect(alarms.get('ledger-shortened')).toBeNull();
  });
});

describe('what is shown beside the table', () => {
  it('repeats, withdrawals and self-tests are excluded by reason', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(2);
    kiosk.write(ratingDraft({ repeat: true }));
    kiosk.write({ kind: 'withdrawal', of: seq(1), ofHash: kiosk.hashAt(1) });
    kiosk.write({ kind: 'self-test', category: 'comment', via: 'serial' });
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    const report = centre.report('2021-02');
    expect(report.totals.total).toBe(1);
    expect(report.excluded).toEqual({ repeat: 1, withdrawn: 1, selfTest: 1, void: 0 });
    expect(centre.verify().findings).toEqual([]);
  });

  it('a department that the registry does not hold gets a row at the end and an alarm', () => {
    const centre = openBenchCentre(later);
    centre.store.registry.put([{ order: 7, id: department('so-y-te'), name: 'Sở Y tế' }], 'test', later);
    const kiosk = withRatings(1);
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.report('2021-02').rows.map((r) => [r.order, r.id, r.total])).toEqual([
      [7, 'so-y-te', 0],
      [8, 'so-tu-phap', 1],
    ]);
  });

  it('keeps a comment’s text beside the chain when its hash fits', () => {
    const centre = openBenchCentre(later);
    const kiosk = withRatings(1);
    const salt = 'ab'.repeat(16);
    const text = 'Chờ hơi lâu';
    const textHash = 'd'.repeat(64);
    kiosk.write({ kind: 'comment', of: seq(1), ofHash: kiosk.hashAt(1), textHash: textHash as never });
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 2, { texts: [{ seq: seq(2), salt, text }] }));
    expect(centre.count('comment_text')).toBe(0);
    expect(centre.count('comment')).toBe(1);
  });
});
