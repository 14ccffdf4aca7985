import type Database from 'better-sqlite3';
import type { Instant, Seq } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import { type Closing, parseJournalEntry, type Supplement } from '../journal/journal-body.ts';
import type { CutOffSetting } from './cut-off.ts';

export interface ClosedPeriod extends Closing {
  readonly closedAt: Instant;
  readonly person: string;
}

export interface IssuedSupplement extends Supplement {
  readonly issuedAt: Instant;
  readonly person: string;
}

/** What is closed, read from the journal through its indexes; from a store open for writing or only for reading. */
export interface Closings {
  cutOffs(): readonly CutOffSetting[];
  /** The newest revision of a period's closing. */
  newest(label: PeriodLabel): ClosedPeriod | undefined;
  revisions(label: PeriodLabel): readonly ClosedPeriod[];
  supplements(label: PeriodLabel, revision: number): readonly IssuedSupplement[];
  closedLabels(): readonly PeriodLabel[];
  /** The closed period that a rating is part of, in its table or in a supplement of it; undefined when it may still move. */
  frozenIn(occurredAt: number, arrival: number): PeriodLabel | undefined;
}

interface Frozen {
  readonly label: PeriodLabel;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly arrival: number;
}

export const closingsOf = (db: Database.Database): Closings => {
  const cutOffs = db.prepare<[], CutOffSetting>(
    'SELECT from_label AS "from", day FROM cut_off ORDER BY from_label',
  );
  const places = db
    .prepare<[PeriodLabel], Seq>('SELECT journal_seq FROM closing WHERE label = ? ORDER BY revision')
    .pluck();
  const supplementPlaces = db
    .prepare<[PeriodLabel, number], Seq>(
      'SELECT journal_seq FROM supplement WHERE label = ? AND revision = ? ORDER BY number',
    )
    .pluck();
  const labels = db.prepare<[], PeriodLabel>('SELECT DISTINCT label FROM closing ORDER BY label').pluck();
  const body = db.prepare<[Seq], string>('SELECT body FROM journal WHERE seq = ?').pluck();
  const frozen = db.prepare<[{ at: number }], Frozen>(
    `SELECT c.label, c.starts_at AS startsAt, c.ends_at AS endsAt,
       max(c.arrival, coalesce((SELECT max(s.arrival) FROM supplement s WHERE s.label = c.label AND s.revision = c.revision), 0)) AS arrival
     FROM closing c
     WHERE c.starts_at <= @at AND c.ends_at > @at
       AND c.revision = (SELECT max(revision) FROM closing n WHERE n.label = c.label)`,
  );

  const read = (seq: Seq): ReturnType<typeof parseJournalEntry> => parseJournalEntry(body.get(seq) ?? '');
  const revisions = (label: PeriodLabel): readonly ClosedPeriod[] =>
    places.all(label).flatMap((seq) => {
      const entry = read(seq);
      return entry?.what.kind === 'closing'
        ? [{ ...entry.what, closedAt: entry.on, person: entry.person }]
        : [];
    });
  return {
    cutOffs: () => cutOffs.all(),
    newest: (label) => revisions(label).at(-1),
    revisions,
    supplements: (label, revision) =>
      supplementPlaces.all(label, revision).flatMap((seq) => {
        const entry = read(seq);
        return entry?.what.kind === 'supplement'
          ? [{ ...entry.what, issuedAt: entry.on, person: entry.person }]
          : [];
      }),
    closedLabels: () => labels.all(),
    frozenIn: (occurredAt, arrival) => {
      const found = frozen.get({ at: occurredAt });
      return found && arrival <= found.arrival ? found.label : undefined;
    },
  };
};
