import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../sync/domain/categories.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import {
  department,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
  seq,
} from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');

/** Two ledgers with ratings, repeats, withdrawals, and a third to which the first was carried. */
const ledgers = (): readonly ScriptedKiosk[] => {
  const made = ['k1', 'k2'].map((name) => {
    const kiosk = scriptKiosk(name, noon, `boot-${name}`);
    for (let i = 0; i < 24; i += 1) {
      const category = categoryIds[i % 5] ?? 'comment';
      if (i % 7 === 6) kiosk.write({ kind: 'withdrawal', of: seq(i), ofHash: kiosk.hashAt(i) });
      else
        kiosk.write(
          ratingDraft({
            category,
            department: department(`d${i % 3}`),
            ...(i % 5 === 4 ? { repeat: true } : {}),
          }),
        );
      kiosk.pass(1_000);
    }
    return kiosk;
  });
  const [first] = made;
  const third = scriptKiosk('k1', (noon + 100_000) as Instant, 'boot-3');
  for (let place = 10; place <= (first?.head() ?? 0); place += 1) {
    const body = first?.bodies[place - 1] ?? '';
    const prev = first?.hashAt(place - 1);
    if (first && prev) third.write({ kind: 'carried', ledger: first.ledger, prev, body });
  }
  return [...made, third];
};

describe('whatever a broker does with them', () => {
  it('the same entries give the same table: shuffled, doubled, cut anywhere', () => {
    const all = ledgers();
    const batch = fc.record({
      of: fc.integer({ min: 0, max: all.length - 1 }),
      first: fc.integer({ min: 1, max: 24 }),
      length: fc.integer({ min: 0, max: 9 }),
    });
    const straight = openBenchCentre((noon + 200_000) as Instant);
    for (const kiosk of all) straight.take(kiosk.entriesTopic, kiosk.batch(1));
    const wanted = straight.report('2021-02');
    const numbers = (report: typeof wanted) => [
      report.rows.map((row) => [row.id, ...row.counts]).sort(),
      report.totals,
      report.excluded,
    ];
    expect(straight.verify().findings).toEqual([]);
    straight.store.close();

    fc.assert(
      fc.property(fc.array(batch, { maxLength: 60 }), (batches) => {
        const centre = openBenchCentre((noon + 200_000) as Instant);
        for (const { of, first, length } of batches) {
          const kiosk = all[of];
          if (!kiosk || first > kiosk.head()) continue;
          centre.take(kiosk.entriesTopic, kiosk.batch(first, Math.min(first + length - 1, kiosk.head())));
        }
        // In the end every kiosk has sent what it has.
        for (const kiosk of [...all].reverse()) centre.take(kiosk.entriesTopic, kiosk.batch(1));
        expect(numbers(centre.report('2021-02'))).toEqual(numbers(wanted));
        expect(centre.verify().findings).toEqual([]);
        centre.store.close();
      }),
      { numRuns: 25, seed: 20210215 },
    );
  }, 60_000);
});
