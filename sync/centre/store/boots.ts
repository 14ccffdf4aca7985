import type Database from 'better-sqlite3';
import type { BootId, Seq } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import {
  type BootClock,
  type ClockStep,
  clockVerdicts,
  earliestPlausible,
  fits,
  type OffsetBounds,
  placeInTime,
  tighten,
} from '../clock/boot-clock.ts';

interface BootRow extends OffsetBounds {
  readonly bootNo: number;
  readonly claimMin: number;
  readonly claimMax: number;
}

/** The boots of the kiosks: what is known of their clocks, and the facts that hang on it. */
export interface Boots {
  /** The boot's number; an unknown boot is added. `claim` is wall − up of what names it. */
  heed(kioskNo: number, boot: BootId, claim: number): number;
  /** Takes an observation in. What it changes for facts that are already written is put right by `settle`. */
  observe(bootNo: number, seen: OffsetBounds): void;
  /** A clock-step of this boot is about to be written. */
  heedStep(bootNo: number): void;
  /** Notes that all the boot's facts that just came stand between these places. */
  span(bootNo: number, ledgerNo: number, first: Seq, last: Seq): void;
  clockOf(bootNo: number): BootClock;
  /**
   * Places the facts of every boot whose evidence changed since the last call; returns how many moved. What stands in a
   * closed period moves no more; the evidence by which it was placed is kept beside it.
   */
  settle(): number;
  /** Places what a closed period kept in its place by what is known now. */
  thaw(label: PeriodLabel): void;
  /** Forgets what was read ahead, after a transaction that did not commit. */
  forget(): void;
}

export const readBootClock = (db: Database.Database): ((bootNo: number) => BootClock) => {
  const bounds = db.prepare<[number], OffsetBounds>('SELECT lower, upper FROM boot WHERE boot_no = ?');
  const steps = db.prepare<[number], ClockStep>(
    'SELECT up, claim FROM clock_step WHERE boot_no = ? ORDER BY up, seq',
  );
  return (bootNo) => ({
    ...(bounds.get(bootNo) ?? { lower: null, upper: null }),
    steps: steps.all(bootNo),
  });
};

interface FactTime {
  readonly at: number;
  readonly up: number;
  readonly occurredAt: number;
  readonly clock: number;
}
type RatingTime = FactTime & { readonly ledgerNo: number; readonly seq: number; readonly arrival: number };
type SelfTestTime = FactTime & { readonly identity: Uint8Array };

interface BootParts {
  /** A fact that moves to another instant arrives there now. */
  readonly nextArrival: () => number;
  readonly frozenIn: (occurredAt: number, arrival: number) => PeriodLabel | undefined;
}

