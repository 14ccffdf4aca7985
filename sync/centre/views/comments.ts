import type { DepartmentId, Instant } from '../../domain/ids.ts';
import { type PeriodLabel, reportDayOf } from '../../domain/period.ts';
import type { CommentPiece, CommentState, CommentsView, CommentView } from '../api/comment.ts';
import { parseJournalEntry } from '../journal/journal-body.ts';
import { termWithin } from '../registry/terms.ts';
import type { Sources } from './sources.ts';
import { dayMs, iso, isoOrNull } from './time-of-day.ts';

// Vietnamese telephone numbers, identity numbers of 9 or 12 digits, and addresses of electronic mail.
const personal =
  /(?<email>[\w.+-]+@[\w-]+\.[\w.-]+)|(?<phone>(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d))|(?<number>(?<!\d)(?:\d{12}|\d{9})(?!\d))/gu;

/** Cuts a text so that personal numbers can be covered. */
export const piecesOf = (text: string): readonly CommentPiece[] => {
  const pieces: CommentPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(personal)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    const { email, phone } = match.groups ?? {};
    pieces.push({ covered: email ? 'email' : phone ? 'phone' : 'identity-number' });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
};

interface Row {
  readonly id: string;
  readonly at: Instant;
  readonly department: DepartmentId | null;
  readonly text: string | null;
  readonly erasedAt: Instant | null;
  readonly state: CommentState | null;
  readonly sentTo: string | null;
  readonly note: string | null;
  readonly takenBy: string | null;
  readonly takenAt: Instant | null;
}

// A comment names its rating by hash; the rating stands under that identity, or where the comment's own ledger says.
const select = `
  WITH told AS (
    SELECT c.*, coalesce(
      (SELECT r.department_no || ' ' || r.occurred_at FROM rating r WHERE r.identity = c.target),
      (SELECT r.department_no || ' ' || r.occurred_at FROM entry e JOIN rating r
         ON r.ledger_no = e.ledger_no AND r.seq = e.body ->> '$.of' WHERE e.ledger_no = c.ledger_no AND e.seq = c.seq)) AS place
    FROM comment c
  ), placed AS (
    SELECT told.*, CAST(substr(place, 1, instr(place, ' ') - 1) AS INTEGER) AS department_no,
      coalesce(CAST(substr(place, instr(place, ' ') + 1) AS INTEGER), wall_at) AS at
    FROM told
  )
  SELECT lower(hex(p.identity)) AS id, p.at, d.id AS department, t.text, p.erased_at AS erasedAt,
    care.state, care.sent_to AS sentTo, care.note, care.taken_by AS takenBy, care.taken_at AS takenAt
  FROM placed p LEFT JOIN comment_text t USING (identity) LEFT JOIN comment_care care USING (identity)
    LEFT JOIN department d USING (department_no)`;

const erasureOf = (
  { db }: Sources,
  id: string,
): { readonly on: Instant; readonly reason: string } | undefined => {
  const body = db
    .prepare<[string], string>(
      `SELECT body FROM journal WHERE body ->> '$.what.kind' = 'comment-erased' AND body ->> '$.what.comment' = ? LIMIT 1`,
    )
    .pluck()
    .get(id);
  const entry = body === undefined ? undefined : parseJournalEntry(body);
  return entry?.what.kind === 'comment-erased' ? { on: entry.on, reason: entry.what.reason } : undefined;
};

const toView = (sources: Sources, keptDays: number) => {
  const departments = sources.departments();
  return (row: Row): CommentView => {
    const day = reportDayOf(row.at);
    const department = row.department === null ? undefined : departments.get(row.department);
    const term = department && (termWithin(department, day, day) ?? department.terms.at(-1));
    const erasure = row.erasedAt === null ? undefined : erasureOf(sources, row.id);
    return {
      id: row.id,
      day,
      departmentId: row.department ?? '',
      department: term?.name ?? row.department ?? '',
      state: row.erasedAt !== null ? 'erased' : (row.state ?? 'new'),
      pieces: row.erasedAt !== null ? null : piecesOf(row.text ?? ''),
      sentTo: row.sentTo,
      note: row.note,
      takenBy: row.takenBy,
      takenAt: isoOrNull(row.takenAt),
      keptUntil: reportDayOf((row.at + keptDays * dayMs) as Instant),
      erasedOn: isoOrNull(row.erasedAt),
      erasedBecause: erasure?.reason ?? null,
    };
  };
};

/** The page Góp ý of a period. */
export const commentsView = (sources: Sources, label: PeriodLabel, now: Instant): CommentsView => {
  const { startsAt, endsAt } = sources.reporter.period(label);
  const today = reportDayOf(now);
  const { commentDays } = sources.settings.at('retention', today);
  const comments = sources.db
    .prepare<[number, number], Row>(`${select} WHERE p.at >= ? AND p.at < ? ORDER BY p.at DESC, id`)
    .all(startsAt, endsAt)
    .map(toView(sources, commentDays));
  const count = (state: CommentState): number => comments.filter((comment) => comment.state === state).length;
  const readers = sources.db
    .prepare<[], number>('SELECT count(*) FROM person WHERE reads_comments = 1 AND off_at IS NULL')
    .pluck()
    .get();
  const standing = [...sources.departments().values()].flatMap((department) => {
    const term = termWithin(department, today, today);
    return term ? [term] : [];
  });
  return {
    at: iso(now),
    label,
    counts: { new: count('new'), sent: count('sent'), answered: count('answered'), all: comments.length },
    comments,
    readers: readers ?? 0,
    keptDays: commentDays,
    receivers: [
      'Văn phòng Trung tâm',
      ...standing.sort((a, b) => a.order - b.order).map((term) => term.name),
    ],
  };
};

/** One comment; undefined when there is none. */
export const commentView = (sources: Sources, id: string, now: Instant): CommentView | undefined => {
  const { commentDays } = sources.settings.at('retention', reportDayOf(now));
  const row = sources.db.prepare<[string], Row>(`${select} WHERE p.identity = unhex(?)`).get(id);
  return row && toView(sources, commentDays)(row);
};

/** Its whole text, nothing covered; null when it is erased or was never here. */
export const commentText = ({ db }: Pick<Sources, 'db'>, id: string): string | null =>
  db.prepare<[string], string>('SELECT text FROM comment_text WHERE identity = unhex(?)').pluck().get(id) ??
  null;

/** Comments whose time is over and whose text is still here; by the corrected time, so that a dead clock erases nothing early. */
export const expiredComments = ({ db }: Pick<Sources, 'db'>, before: Instant): readonly string[] =>
  db
    .prepare<[number], Row>(`${select} WHERE p.erased_at IS NULL AND t.text IS NOT NULL AND p.at < ?`)
    .all(before)
    .map((row) => row.id);
