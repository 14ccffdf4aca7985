import { join } from 'node:path';
import { toleranceMs } from '../../../sync/centre/clock/boot-clock.ts';
import { openStoreForReading, storePathIn } from '../../../sync/centre/store/open-store.ts';
import { reporterOf } from '../../../sync/centre/tally/report-of.ts';
import { verifyCentreStore } from '../../../sync/centre/verify-store.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import { periodLabelAt } from '../../../sync/domain/period.ts';
import { verifyLedger } from '../../../sync/ledger/verify-ledger.ts';
import type { Machine } from './machine.ts';
import { itemOf, ledgerFilesIn, readLedgers } from './media.ts';
import type { Press } from './press-log.ts';
import type { Scene } from './scene.ts';

/** What the centre's table makes of one press. */
export interface FinalRow {
  readonly name: string;
  /** 0 counted, 1 repeat, 2 withdrawn, 3 void. */
  readonly state: number;
  readonly category: number;
  readonly department: string;
  readonly counter: string;
  readonly occurredAt: number;
  /** 0 wall, 1 stepped, 2 corrected, 3 uncorrectable. */
  readonly clock: number;
}

export interface Figures {
  readonly attempted: number;
  readonly thanked: number;
  readonly repeats: number;
  readonly refused: number;
  /** Attempted, and never answered: a crash came between. */
  readonly indeterminate: number;
  readonly final: number;
  readonly counted: number;
  /** Destroyed with the last medium that held them, before anybody was told that they are safe. */
  readonly gone: number;
  /** Pressed under a clock that lied, and how many of them the centre placed in the period of their true time. */
  readonly lied: number;
  readonly liedInTruePeriod: number;
  /** Of the others, those that the centre does not mark as corrected or uncorrectable: nothing proved the clock wrong. */
  readonly liedUnnoticed: number;
  /** Of these, those that are further from their true time than the tolerance within which a clock is believed. */
  readonly liedBeyondTolerance: number;
}

type RawRow = Omit<FinalRow, 'name'> & { readonly body: string };

const selectRows = `SELECT e.body, r.state, r.category, d.id AS department, r.counter, r.occurred_at AS occurredAt, r.clock
  FROM rating r JOIN entry e USING (ledger_no, seq) JOIN department d USING (department_no)`;
const honestWithinMs = 60_000;

const states = ['counted', 'repeat', 'withdrawn', 'void'];

