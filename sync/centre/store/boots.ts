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
import { boundsByOrder, type OrderedBoot } from '../clock/boot-order.ts';

interface BootRow extends OffsetBounds {
  readonly bootNo: number;
  readonly claimMin: number;
  readonly claimMax: number;
}

export interface BootSpan {
  readonly first: Seq;
  readonly last: Seq;
  /** The times since boot at both; null where they were carried to this ledger, and their order here is not theirs. */
  readonly ups: { readonly first: number; readonly last: number } | null;
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
  span(bootNo: number, ledgerNo: number, span: BootSpan): void;
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
    `INSERT INTO boot_span (boot_no, ledger_no, first_seq, last_seq, first_up, last_up) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (boot_no, ledger_no) DO UPDATE
     SET first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq),
       first_up = coalesce(first_up, excluded.first_up), last_up = coalesce(excluded.last_up, last_up)`,
  );
  const hasSpan = db
    .prepare<[number, number], 1>('SELECT 1 FROM boot_span WHERE boot_no = ? AND ledger_no = ?')
    .pluck();
  const ledgersOf = db
    .prepare<[number], number>('SELECT ledger_no FROM boot_span WHERE boot_no = ? AND first_up IS NOT NULL')
    .pluck();
  const inOrder = db.prepare<[number], OrderedBoot & { readonly firstSeq: number; readonly lastSeq: number }>(
    `SELECT boot_no AS bootNo, s.first_seq AS firstSeq, s.last_seq AS lastSeq, s.first_up AS firstUp,
       s.last_up AS lastUp, b.lower, b.upper
     FROM boot_span s JOIN boot b USING (boot_no)
     WHERE s.ledger_no = ? AND s.first_up IS NOT NULL ORDER BY s.first_seq`,
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

  // Ledgers whose order has not been looked at since something was learnt of one of their boots.
  const unordered = new Set<number>();

  // The boot that was named last: nearly every entry of a batch names it again, with a claim that is known.
  let latest: { readonly kioskNo: number; readonly boot: BootId; readonly row: BootRow } | undefined;

  const heed = (kioskNo: number, boot: BootId, claim: number): number => {
    if (latest?.boot === boot && latest.kioskNo === kioskNo) {
      const { bootNo, claimMin, claimMax } = latest.row;
      if (claim >= claimMin && claim <= claimMax) return bootNo;
    }
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
    latest = { kioskNo, boot, row };
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

  const observe = (bootNo: number, seen: OffsetBounds): void => {
    const before = knownClock(bootNo);
    const after = tighten(before, seen);
    if (after === before) return;
    touch(bootNo);
    bound.run(after.lower, after.upper, bootNo);
    for (const ledgerNo of ledgersOf.all(bootNo)) unordered.add(ledgerNo);
  };

  const learnFromOrder = (ledgerNo: number): void => {
    const boots = inOrder.all(ledgerNo);
    // Boots that stand in each other's way were not written by one machine from front to back.
    if (boots.some((boot, i) => boot.firstSeq <= (boots[i - 1]?.lastSeq ?? 0))) return;
    for (const [i, bounds] of boundsByOrder(boots).entries()) {
      const boot = boots[i];
      if (boot) observe(boot.bootNo, bounds);
    }
  };

  // A boot may go on in a second ledger and carry what is learnt over; a few rounds are enough for any that is honest.
  const learnFromOrders = (): void => {
    for (let round = 0; round < 4 && unordered.size > 0; round += 1) {
      const ledgers = [...unordered];
      unordered.clear();
      for (const ledgerNo of ledgers) learnFromOrder(ledgerNo);
    }
    unordered.clear();
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
    observe,
    heedStep: touch,
    span: (bootNo, ledgerNo, { first, last, ups }) => {
      if (ups && hasSpan.get(bootNo, ledgerNo) === undefined) unordered.add(ledgerNo);
      spanUp.run(bootNo, ledgerNo, first, last, ups?.first ?? null, ups?.last ?? null);
    },
    clockOf: knownClock,
    settle: () => {
      learnFromOrders();
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
      latest = undefined;
      rows.clear();
      clocks.clear();
      changed.clear();
      unordered.clear();
    },
  };
};