export const bootsOf = (db: Database.Database, { nextArrival, frozenIn }: BootParts): Boots => {
  const find = db.prepare<[number, BootId], BootRow>(
    `SELECT boot_no AS bootNo, lower, upper, claim_min AS claimMin, claim_max AS claimMax
     FROM boot WHERE kiosk_no = ? AND id = ?`,
  );
  const get = db.prepare<[number], BootRow>(
    `SELECT boot_no AS bootNo, lower, upper, claim_min AS claimMin, claim_max AS claimMax FROM boot WHERE boot_no = ?`,
  );
  const add = db.prepare('INSERT INTO boot (kiosk_no, id, claim_min, claim_max) VALUES (?, ?, ?, ?)');
  const widen = db.prepare('UPDATE boot SET claim_min = ?, claim_max = ? WHERE boot_no = ?');
  const bound = db.prepare('UPDATE boot SET lower = ?, upper = ? WHERE boot_no = ?');
  const spanUp = db.prepare(
    `INSERT INTO boot_span (boot_no, ledger_no, first_seq, last_seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (boot_no, ledger_no) DO UPDATE
     SET first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)`,
  );
  const ratings = db.prepare<[number], RatingTime>(
    `SELECT r.ledger_no AS ledgerNo, r.seq, r.wall_at AS at, r.up, r.occurred_at AS occurredAt, r.clock,
       r.arrival
     FROM boot_span s JOIN rating r ON r.ledger_no = s.ledger_no AND r.seq BETWEEN s.first_seq AND s.last_seq
     WHERE s.boot_no = ? AND r.boot_no = s.boot_no`,
  );
  const moveRating = db.prepare(
    'UPDATE rating SET occurred_at = ?, clock = ?, arrival = ? WHERE ledger_no = ? AND seq = ?',
  );
  const markRating = db.prepare('UPDATE rating SET clock = ? WHERE ledger_no = ? AND seq = ?');
  const selfTests = db.prepare<[number], SelfTestTime>(
    'SELECT identity, wall_at AS at, up, occurred_at AS occurredAt, clock FROM self_test WHERE boot_no = ?',
  );
  const moveSelfTest = db.prepare('UPDATE self_test SET occurred_at = ?, clock = ? WHERE identity = ?');
  const freeze = db.prepare(
    'INSERT INTO boot_freeze (boot_no, label, lower, upper, steps) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const frozenBoots = db
    .prepare<[PeriodLabel], number>('SELECT boot_no FROM boot_freeze WHERE label = ?')
    .pluck();
  const melt = db.prepare('DELETE FROM boot_freeze WHERE label = ?');
  const clockOf = readBootClock(db);

  // Read-ahead of the rows that a batch asks for again and again; emptied whenever a transaction fails.
  const rows = new Map<string, BootRow>();
  const clocks = new Map<number, BootClock>();
  // The clock of a boot before the first change since the last settling.
  const changed = new Map<number, BootClock>();

  const heed = (kioskNo: number, boot: BootId, claim: number): number => {
    const name = `${kioskNo}/${boot}`;
    let row = rows.get(name) ?? find.get(kioskNo, boot);
    if (!row) {
      const { lastInsertRowid } = add.run(kioskNo, boot, claim, claim);
      row = { bootNo: Number(lastInsertRowid), lower: null, upper: null, claimMin: claim, claimMax: claim };
    } else if (claim < row.claimMin || claim > row.claimMax) {
      row = { ...row, claimMin: Math.min(row.claimMin, claim), claimMax: Math.max(row.claimMax, claim) };
      widen.run(row.claimMin, row.claimMax, row.bootNo);
    }
    if (rows.size > 10_000) rows.clear();
    rows.set(name, row);
    return row.bootNo;
  };

  const knownClock = (bootNo: number): BootClock => {
    const known = clocks.get(bootNo) ?? clockOf(bootNo);
    if (clocks.size > 10_000) clocks.clear();
    clocks.set(bootNo, known);
    return known;
  };

  const touch = (bootNo: number): void => {
    if (!changed.has(bootNo)) changed.set(bootNo, knownClock(bootNo));
    clocks.delete(bootNo);
  };

  // Evidence only tightens, so a boot whose every claim fits what is proven now has nothing that could move: a live kiosk
  // costs no look at its old ratings. Bounds that cross are the one case in which a claim can come to fit again.
  const isSettled = (bootNo: number, clock: BootClock): boolean => {
    const row = get.get(bootNo);
    return (
      row !== undefined &&
      clock.steps.length === 0 &&
      (clock.lower === null
        ? row.claimMin >= earliestPlausible
        : clock.lower <= (clock.upper ?? clock.lower)) &&
      fits(row.claimMin, clock) &&
      fits(row.claimMax, clock)
    );
  };

  const settleBoot = (bootNo: number, before: BootClock, thawed?: PeriodLabel): number => {
    const clock = knownClock(bootNo);
    let moved = 0;
    for (const fact of ratings.all(bootNo)) {
      const { occurredAt, verdict } = placeInTime(fact, clock);
      const mark = clockVerdicts.indexOf(verdict);
      if (occurredAt === fact.occurredAt && mark === fact.clock) continue;
      const label = frozenIn(fact.occurredAt, fact.arrival);
      if (label !== undefined && label !== thawed) {
        freeze.run(bootNo, label, before.lower, before.upper, JSON.stringify(before.steps));
        continue;
      }
      if (occurredAt !== fact.occurredAt) {
        moveRating.run(occurredAt, mark, nextArrival(), fact.ledgerNo, fact.seq);
        moved += 1;
      } else markRating.run(mark, fact.ledgerNo, fact.seq);
    }
    for (const fact of selfTests.all(bootNo)) {
      const { occurredAt, verdict } = placeInTime(fact, clock);
      moveSelfTest.run(occurredAt, clockVerdicts.indexOf(verdict), fact.identity);
    }
    return moved;
  };

  return {
    heed,
    observe: (bootNo, seen) => {
      const before = knownClock(bootNo);
      const after = tighten(before, seen);
      if (after === before) return;
      touch(bootNo);
      bound.run(after.lower, after.upper, bootNo);
    },
    heedStep: touch,
    span: (bootNo, ledgerNo, first, last) => void spanUp.run(bootNo, ledgerNo, first, last),
    clockOf: knownClock,
    settle: () => {
      let moved = 0;
      for (const [bootNo, before] of changed) {
        if (!isSettled(bootNo, knownClock(bootNo))) moved += settleBoot(bootNo, before);
      }
      changed.clear();
      return moved;
    },
    thaw: (label) => {
      const boots = frozenBoots.all(label);
      melt.run(label);
      for (const bootNo of boots) settleBoot(bootNo, knownClock(bootNo), label);
    },
    forget: () => {
      rows.clear();
      clocks.clear();
      changed.clear();
    },
  };
};
