import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parseEntry } from '../../../sync/domain/entry.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import { type PeriodLabel, periodLabelAt } from '../../../sync/domain/period.ts';
import { reportOf } from '../../support/command.ts';

/** What citizens did and what they were told, by the name of the press. */
export interface Accounts {
  readonly attempted: Set<string>;
  readonly thanked: Set<string>;
  /** The screen said that it was not recorded. */
  readonly refused: Set<string>;
}

export const newAccounts = (): Accounts => ({
  attempted: new Set(),
  thanked: new Set(),
  refused: new Set(),
});

/** Takes in the journal of a fleet (see kiosk-app/commands/fleet/press-journal.ts). */
export const takeJournal = (accounts: Accounts, path: string): void => {
  if (!existsSync(path)) return;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [what, , touch] = line.split(' ');
    if (touch === undefined) continue;
    if (what === 'attempted') accounts.attempted.add(touch);
    if (what === 'thanked') accounts.thanked.add(touch);
    if (what === 'refused') accounts.refused.add(touch);
  }
};

export interface Judgement {
  readonly attempted: number;
  readonly thanked: number;
  /** Attempted, and the kiosk died before it could say. Either answer is right. */
  readonly indeterminate: number;
  readonly refused: number;
  /** Ratings that the centre counts. */
  readonly counted: number;
  /** Indeterminate presses that turned out to be written. */
  readonly indeterminateCounted: number;
  /** The sum of the table's cells. */
  readonly inTable: number;
  // What must be empty.
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly unasked: readonly string[];
}

const countedPresses = (centreDir: string): Map<string, number> => {
  const db = new Database(join(centreDir, 'centre.sqlite'), { readonly: true, fileMustExist: true });
  try {
    const bodies = db
      .prepare<[], string>(
        'SELECT e.body FROM rating r JOIN entry e USING (ledger_no, seq) WHERE r.state = 0',
      )
      .pluck()
      .all();
    const counted = new Map<string, number>();
    for (const body of bodies) {
      const parsed = parseEntry(body);
      if (!parsed.ok || parsed.entry.kind !== 'rating') throw new Error(`a rating that is none: ${body}`);
      const name = parsed.entry.press?.replace(/^touch:/, '') ?? body;
      counted.set(name, (counted.get(name) ?? 0) + 1);
    }
    return counted;
  } finally {
    db.close();
  }
};

/** The cells of every period from `since` until now, summed up as the report prints them. */
const sumOfTables = async (centreDir: string, since: number): Promise<number> => {
  const labels = new Set<PeriodLabel>([since, Date.now()].map((at) => periodLabelAt(at as Instant)));
  let sum = 0;
  for (const label of labels) {
    const { rows } = (await reportOf(centreDir, label)) as { rows: readonly { counts: readonly number[] }[] };
    for (const { counts } of rows) for (const count of counts) sum += count;
  }
  return sum;
};

/** Compares what was promised with what is counted. */
export const judge = async (accounts: Accounts, centreDir: string, since: number): Promise<Judgement> => {
  const { attempted, thanked, refused } = accounts;
  const counted = countedPresses(centreDir);
  const isOpen = (press: string): boolean =>
    attempted.has(press) && !thanked.has(press) && !refused.has(press);
  return {
    attempted: attempted.size,
    thanked: thanked.size,
    indeterminate: [...attempted].filter(isOpen).length,
    refused: refused.size,
    counted: [...counted.values()].reduce((sum, n) => sum + n, 0),
    indeterminateCounted: [...counted.keys()].filter(isOpen).length,
    inTable: await sumOfTables(centreDir, since),
    lost: [...thanked].filter((press) => !counted.has(press)),
    twice: [...counted].filter(([, n]) => n > 1).map(([press]) => press),
    unasked: [...counted.keys()].filter((press) => !thanked.has(press) && !isOpen(press)),
  };
};

/** One line for a person who reads the run. */
export const figures = (j: Judgement): string =>
  `attempted ${j.attempted}, thanked ${j.thanked}, indeterminate ${j.indeterminate} (${j.indeterminateCounted} of them written), ` +
  `refused ${j.refused}; counted ${j.counted}, in the table ${j.inTable}; lost ${j.lost.length}, twice ${j.twice.length}, ` +
  `unasked ${j.unasked.length}`;
