import type { Instant } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import type {
  ClosingView,
  KioskSquare,
  PeriodHistory,
  PeriodLine,
  PeriodState,
  PeriodView,
  SupplementView,
} from '../api/period.ts';
import { parseAudit } from '../audit/audit-body.ts';
import type { ClosedPeriod, IssuedSupplement } from '../periods/closings.ts';
import { labelAt } from '../periods/cut-off.ts';
import { everything } from '../tally/count-table.ts';
import { satisfied, total } from './counts.ts';
import { dossiersOf } from './dossiers.ts';
import { bindingOf, heardWithinMs } from './judge-kiosk.ts';
import { kioskReader } from './kiosk-facts.ts';
import { judgingOf } from './kiosks.ts';
import { labelsBetween, shiftLabel } from './labels.ts';
import { bindingsOf } from './one-kiosk.ts';
import { reportSettingsOf, totalsOf, withTotals } from './period-report.ts';
import { sentenceView } from './sentence.ts';
import type { Sources } from './sources.ts';
import { iso, isoOrNull } from './time-of-day.ts';
import { satisfiedPercent } from './today.ts';

const stateOf = (sources: Sources, label: PeriodLabel, now: Instant): PeriodState => {
  if (sources.closings.newest(label)) return 'closed';
  const { startsAt, endsAt } = sources.reporter.period(label);
  return now < startsAt ? 'to-come' : now < endsAt ? 'running' : 'ended';
};

export const closingView = (closed: ClosedPeriod): ClosingView => ({
  revision: closed.revision,
  closedAt: iso(closed.closedAt),
  person: closed.person,
  reason: closed.reason,
  total: totalsOf(closed.rows).total,
  fingerprint: closed.fingerprint,
  completeness: closed.completeness,
  pending: closed.pending,
});

export const supplementView = (issued: IssuedSupplement): SupplementView => ({
  revision: issued.revision,
  number: issued.number,
  issuedAt: iso(issued.issuedAt),
  person: issued.person,
  added: withTotals(issued.added),
  removed: withTotals(issued.removed),
  fingerprint: issued.fingerprint,
});

/** Every period from the first rating or closing up to the running one, newest first. */
export const periodsView = (
  sources: Sources,
  now: Instant,
): { readonly periods: readonly PeriodLine[]; readonly current: string } => {
  const { closings, reporter } = sources;
  const current = labelAt(now, closings.cutOffs());
  const first = sources.firstPress();
  const firstLabel = first === null ? current : labelAt(first, closings.cutOffs());
  const firstClosed = closings.closedLabels()[0];
  const from = firstClosed !== undefined && firstClosed < firstLabel ? firstClosed : firstLabel;
  // A lying clock must not make a thousand empty periods.
  const earliest = shiftLabel(current, -240);
  const labels = labelsBetween(from < earliest ? earliest : from > current ? current : from, current);
  const periods = [...labels].reverse().map((label): PeriodLine => {
    const closed = closings.newest(label);
    const period = reporter.period(label);
    return {
      label,
      from: period.from,
      to: period.to,
      state: stateOf(sources, label, now),
      revision: closed?.revision ?? 0,
      total: closed ? totalsOf(closed.rows).total : reporter.report(label).totals.total,
      closedAt: isoOrNull(closed?.closedAt),
      closedBy: closed?.person ?? null,
    };
  });
  return { periods, current };
};

