import { z } from 'zod';
import type { Dossiers } from '../api/period.ts';
import { parseAudit } from '../audit/audit-body.ts';
import type { Sources } from './sources.ts';
import { iso } from './time-of-day.ts';

const count = z.number().int().min(0);
const detail = z.object({
  total: count.nullable(),
  byDepartment: z.array(z.object({ id: z.string(), resolved: count })),
  source: z.enum(['typed', 'imported']),
});

const nothing: Dossiers = { total: null, byDepartment: [], source: null, person: null, at: null };

/** The dossiers resolved in a period, as somebody last said. */
export const dossiersOf = ({ db }: Pick<Sources, 'db'>, label: string): Dossiers => {
  const body = db
    .prepare<[string], string>(
      'SELECT a.body FROM dossiers d JOIN audit a ON a.seq = d.audit_seq WHERE d.label = ?',
    )
    .pluck()
    .get(label);
  const record = body === undefined ? undefined : parseAudit(body);
  const said = detail.safeParse(record?.detail);
  if (!record || !said.success) return nothing;
  const { total, byDepartment, source } = said.data;
  if (total === null && byDepartment.length === 0) return nothing;
  const sum = byDepartment.reduce((all, each) => all + each.resolved, 0);
  return { total: total ?? sum, byDepartment, source, person: record.person, at: iso(record.on) };
};
