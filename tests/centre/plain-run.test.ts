import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Arrival, readArrival } from '../../sync/centre/ingest/read-arrival.ts';
import { categoryIds } from '../../sync/domain/categories.ts';
import { type BootId, type Instant, isSeq } from '../../sync/domain/ids.ts';
import { type BenchCentre, openBenchCentre } from './support/bench-centre.ts';
import {
  centreId,
  department,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
} from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');

type Act =
  | { readonly do: 'rate'; readonly category: number; readonly place: number; readonly isRepeat: boolean }
  | { readonly do: 'withdraw' | 'garble' | 'reboot' }
  | { readonly do: 'set-clock'; readonly by: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      category: fc.nat(4),
      place: fc.nat({ max: 40 }),
      isRepeat: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'garble' as const, 'reboot' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      by: fc.integer({ min: -4e9, max: 4e9 }),
    }),
  },
);

const perform = (kiosk: ScriptedKiosk, done: Act): void => {
  kiosk.pass(1_700);
  switch (done.do) {
    case 'rate': {
      const category = categoryIds[done.category] ?? 'comment';
      const place = { department: department(`d${done.place > 38 ? 1 : 0}`) };
      kiosk.write(ratingDraft({ category, ...place, ...(done.isRepeat ? { repeat: true } : {}) }));
      return;
    }
    case 'withdraw':
      if (kiosk.head() > 0)
        kiosk.write({ kind: 'withdrawal', of: kiosk.head(), ofHash: kiosk.hashAt(kiosk.head()) });
      return;
    case 'garble':
      kiosk.writeRaw('{"v":1}');
      return;
    case 'reboot':
      kiosk.clock.boot = `${kiosk.clock.boot}b` as BootId;
      kiosk.clock.up = 5;
      return;
    case 'set-clock': {
      const from = kiosk.clock.at;
      kiosk.clock.at = Math.max(1, from + done.by) as Instant;
      if (done.by % 2 === 0) kiosk.write({ kind: 'clock-step', from, to: kiosk.clock.at });
      return;
    }
    default:
      done satisfies never;
  }
};

const tables = ['entry', 'rating', 'boot', 'boot_span', 'clock_step', 'withdrawal', 'quarantine', 'kiosk'];
const contentsOf = ({ store }: BenchCentre): unknown =>
  tables.map((table) => store.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().all());

it('what a whole batch tells is written as its entries one by one would be', () => {
  let runs = 0;
  fc.assert(
    fc.property(
      fc.array(act, { minLength: 30, maxLength: 90 }),
      fc.infiniteStream(fc.nat(12)),
      (acts, sizes) => {
        const kiosk = scriptKiosk('k1', noon);
        for (const each of acts) perform(kiosk, each);
        const [together, apart] = [openBenchCentre(noon), openBenchCentre(noon)];
        for (let first = 1; first <= kiosk.head(); ) {
          const last = Math.min(kiosk.head(), first + Number(sizes.next().value ?? 0));
          const payload = Buffer.from(JSON.stringify(kiosk.batch(first, last)));
          const arrival: Arrival = readArrival(centreId, {
            topic: kiosk.entriesTopic,
            payload,
            isRetained: false,
          });
          if (arrival.kind !== 'entries') throw new Error(arrival.kind);
          const { run, ...plain } = arrival.batch;
          if (run && last > first) runs += 1;
          together.intake.take(arrival);
          apart.intake.take({ ...arrival, batch: plain });
          for (const centre of [together, apart]) {
            centre.now = kiosk.clock.at;
            centre.intake.commit();
          }
          // The next begins before the end of this one: what is known already is left out of a run.
          first = last + 1 - (last > first && last % 3 === 0 && last < kiosk.head() ? 1 : 0);
          if (!isSeq(first)) throw new Error('no place');
        }
        expect(contentsOf(together)).toEqual(contentsOf(apart));
        expect(together.count('entry')).toBe(kiosk.head());
        for (const centre of [together, apart]) centre.store.close();
      },
    ),
    { numRuns: 30, seed: 20210228 },
  );
  expect(runs).toBeGreaterThan(100);
}, 60_000);
