import { z } from 'zod';
import { isDepartmentId } from '../../domain/ids.ts';
import { type PeriodLabel, parsePeriodLabel } from '../../domain/period.ts';
import { isReportFormat, type ReportFormat } from '../../report/render.ts';
import { parseResolvedDossiers } from '../../report/resolved-dossiers.ts';
import { readSheetRows } from '../../report/sheet-rows.ts';
import type { CloseRefusal } from '../periods/close-period.ts';
import { dossiersOf } from '../views/dossiers.ts';
import { totalsOf } from '../views/period-report.ts';
import { closingView, supplementView } from '../views/periods.ts';
import { iso } from '../views/time-of-day.ts';
import type { Outbox } from '../webhooks/outbox.ts';
import { actorOf, bytesOf, type Call, type Handlers, param } from './call.ts';
import { conflict, type HttpProblem, notFound, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const reason = z.string().trim().max(1_000);
const closeShape = z.strictObject({ seen: z.string().max(64), reason: reason.exactOptional() });
const count = z.number().int().min(0).max(999_999_999);
const dossiersShape = z.strictObject({
  total: count.nullable().exactOptional(),
  byDepartment: z
    .array(z.strictObject({ id: z.string().refine(isDepartmentId), resolved: count }))
    .max(1_000)
    .exactOptional(),
});
const revisionQuery = z.object({ revision: z.coerce.number().int().min(1).exactOptional() });

/** The label in a path; what is no month is no page. */
export const labelOf = (call: Call): PeriodLabel => {
  const parsed = parsePeriodLabel(param(call, 'label'));
  if (!parsed.ok) throw notFound('such period');
  return parsed.label;
};

const formatOf = (call: Call): ReportFormat => {
  const format = param(call, 'format');
  if (!isReportFormat(format)) throw notFound('such format');
  return format;
};

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw notFound(what);
  return value;
};

