import type Database from 'better-sqlite3';
import { categoryIds } from '../../domain/categories.ts';
import type { Instant, KioskId, Seq } from '../../domain/ids.ts';
import type { KioskRow } from '../store/kiosks.ts';
import type { KioskStanding } from '../tally/completeness.ts';
import { readToldState, type ToldState } from './told-state.ts';

/** All that the store holds of a kiosk, before anybody judges it. */
export interface KioskFacts extends KioskRow {
  readonly told: ToldState | null;
  /** How far the ledger that it told is stored. */
  readonly upTo: Seq;
  /** What is proven of the boot that it told: the tightest upper bound of true time − up, ms. */
  readonly bootUpper: number | null;
  /** Its newest binding, by its ledger. */
  readonly bound: { readonly department: string; readonly counter: string; readonly at: Instant } | null;
  readonly lastTest: ButtonTest | null;
}

/** The newest run of self-tests: presses within ten minutes of the last one. */
export interface ButtonTest {
  readonly at: Instant;
  /** The buttons (1 to 5) that answered in it. */
  readonly answered: readonly number[];
}

export const standingOf = (kiosk: KioskFacts): KioskStanding => ({
  kiosk: kiosk.id as KioskId,
  lastHeardAt: kiosk.lastHeardAt,
  caughtUpAt: kiosk.caughtUpAt,
  toldHead: kiosk.toldHead,
  upTo: kiosk.upTo,
  retiredAt: kiosk.retiredAt,
});

const testRunMs = 10 * 60_000;

interface Raw extends KioskRow {
  readonly state: string | null;
  readonly upTo: Seq;
}

const select = `SELECT k.kiosk_no AS kioskNo, k.id, k.last_heard_at AS lastHeardAt, k.online, k.told_ledger AS toldLedger,
  k.told_head AS toldHead, k.told_watermark AS toldWatermark, k.told_at AS toldAt, k.caught_up_at AS caughtUpAt,
  k.retired_at AS retiredAt, k.state, coalesce(l.up_to, 0) AS upTo
  FROM kiosk k LEFT JOIN ledger l ON l.id = k.told_ledger`;

export interface KioskReader {
  /** In the order of their ids; `all` has those that were taken down too. */
  list(which?: 'all'): readonly KioskFacts[];
}

export const kioskReader = (db: Database.Database): KioskReader => {
  const every = db.prepare<[], Raw>(`${select} ORDER BY k.id`);
  const upper = db
    .prepare<[number, string], number | null>('SELECT upper FROM boot WHERE kiosk_no = ? AND id = ?')
    .pluck();
  const binding = db.prepare<[number], NonNullable<KioskFacts['bound']>>(
    'SELECT department, counter, wall_at AS at FROM binding WHERE kiosk_no = ? ORDER BY wall_at DESC, seq DESC LIMIT 1',
  );
  const tests = db.prepare<[number], { readonly category: number; readonly at: Instant }>(
    `SELECT s.category, max(s.occurred_at) AS at FROM self_test s JOIN ledger l USING (ledger_no)
     WHERE l.kiosk_no = ? GROUP BY s.category`,
  );
  const lastTest = (kioskNo: number): ButtonTest | null => {
    const found = tests.all(kioskNo);
    const at = Math.max(0, ...found.map((test) => test.at)) as Instant;
    if (found.length === 0) return null;
    const answered = found
      .filter((test) => test.at >= at - testRunMs && test.category < categoryIds.length)
      .map((test) => test.category + 1);
    return { at, answered: answered.sort((a, b) => a - b) };
  };
  return {
    list: (which) =>
      every.all().flatMap(({ state, ...row }): KioskFacts[] => {
        if (which !== 'all' && row.retiredAt !== null) return [];
        const told = readToldState(state);
        const bootUpper = told ? (upper.get(row.kioskNo, told.clock.boot) ?? null) : null;
        return [
          {
            ...row,
            told,
            bootUpper,
            bound: binding.get(row.kioskNo) ?? null,
            lastTest: lastTest(row.kioskNo),
          },
        ];
      }),
  };
};