/** Reads the centre's file, which nobody writes any more, and everything a kiosk still has, and judges the run. */
export const judge = (
  scene: Scene,
  storeFolder: string,
  machines: readonly Machine[],
): Figures & { readonly rows: readonly FinalRow[] } => {
  const { verdicts, reader, presses, mutant } = scene;
  const { violate } = verdicts;
  const db = openStoreForReading(storePathIn(storeFolder));
  const rows = db
    .prepare<[], RawRow>(selectRows)
    .all()
    .map(({ body, ...row }): FinalRow => ({ ...row, name: reader.nameOf(body) ?? '?' }));
  const texts = db.prepare<[], string>('SELECT text FROM comment_text').pluck().all();

  // What the report prints, over every period in which anything happened.
  const { report } = reporterOf(db);
  const labels = new Set(rows.map((row) => periodLabelAt(row.occurredAt as Instant)));
  const printed = new Map<string, number>();
  const excluded = { repeat: 0, withdrawn: 0, selfTest: 0, void: 0 };
  let printedTotal = 0;
  for (const label of labels) {
    const data = report(label);
    for (const row of data.rows) {
      row.counts.forEach((count, category) => {
        const cell = `${row.id} ${categoryIds[category]}`;
        if (count > 0) printed.set(cell, (printed.get(cell) ?? 0) + count);
      });
    }
    printedTotal += data.totals.total;
    excluded.repeat += data.excluded.repeat;
    excluded.withdrawn += data.excluded.withdrawn;
    excluded.selfTest += data.excluded.selfTest;
    excluded.void += data.excluded.void;
  }
  db.close();

  const final = new Map<string, FinalRow[]>();
  const tableNames = mutant?.table?.() ?? rows.map((row) => row.name);
  for (const name of tableNames) final.set(name, []);
  for (const row of rows) final.get(row.name)?.push(row);
  const timesIn = new Map<string, number>();
  for (const name of tableNames) timesIn.set(name, (timesIn.get(name) ?? 0) + 1);

  const whereabouts = (press: Press): string => {
    const item = itemOf('rating', press.name);
    const found = machines.flatMap((machine) =>
      readLedgers(machine.folder(), reader)
        .filter((ledger) => ledger.items.has(item))
        .map(
          ({ isCurrent, items, watermark }) =>
            `${machine.name}${isCurrent ? '' : ' (aside)'} at ${items.get(item)}, watermark ${watermark}`,
        ),
    );
    return found.length > 0 ? found.join('; ') : 'nowhere';
  };

  for (const name of timesIn.keys())
    if (!presses.all.has(name)) violate(`${name} is in the table and was never pressed`);

  const cells = new Map<string, number>();
  const wanted = { counted: 0, repeat: 0, withdrawn: 0 };
  for (const press of presses.all.values()) {
    const times = timesIn.get(press.name) ?? 0;
    const row = final.get(press.name)?.[0];
    const isOwed = press.told === 'thanked' || press.told === 'repeat' || press.told === 'accepted';
    if (times > 1) violate(`${press.name} stands in the table ${times} times`);
    if (times === 0) {
      if (isOwed && !verdicts.isExcused(itemOf('rating', press.name)))
        violate(`${press.name} was ${press.told} and is not in the table; it is ${whereabouts(press)}`);
      continue;
    }
    if (press.told === 'refused') violate(`${press.name} was refused and is in the table`);
    if (!row) continue;
    if (
      categoryIds[row.category] !== press.category ||
      row.department !== press.department ||
      row.counter !== press.counter
    )
      violate(`${press.name} stands in another cell than it was pressed for`);
    const allowed = allowedStates(press, verdicts.isExcused(itemOf('undo', press.name)));
    if (!allowed.includes(row.state))
      violate(
        `${press.name} was ${press.told}${press.undo === 'no' ? '' : `, undo ${press.undo}`}, and is ${states[row.state]}`,
      );
    const isInTime =
      row.occurredAt >= press.firstToldAt - honestWithinMs &&
      row.occurredAt <= press.lastToldAt + honestWithinMs;
    if (isHonest(press) && !isInTime)
      violate(`${press.name}: an honest clock was corrected by ${row.occurredAt - press.lastToldAt} ms`);
    if (row.state === 0) {
      wanted.counted += 1;
      const cell = `${press.department} ${press.category}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    } else if (row.state === 1) wanted.repeat += 1;
    else if (row.state === 2) wanted.withdrawn += 1;
    const { comment } = press;
    if (comment) {
      const told = texts.filter((text) => text === comment.text).length;
      const isDue = comment.isConfirmed && !verdicts.isExcused(itemOf('comment', press.name));
      if (told > 1 || (isDue && told === 0)) violate(`the comment on ${press.name} is there ${told} times`);
    }
  }

  // The table's cells, its total and what it leaves out are exactly what is final.
  if (!mutant?.table) {
    for (const cell of new Set([...cells.keys(), ...printed.keys()])) {
      if (cells.get(cell) !== printed.get(cell))
        violate(`cell ${cell}: printed ${printed.get(cell) ?? 0}, final ${cells.get(cell) ?? 0}`);
    }
    if (printedTotal !== wanted.counted) violate(`printed in all ${printedTotal}, final ${wanted.counted}`);
    if (
      excluded.repeat !== wanted.repeat ||
      excluded.withdrawn !== wanted.withdrawn ||
      excluded.void !== 0 ||
      excluded.selfTest !== 0
    )
      violate(`left out ${JSON.stringify(excluded)}, final ${JSON.stringify(wanted)}`);
  }

  const store = verifyCentreStore(storePathIn(storeFolder));
  for (const { where, reason } of store.findings) violate(`the centre's store, ${where}: ${reason}`);
  for (const machine of machines) {
    for (const file of ledgerFilesIn(machine.folder())) {
      for (const { code, where, reason } of verifyLedger(join(machine.folder(), file)).findings)
        violate(`${machine.name} ${file}: ${code} ${where}: ${reason}`);
    }
  }

  const isInTruePeriod = (press: Press): boolean => {
    const at = final.get(press.name)?.[0]?.occurredAt ?? 0;
    return periodLabelAt(at as Instant) === periodLabelAt(press.lastToldAt as Instant);
  };
  const missedBy = (press: Press): number => {
    const at = final.get(press.name)?.[0]?.occurredAt ?? 0;
    return Math.max(press.firstToldAt - at, at - press.lastToldAt, 0);
  };
  const all = [...presses.all.values()];
  const told = (what: Press['told']): number => all.filter((press) => press.told === what).length;
  const lied = all.filter((press) => !isHonest(press) && final.get(press.name)?.[0]);
  const unnoticed = lied.filter((press) => !isInTruePeriod(press) && final.get(press.name)?.[0]?.clock === 0);
  for (const press of unnoticed)
    scene.note(`${press.name} in another period, unmarked, ${Math.round(missedBy(press))} ms from its time`);
  return {
    attempted: all.length,
    thanked: told('thanked') + told('accepted'),
    repeats: told('repeat'),
    refused: told('refused'),
    indeterminate: told('nothing'),
    final: rows.length,
    counted: wanted.counted,
    gone: verdicts.excused(),
    lied: lied.length,
    liedInTruePeriod: lied.filter(isInTruePeriod).length,
    liedUnnoticed: unnoticed.length,
    liedBeyondTolerance: unnoticed.filter((press) => missedBy(press) > toleranceMs).length,
    rows,
  };
};

const isHonest = (press: Press): boolean => [...press.boots].every((boot) => boot.isHonest);

const allowedStates = (press: Press, isUndoExcused: boolean): readonly number[] => {
  const withUndo = (state: number): readonly number[] => {
    if (press.undo === 'no') return [state];
    return press.undo === 'confirmed' && !isUndoExcused ? [2] : [state, 2];
  };
  switch (press.told) {
    case 'thanked':
      return withUndo(0);
    case 'repeat':
      return [1];
    case 'accepted':
    case 'nothing':
    case 'refused':
      return [...withUndo(0), 1];
    default:
      return press.told satisfies never;
  }
};