/** Closing a period, its dossiers, its papers. */
export const periodRoutes = (office: Office, outbox: Outbox) => {
  const { reader, desk, store, sources, note, now } = office;

  const personNo = (call: Call): number | null => call.identity?.account.personNo ?? null;

  const refused = async (call: Call, label: PeriodLabel, refusal: CloseRefusal): Promise<HttpProblem> => {
    switch (refusal.reason) {
      case 'not-ended':
        return conflict('period/not-ended', `the period ends at ${iso(refusal.endsAt)}`, {
          endsAt: iso(refusal.endsAt),
        });
      case 'already-closed':
        return conflict('period/already-closed', `it was closed by ${refusal.closed.person}`, {
          closing: closingView(refusal.closed),
        });
      case 'not-closed':
        return conflict('period/not-closed', 'this period is not closed');
      case 'changed':
        return conflict(
          'period/changed',
          `the table has ${refusal.report.totals.total} ratings by now; nothing was closed`,
          await reader.ask('period', label, personNo(call)),
        );
      case 'reason-required':
        return unable('period/reason-required', 'say why it is closed now', { field: 'reason' });
      case 'nothing-late':
        return conflict('period/nothing-late', 'nothing came late that stands in no supplement');
      default:
        return refusal satisfies never;
    }
  };

  const close = async (call: Call, verb: 'close' | 'reissue') => {
    const label = labelOf(call);
    const { seen, reason: why } = read(closeShape, call.body);
    const actor = actorOf(call);
    const request = { label, person: actor.fullName, ...(why ? { reason: why } : {}) };
    const answer = store.transact(() => {
      const [before] = desk.revisions(label).slice(-1);
      // On the screen of a closed period stands the closed table: that is the one that a new revision replaces.
      if (verb === 'reissue' && before && before.fingerprint !== seen)
        throw conflict('period/already-closed', `revision ${before.revision} is by ${before.person}`, {
          closing: closingView(before),
        });
      const closed = verb === 'close' ? desk.close({ ...request, seen }) : desk.reissue(request);
      if (closed.ok) {
        const { revision, fingerprint } = closed.closed;
        note(actor, verb === 'close' ? 'period/closed' : 'period/reissued', label, {
          revision,
          fingerprint,
          reason: why ?? null,
        });
        const { total } = totalsOf(closed.closed.rows);
        const message = `${label} was closed as revision ${revision}: ${total} ratings`;
        outbox.put(
          'period-closed',
          { subject: label, message, detail: { revision, fingerprint, total } },
          now(),
        );
      }
      return closed;
    });
    if (!answer.ok) throw await refused(call, label, answer);
    return { closing: closingView(answer.closed) };
  };

  return {
    'GET /api/periods': () => reader.ask('periods'),
    'GET /api/periods/:label': (call) => reader.ask('period', labelOf(call), personNo(call)),
    'POST /api/periods/:label/close': (call) => close(call, 'close'),
    'POST /api/periods/:label/reissue': (call) => close(call, 'reissue'),
    'POST /api/periods/:label/supplement': async (call) => {
      const label = labelOf(call);
      read(z.strictObject({ seen: z.string().max(64).exactOptional() }), call.body ?? {});
      const actor = actorOf(call);
      const answer = store.transact(() => {
        const issued = desk.issueSupplement({ label, person: actor.fullName });
        if (issued.ok) {
          const { revision, number, fingerprint } = issued.supplement;
          note(actor, 'period/supplement', label, { revision, number, fingerprint });
        }
        return issued;
      });
      if (!answer.ok) throw await refused(call, label, answer);
      return { supplement: supplementView(answer.supplement) };
    },
    'PUT /api/periods/:label/watch': (call) => {
      const label = labelOf(call);
      const { isWatching } = read(z.strictObject({ isWatching: z.boolean() }), call.body);
      const actor = actorOf(call);
      store.transact(() => {
        const sql = isWatching
          ? 'INSERT INTO period_watch (label, person_no) VALUES (?, ?) ON CONFLICT DO NOTHING'
          : 'DELETE FROM period_watch WHERE label = ? AND person_no = ?';
        store.db.prepare(sql).run(label, actor.personNo);
        note(actor, 'period/watched', label, { isWatching });
      });
      return { done: true };
    },
    'PUT /api/periods/:label/dossiers': (call) => {
      const label = labelOf(call);
      const said = read(dossiersShape, call.body);
      const byDepartment = said.byDepartment ?? [];
      const ids = byDepartment.map((each) => each.id);
      const known = sources.departments();
      const stray = ids.find((id, i) => !isDepartmentId(id) || !known.has(id) || ids.indexOf(id) !== i);
      if (stray !== undefined)
        throw unable('dossiers/unknown-department', `"${stray}" is no department, or stands there twice`, {
          field: 'byDepartment',
        });
      const actor = actorOf(call);
      store.transact(() => {
        const source = byDepartment.length > 0 ? 'imported' : 'typed';
        const detail = { total: said.total ?? null, byDepartment, source };
        const seq = note(actor, 'period/dossiers', label, detail);
        store.db
          .prepare(
            'INSERT INTO dossiers (label, audit_seq) VALUES (?, ?) ON CONFLICT (label) DO UPDATE SET audit_seq = excluded.audit_seq',
          )
          .run(label, seq);
      });
      return dossiersOf(sources, label);
    },
    'POST /api/periods/:label/dossiers/read': async (call) => {
      const label = labelOf(call);
      const sheet = await readSheetRows(bytesOf(call));
      if (!sheet.ok) throw unable(sheet.reason, 'this file is no table that can be read');
      const { rows } = await reader.ask('report', label);
      const parsed = parseResolvedDossiers(sheet.rows, rows);
      if (!parsed.ok)
        throw unable(parsed.reason, `row ${parsed.line}: ${parsed.reason}`, { line: parsed.line });
      const before = new Map(dossiersOf(sources, label).byDepartment.map((each) => [each.id, each.resolved]));
      const byDepartment = rows.flatMap(({ id, name }) => {
        const resolved = parsed.resolved.get(id);
        return resolved === undefined ? [] : [{ id, name, resolved, before: before.get(id) ?? null }];
      });
      return {
        byDepartment,
        total: byDepartment.reduce((sum, each) => sum + each.resolved, 0),
        missing: rows.filter(({ id }) => !parsed.resolved.has(id)).map(({ id, name }) => ({ id, name })),
      };
    },
    'GET /api/periods/:label/look-back': (call) => reader.ask('lookBack', labelOf(call)),
    'GET /api/periods/:label/excluded': async (call) => ({
      lines: await reader.ask('excluded', labelOf(call)),
    }),
    'GET /api/periods/:label/dissatisfied': async (call) => ({
      notices: await reader.ask('dissatisfied', labelOf(call)),
    }),
    'GET /api/periods/:label/history': (call) => reader.ask('history', labelOf(call)),
    'GET /api/periods/:label/summary': (call) => reader.ask('summary', labelOf(call)),
    'GET /api/periods/:label/files/:format': async (call) => {
      const { revision } = read(revisionQuery, call.query);
      const file = await reader.ask('reportFile', labelOf(call), formatOf(call), revision ?? null);
      return found(file, 'such revision');
    },
    'GET /api/periods/:label/supplements/:number/files/:format': async (call) => {
      const { revision } = read(revisionQuery, call.query);
      const number = Number(param(call, 'number'));
      const file = Number.isSafeInteger(number)
        ? await reader.ask('supplementFile', labelOf(call), number, formatOf(call), revision ?? null)
        : undefined;
      return found(file, 'such supplement');
    },
    'GET /api/periods/:label/dissatisfied/files/:format': async (call) => {
      const { department } = read(
        z.object({ department: z.string().refine(isDepartmentId).exactOptional() }),
        call.query,
      );
      const file = await reader.ask('dissatisfiedFile', labelOf(call), formatOf(call), department ?? null);
      return found(file, 'such format; there is DOCX, PDF, HTML, CSV and JSON');
    },
    'GET /api/spans/:span': async (call) =>
      found(await reader.ask('span', param(call, 'span')), 'such quarter or year with ratings'),
    'GET /api/spans/:span/files/:format': async (call) =>
      found(await reader.ask('spanFile', param(call, 'span'), formatOf(call)), 'such quarter or year'),
  } satisfies Partial<Handlers>;
};
