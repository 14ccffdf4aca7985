import { expect } from 'vitest';
import type { Instant } from '../../../sync/domain/ids.ts';
import type { PeriodLabel } from '../../../sync/domain/period.ts';
import { openBenchCentre } from './bench-centre.ts';
import { department, instant, ratingDraft, scriptKiosk, seq } from './scripted-kiosk.ts';

const end = instant('2021-02-16T00:00:00+07:00');
const during = (end - 86_400_000) as Instant;
const feb = '2021-02' as PeriodLabel;

type Rows = readonly { readonly counts: readonly number[] }[];
const sum = (rows: Rows): number => rows.flatMap((row) => row.counts).reduce((a, b) => a + b, 0);

export interface FireCounts {
  readonly runs: number;
  closings: number;
  refusals: number;
  supplements: number;
  lateRatings: number;
  lateWithdrawals: number;
}

/**
 * Two closers, a kiosk that was silent until then, withdrawals and supplements in a random order, many times over: each run
 * must end with one closing whose table and supplements together are what the ledgers hold, and with a store that proves itself.
 */
export const closeUnderFire = (runs: number, seed: number): FireCounts => {
  // A small linear congruential generator: the same runs every time.
  let state = seed;
  const random = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
  const counts: FireCounts = {
    runs,
    closings: 0,
    refusals: 0,
    supplements: 0,
    lateRatings: 0,
    lateWithdrawals: 0,
  };
  for (let run = 0; run < runs; run += 1) {
    const centre = openBenchCentre(during);
    const kiosk = scriptKiosk('k1', during);
    for (let i = 0; i < 3; i += 1) kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    centre.now = (end + 3_600_000) as Instant;
    kiosk.pass(centre.now - kiosk.clock.at);
    const late = scriptKiosk('k2', during);
    for (let i = 0; i < 12; i += 1) {
      late.write(ratingDraft({ category: 'dissatisfied-time', department: department('so-y-te') }));
      late.pass(6_000);
    }

    let sent = 0;
    const withdrawn = new Set<number>();
    const isClosed = (): boolean => centre.desk.revisions(feb).length > 0;
    const close = (person: string): void => {
      const { ok } = centre.desk.close({ label: feb, person, reason: 'hết hạn' });
      counts[ok ? 'closings' : 'refusals'] += 1;
    };
    const steps = [
      () => {
        const to = Math.min(12, sent + 1 + random(3));
        if (to === sent) return;
        centre.take(late.entriesTopic, late.batch(sent + 1, to));
        if (isClosed()) counts.lateRatings += to - sent;
        sent = to;
      },
      () => close('Lan'),
      () => close('Minh'),
      () => {
        if (centre.desk.issueSupplement({ label: feb, person: 'Lan' }).ok) counts.supplements += 1;
      },
      () => {
        const of = 1 + random(3);
        if (withdrawn.has(of)) return;
        withdrawn.add(of);
        if (isClosed()) counts.lateWithdrawals += 1;
        kiosk.write({ kind: 'withdrawal', of: seq(of), ofHash: kiosk.hashAt(of) });
        centre.take(kiosk.entriesTopic, kiosk.batch(kiosk.head()));
      },
    ];
    for (let i = 0; i < 14; i += 1) steps[random(steps.length)]?.();
    close('Hoa');

    const [closing, ...more] = centre.desk.revisions(feb);
    expect(more, `run ${run}`).toEqual([]);
    const pending = centre.desk.pendingSupplement(feb);
    const changes = [...centre.desk.supplements(feb, 1), ...(pending ? [pending] : [])];
    const total = changes.reduce((n, c) => n + sum(c.added) - sum(c.removed), sum(closing?.rows ?? []));
    expect(total, `run ${run}`).toBe(3 - withdrawn.size + sent);
    expect(centre.verify().findings, `run ${run}`).toEqual([]);
    centre.store.close();
  }
  return counts;
};