/** One square a kiosk: whether the table of a period can still grow through it. */
const squaresOf = (sources: Sources, label: PeriodLabel, now: Instant): readonly KioskSquare[] => {
  const { startsAt, endsAt } = sources.reporter.period(label);
  const isOver = endsAt <= now;
  const stays = bindingsOf(sources);
  const { nameOf } = judgingOf(sources, now);
  const kiosks = kioskReader(sources.db)
    .list('all')
    .filter((kiosk) => kiosk.retiredAt === null || kiosk.retiredAt > endsAt);
  return kiosks.map((kiosk) => {
    const known = Math.max(0, (kiosk.toldHead ?? 0) - kiosk.upTo);
    const isHeard = isOver
      ? (kiosk.lastHeardAt ?? 0) >= endsAt
      : kiosk.online === 1 && now - (kiosk.lastHeardAt ?? 0) <= heardWithinMs;
    const isDone = isOver ? (kiosk.caughtUpAt ?? 0) >= endsAt : isHeard && known === 0;
    const binding = bindingOf(kiosk);
    const stood = stays
      .filter((stay) => stay.kiosk === kiosk.id)
      .filter((stay) => stay.from < iso(endsAt) && (stay.to ?? '9') > iso(startsAt))
      .map((stay) => stay.department);
    return {
      kiosk: kiosk.id,
      department: binding ? (nameOf(binding.department) ?? binding.department) : null,
      state: isDone ? 'complete' : isHeard && known > 0 ? 'pending' : 'unknown',
      entries: isDone ? 0 : known > 0 ? known : null,
      lastHeardAt: isoOrNull(kiosk.lastHeardAt),
      departmentIds: [...new Set([...(binding ? [binding.department] : []), ...stood])],
    };
  });
};

const nextSupplement = (
  { closings, reporter }: Sources,
  closed: ClosedPeriod,
): PeriodView['nextSupplement'] => {
  const after = closings.supplements(closed.label, closed.revision).at(-1)?.arrival ?? closed.arrival;
  const { added, removed } = reporter.changes(closed, { after, upTo: everything.upTo });
  const rated = {
    added: added.rows.filter((row) => row.total > 0),
    removed: removed.rows.filter((row) => row.total > 0),
  };
  return rated.added.length + rated.removed.length > 0 ? rated : null;
};

/** The page Kỳ báo cáo for one person, who may be watching the period. */
export const periodView = (
  sources: Sources,
  label: PeriodLabel,
  personNo: number | null,
  now: Instant,
): PeriodView => {
  const { db, closings, reporter } = sources;
  const report = reporter.report(label);
  const closed = closings.newest(label);
  const dossiers = dossiersOf(sources, label);
  const watching = db
    .prepare<[string, number], 1>('SELECT 1 FROM period_watch WHERE label = ? AND person_no = ?')
    .pluck();
  const { counts } = report.totals;
  const first = sources.firstPress();
  const earliest = first === null ? label : labelAt(first, closings.cutOffs());
  const current = labelAt(now, closings.cutOffs());
  return {
    at: iso(now),
    state: stateOf(sources, label, now),
    endsAt: iso(reporter.period(label).endsAt),
    report,
    satisfiedPercent: satisfiedPercent(satisfied(counts), total(counts)),
    kiosks: squaresOf(sources, label, now),
    dossiers,
    sentence: sentenceView(report, dossiers.total, reportSettingsOf(sources, label, now)),
    closing: closed ? closingView(closed) : null,
    supplements: closed ? closings.supplements(label, closed.revision).map(supplementView) : [],
    nextSupplement: closed ? nextSupplement(sources, closed) : null,
    previous: label > earliest ? shiftLabel(label, -1) : null,
    next: label < current ? shiftLabel(label, 1) : null,
    isWatching: personNo !== null && watching.get(label, personNo) !== undefined,
  };
};

/** The page Lịch sử. */
export const historyView = (sources: Sources, label: PeriodLabel): PeriodHistory => {
  const { closings, db } = sources;
  const revisions = closings.revisions(label);
  const bodies = db
    .prepare<[string], string>(
      `SELECT body FROM audit WHERE body ->> '$.subject' = ? AND body ->> '$.action' LIKE 'period/%' ORDER BY seq DESC LIMIT 500`,
    )
    .pluck()
    .all(label);
  return {
    label,
    revisions: revisions.map(closingView).reverse(),
    supplements: revisions
      .flatMap((closed) => closings.supplements(label, closed.revision))
      .map(supplementView)
      .reverse(),
    events: bodies.flatMap((body) => {
      const record = parseAudit(body);
      if (!record) return [];
      const { on, person, action, detail } = record;
      const reason = typeof detail.reason === 'string' ? detail.reason : '';
      return [{ at: iso(on), person, action, detail: reason }];
    }),
  };
};
