import type { Instant } from '../../domain/ids.ts';
import type { Alarm, AlarmsView } from '../api/alarm.ts';
import type { Sources } from './sources.ts';
import { iso, isoOrNull } from './time-of-day.ts';

interface Row {
  readonly id: number;
  readonly code: string;
  readonly subject: string;
  readonly message: string;
  readonly raisedAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
  readonly resolvedAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly seenBy: string | null;
}

const select = `SELECT a.alarm_no AS id, a.code, a.subject, a.message, a.raised_at AS raisedAt, a.last_at AS lastAt, a.times,
  a.resolved_at AS resolvedAt, s.seen_at AS seenAt, s.seen_by AS seenBy
  FROM alarm a LEFT JOIN alarm_seen s ON s.alarm_no = a.alarm_no`;

const toAlarm = (row: Row): Alarm => ({
  ...row,
  raisedAt: iso(row.raisedAt),
  lastAt: iso(row.lastAt),
  resolvedAt: isoOrNull(row.resolvedAt),
  seenAt: isoOrNull(row.seenAt),
});

export const alarmsView = ({ db }: Sources, now: Instant): AlarmsView => ({
  at: iso(now),
  open: db
    .prepare<[], Row>(`${select} WHERE a.resolved_at IS NULL ORDER BY a.last_at DESC, a.alarm_no DESC`)
    .all()
    .map(toAlarm),
  resolved: db
    .prepare<[], Row>(`${select} WHERE a.resolved_at IS NOT NULL ORDER BY a.resolved_at DESC LIMIT 100`)
    .all()
    .map(toAlarm),
});

export const oneAlarm = ({ db }: Pick<Sources, 'db'>, id: number): Alarm | undefined => {
  const row = db.prepare<[number], Row>(`${select} WHERE a.alarm_no = ?`).get(id);
  return row && toAlarm(row);
};

/** Alarms whose subject is one of these, or begins with one and a blank. */
export const alarmsOfSubjects = ({ db }: Sources, subjects: readonly string[]): readonly Alarm[] =>
  db
    .prepare<[string], Row>(
      `${select} WHERE EXISTS (SELECT 1 FROM json_each(?) j WHERE a.subject = j.value OR a.subject LIKE j.value || ' %')
       ORDER BY a.resolved_at IS NOT NULL, a.last_at DESC LIMIT 50`,
    )
    .all(JSON.stringify(subjects))
    .map(toAlarm);
