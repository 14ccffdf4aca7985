import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../sync/domain/categories.ts';
import { type EntryDraft, formatEntry } from '../../sync/domain/entry.ts';
import type {
  BootId,
  CounterId,
  DepartmentId,
  HashHex,
  Instant,
  LedgerId,
  Seq,
} from '../../sync/domain/ids.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { instant, scriptKiosk } from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const lastInstant = 253_402_300_799_999;

// Everything that the form of an entry allows, and no kiosk of ours would write.
const anyTime = fc.record({
  at: fc.oneof(
    fc.constantFrom(0, 1, noon, lastInstant, noon + 86_400_000, 1_577_836_799_999),
    fc.integer({ min: 0, max: lastInstant }),
  ) as fc.Arbitrary<Instant>,
  boot: fc.constantFrom('boot-1', 'boot-2', 'boot-3') as fc.Arbitrary<BootId>,
  up: fc.oneof(
    fc.constantFrom(0, 1, noon, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1),
    fc.integer({ min: 0, max: 100_000 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  ),
});
const anyPlace = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.constant(Number.MAX_SAFE_INTEGER),
) as fc.Arbitrary<Seq>;
const departments = fc.constantFrom('d1', 'd2', 'a'.repeat(64)) as fc.Arbitrary<DepartmentId>;
const category = fc.constantFrom(...categoryIds);

const rating = fc.record({
  kind: fc.constant('rating' as const),
  category,
  department: departments,
  counter: fc.constantFrom('q1', 'q2') as fc.Arbitrary<CounterId>,
  via: fc.constantFrom('touch' as const, 'serial' as const),
});
const plain: fc.Arbitrary<EntryDraft> = fc.oneof(
  rating,
  fc.record({
    kind: fc.constant('clock-step' as const),
    from: anyTime.map(({ at }) => at),
    to: anyTime.map(({ at }) => at),
  }),
  fc.record({ kind: fc.constant('boot' as const), version: fc.string({ maxLength: 64 }) }),
  fc.record({ kind: fc.constant('self-test' as const), category, via: fc.constant('touch' as const) }),
);
type Draw = (hashAt: (seq: Seq) => HashHex, ledger: LedgerId) => EntryDraft | string;
const draw: fc.Arbitrary<Draw> = fc.oneof(
  {
    weight: 4,
    arbitrary: plain.map(
      (draft): Draw =>
        () =>
          draft,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('withdrawal' as const, 'comment' as const), anyPlace).map(
      ([kind, of]): Draw =>
        (hashAt) =>
          kind === 'withdrawal'
            ? { kind, of, ofHash: hashAt(of) }
            : { kind, of, ofHash: hashAt(of), textHash: 'ab'.repeat(32) as HashHex },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anyTime, plain, anyPlace, fc.boolean()).map(
      ([time, draft, place, isOwn]): Draw =>
        (hashAt, ledger) => ({
          kind: 'carried',
          ledger: isOwn ? ledger : ('b'.repeat(26) as LedgerId),
          prev: hashAt(place),
          body: formatEntry(place, time, draft),
        }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 200 }).map(
      (text): Draw =>
        () =>
          text,
    ),
  },
);

describe('a kiosk that signs whatever it likes', () => {
  it('is stored or answered, never stops the centre, and leaves a store that proves itself', () => {
    const clock = fc.record({ wall: anyTime.map(({ at }) => at), time: anyTime, echo: fc.option(anyTime) });
    const centre = openBenchCentre((noon + 3_600_000) as Instant);
    let kiosks = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyTime, draw), { minLength: 1, maxLength: 12 }),
        fc.array(clock, { minLength: 1, maxLength: 3 }),
        (lines, clocks) => {
          kiosks += 1;
          const kiosk = scriptKiosk(`k${kiosks}`, noon);
          const hashAt = (seq: Seq): HashHex =>
            seq <= kiosk.head() ? kiosk.hashAt(seq) : ('cd'.repeat(32) as HashHex);
          for (const [time, make] of lines) {
            const draft = make(hashAt, kiosk.ledger);
            const place = (kiosk.head() + 1) as Seq;
            kiosk.writeRaw(typeof draft === 'string' ? draft : formatEntry(place, time, draft));
          }
          for (const [i, { wall, time, echo }] of clocks.entries()) {
            Object.assign(kiosk.clock, { at: wall, boot: time.boot, up: time.up });
            const said = echo ? { at: echo.at, up: echo.up } : undefined;
            const last = i === 0 ? 1 : kiosk.head();
            expect(centre.take(kiosk.entriesTopic, kiosk.batch(1, last, {}, said))).toMatchObject([
              { upTo: last },
            ]);
            centre.take(kiosk.stateTopic, kiosk.state());
          }
          for (const label of ['1970-01', '2021-02', '9999-12']) centre.report(label);
          expect(centre.verify().findings).toEqual([]);
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 40), seed: 20_261_126 },
    );
  });
});
