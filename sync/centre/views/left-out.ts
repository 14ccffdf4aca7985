import type { CounterId, DepartmentId, Instant } from '../../domain/ids.ts';
import { type Period, reportDayOf } from '../../domain/period.ts';
import type { DissatisfiedCell } from '../../report/dissatisfied.ts';
import type { ExcludedLine, VoidView } from '../api/period.ts';
import { parseJournalEntry } from '../journal/journal-body.ts';
import { everything } from '../tally/count-table.ts';
import { segmentsOf } from '../tally/segments.ts';
import type { Sources } from './sources.ts';
import { dayMs, iso } from './time-of-day.ts';

// A day in Vietnam as a whole number, so that SQLite can group by it.
const dayNo = `(r.occurred_at + ${7 * 3_600_000}) / ${dayMs}`;
const dayOfNo = (no: number): string => new Date(no * dayMs).toISOString().slice(0, 10);

interface VoidRow {
  readonly body: string;
  readonly kiosk: string;
  readonly department: string;
  readonly counter: string;
  readonly occurredAt: Instant;
}

interface VoidFact extends VoidView {
  readonly counter: string;
}

const voidsWithin = ({ db }: Sources, period: Period): readonly VoidFact[] =>
  db
    .prepare<[number, number], VoidRow>(
      `SELECT j.body, k.id AS kiosk, d.id AS department, r.counter, r.occurred_at AS occurredAt
       FROM void v JOIN journal j ON j.seq = v.journal_seq
         JOIN ledger named ON named.id = j.body ->> '$.what.ledger'
         JOIN rating r ON r.identity = v.target
           OR (r.identity IS NULL AND r.ledger_no = named.ledger_no AND r.seq = j.body ->> '$.what.of')
         JOIN ledger l ON l.ledger_no = r.ledger_no JOIN kiosk k ON k.kiosk_no = l.kiosk_no
         JOIN department d ON d.department_no = r.department_no
       WHERE r.state = 3 AND r.occurred_at >= ? AND r.occurred_at < ? ORDER BY v.journal_seq`,
    )
    .all(period.startsAt, period.endsAt)
    .flatMap(({ body, kiosk, department, counter, occurredAt }) => {
      const entry = parseJournalEntry(body);
      if (entry?.what.kind !== 'void') return [];
      const { reason } = entry.what;
      const day = reportDayOf(occurredAt);
      return [{ kiosk, department, counter, day, reason, person: entry.person, on: iso(entry.on) }];
    });

export const voidsOf = (sources: Sources, period: Period): readonly VoidView[] =>
  voidsWithin(sources, period).map(({ counter: _, ...view }) => view);

/** What is not in the table, line by line: no category, no hour. */
export const excludedLines = (sources: Sources, period: Period): readonly ExcludedLine[] => {
  interface Row {
    readonly state: number;
    readonly day: number;
    readonly kiosk: string;
    readonly department: string;
    readonly counter: string;
    readonly count: number;
  }
  const ratings = sources.db
    .prepare<[number, number], Row>(
      `WITH category (no) AS (VALUES (0), (1), (2), (3), (4)), left_out (no) AS (VALUES (1), (2))
       SELECT r.state, ${dayNo} AS day, k.id AS kiosk, d.id AS department, r.counter, count(*) AS count
       FROM department d CROSS JOIN category c CROSS JOIN left_out s CROSS JOIN rating r INDEXED BY rating_table
         CROSS JOIN ledger l CROSS JOIN kiosk k
       WHERE r.department_no = d.department_no AND r.category = c.no AND r.state = s.no
         AND r.occurred_at >= ? AND r.occurred_at < ? AND l.ledger_no = r.ledger_no AND k.kiosk_no = l.kiosk_no
       GROUP BY 1, 2, 3, 4, 5`,
    )
    .all(period.startsAt, period.endsAt);
  const tests = sources.db
    .prepare<[number, number], { readonly day: number; readonly kiosk: string; readonly count: number }>(
      `SELECT ${dayNo} AS day, k.id AS kiosk, count(*) AS count
       FROM self_test r JOIN ledger l USING (ledger_no) JOIN kiosk k USING (kiosk_no)
       WHERE r.occurred_at >= ? AND r.occurred_at < ? GROUP BY 1, 2`,
    )
    .all(period.startsAt, period.endsAt);
  const nobody = { reason: null, person: null };
  const lines: readonly ExcludedLine[] = [
    ...ratings.map(({ state, day, kiosk, department, counter, count }): ExcludedLine => {
      const kind = state === 1 ? 'repeat' : 'withdrawn';
      return { kind, day: dayOfNo(day), kiosk, department, counter, count, ...nobody };
    }),
    ...voidsWithin(sources, period).map(
      ({ on: _, ...line }): ExcludedLine => ({ kind: 'void', count: 1, ...line }),
    ),
    ...tests.map(
      ({ day, kiosk, count }): ExcludedLine => ({
        kind: 'selfTest',
        day: dayOfNo(day),
        kiosk,
        department: null,
        counter: null,
        count,
        ...nobody,
      }),
    ),
  ];
  return [...lines].sort((a, b) => (a.day === b.day ? (a.kiosk < b.kiosk ? -1 : 1) : a.day < b.day ? -1 : 1));
};

export const selfTestsOf = (
  { db }: Sources,
  period: Period,
): { readonly kiosks: number; readonly buttons: number } =>
  db
    .prepare<[number, number], { readonly kiosks: number; readonly buttons: number }>(
      `SELECT count(DISTINCT l.kiosk_no) AS kiosks, count(DISTINCT s.category) AS buttons
       FROM self_test s JOIN ledger l USING (ledger_no) WHERE s.occurred_at >= ? AND s.occurred_at < ?`,
    )
    .get(period.startsAt, period.endsAt) ?? { kiosks: 0, buttons: 0 };

interface CellRow {
  readonly department: DepartmentId;
  readonly counter: CounterId;
  readonly category: number;
  readonly occurredAt: Instant;
}

/** Dissatisfied ratings by department, counter and day; of a closed period those that its table counts. */
export const dissatisfiedCells = (sources: Sources, period: Period): readonly DissatisfiedCell[] => {
  const upTo = sources.closings.newest(period.label)?.arrival ?? everything.upTo;
  const rows = sources.db
    .prepare<[{ from: number; to: number; upTo: number }], CellRow>(
      `WITH category (no) AS (VALUES (2), (3)), state (no) AS (VALUES (0), (2), (3))
       SELECT d.id AS department, r.counter, r.category, r.occurred_at AS occurredAt
       FROM department d CROSS JOIN category c CROSS JOIN state s CROSS JOIN rating r INDEXED BY rating_table
       WHERE r.department_no = d.department_no AND r.category = c.no AND r.state = s.no
         AND r.occurred_at >= @from AND r.occurred_at < @to AND r.arrival <= @upTo
         AND (r.state = 0 OR r.state_arrival > @upTo)`,
    )
    .all({ from: period.startsAt, to: period.endsAt, upTo });
  const segments = segmentsOf(sources.departments(), period);
  const cells = new Map<string, DissatisfiedCell>();
  for (const { department, counter, category, occurredAt } of rows) {
    const segment = segments.find(
      (each) => each.department === department && each.startsAt <= occurredAt && occurredAt < each.endsAt,
    );
    const row = segment?.row ?? department;
    const day = reportDayOf(occurredAt);
    const key = `${row} ${counter} ${day} ${category}`;
    const known = cells.get(key);
    cells.set(key, {
      department: row,
      counter,
      day,
      category: category === 2 ? 'dissatisfied-competence' : 'dissatisfied-time',
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...cells.values()];
};
