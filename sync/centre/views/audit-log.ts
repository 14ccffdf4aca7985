import type { AuditEntry, AuditQuery, AuditView } from '../api/audit.ts';
import { parseAudit } from '../audit/audit-body.ts';
import { walkAudit } from '../audit/prove-audit.ts';
import type { Sources } from './sources.ts';
import { iso } from './time-of-day.ts';

const pageSize = 100;

const toEntry = (body: string): readonly AuditEntry[] => {
  const record = parseAudit(body);
  if (!record) return [];
  const { on, ...entry } = record;
  return [{ ...entry, at: iso(on) }];
};

/** A page of the log, newest first, with the chain proven for it. */
export const auditView = ({ db }: Pick<Sources, 'db'>, { before, person, action }: AuditQuery): AuditView => {
  const bodies = db
    .prepare<[{ before: number; person: string | null; action: string | null; limit: number }], string>(
      `SELECT body FROM audit WHERE seq < @before
         AND (@person IS NULL OR body ->> '$.person' = @person)
         AND (@action IS NULL OR body ->> '$.action' LIKE @action || '%')
       ORDER BY seq DESC LIMIT @limit`,
    )
    .pluck()
    .all({
      before: before ?? Number.MAX_SAFE_INTEGER,
      person: person ?? null,
      action: action ?? null,
      limit: pageSize,
    });
  const total = Number(db.prepare('SELECT count(*) FROM audit').pluck().get());
  return { entries: bodies.flatMap(toEntry), total, chain: walkAudit(db) };
};

/** The whole log, oldest first. */
export const auditEntries = ({ db }: Pick<Sources, 'db'>): readonly AuditEntry[] =>
  db.prepare<[], string>('SELECT body FROM audit ORDER BY seq').pluck().all().flatMap(toEntry);
