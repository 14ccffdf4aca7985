import type { HashHex, Instant } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import type { TallyRow } from '../../domain/tally.ts';
import type { ReportData } from '../../report/data.ts';
import type { FrozenRow } from '../journal/journal-body.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { everything } from '../tally/count-table.ts';
import { fingerprintOfTable } from '../tally/fingerprint.ts';
import type { Reporter } from '../tally/report-of.ts';
import type { ClosedPeriod, IssuedSupplement } from './closings.ts';

export interface CloseRequest {
  readonly label: PeriodLabel;
  /** Who closes it; stands in the journal. */
  readonly person: string;
  /** Required while a kiosk may still hold entries, and for every new revision. */
  readonly reason?: string;
  /** The fingerprint of the table that the person saw; when the table has changed since, nothing is closed. */
  readonly seen?: string;
}

export type CloseRefusal =
  | { readonly reason: 'not-ended'; readonly endsAt: Instant }
  | { readonly reason: 'already-closed'; readonly closed: ClosedPeriod }
  | { readonly reason: 'not-closed' }
  | { readonly reason: 'changed'; readonly report: ReportData }
  | { readonly reason: 'reason-required'; readonly report: ReportData }
  | { readonly reason: 'nothing-late' };

export type Closed =
  | { readonly ok: true; readonly closed: ClosedPeriod }
  | ({ readonly ok: false } & CloseRefusal);
export type Supplemented =
  | { readonly ok: true; readonly supplement: IssuedSupplement }
  | ({ readonly ok: false } & CloseRefusal);

/** Closing a period, and what may follow on it. Every call is one transaction; of two closers one closes. */
export interface PeriodDesk {
  close(request: CloseRequest): Closed;
  /** Counts a closed period anew, with what came late, as its next revision. The earlier ones stay. */
  reissue(request: CloseRequest): Closed;
  /** What came or was taken out since the closing and stands in no supplement yet. */
  pendingSupplement(label: PeriodLabel): Pick<IssuedSupplement, 'added' | 'removed'> | undefined;
  /** Writes that down as the next numbered supplement. */
  issueSupplement(request: Pick<CloseRequest, 'label' | 'person'>): Supplemented;
}

const toFrozen = (rows: readonly TallyRow[]): FrozenRow[] =>
  rows.map(({ order, id, name, counts }) => ({ order, id, name, counts }));
const rated = (rows: readonly TallyRow[]): FrozenRow[] => toFrozen(rows.filter((row) => row.total > 0));

export const periodDeskOf = (store: CentreStore, reporter: Reporter, now: () => Instant): PeriodDesk => {
  const { db, journal, closings, boots } = store;
  const addClosing = db.prepare(
    'INSERT INTO closing (label, revision, starts_at, ends_at, arrival, journal_seq) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addSupplement = db.prepare(
    'INSERT INTO supplement (label, revision, number, arrival, journal_seq) VALUES (?, ?, ?, ?, ?)',
  );

  const write = (request: CloseRequest, revision: number): Closed => {
    const { label, person } = request;
    const report = reporter.recount(label);
    if (request.seen !== undefined && request.seen !== report.fingerprint) {
      return { ok: false, reason: 'changed', report };
    }
    const reason = request.reason?.trim() || null;
    if (reason === null && (revision > 1 || report.completeness !== 'complete')) {
      return { ok: false, reason: 'reason-required', report };
    }
    const { from, to, startsAt, endsAt } = reporter.period(label);
    const arrival = store.nextArrival();
    const { excluded, completeness } = report;
    const on = now();
    const what = {
      kind: 'closing' as const,
      label,
      revision,
      from,
      to,
      startsAt,
      endsAt,
      arrival,
      reason,
      rows: toFrozen(report.rows),
      excluded,
      completeness,
      pending: [...report.pending],
      fingerprint: report.fingerprint as HashHex,
    };
    addClosing.run(label, revision, startsAt, endsAt, arrival, journal.append(what, person, on));
    return { ok: true, closed: { ...what, closedAt: on, person } };
  };

  const close = (request: CloseRequest): Closed => {
    const before = closings.newest(request.label);
    if (before) return { ok: false, reason: 'already-closed', closed: before };
    const { endsAt } = reporter.period(request.label);
    if (now() < endsAt) return { ok: false, reason: 'not-ended', endsAt };
    return write(request, 1);
  };

  const reissue = (request: CloseRequest): Closed => {
    const before = closings.newest(request.label);
    if (!before) return { ok: false, reason: 'not-closed' };
    // What came to be known since about its clocks counts again; whoever refuses below takes it back.
    boots.thaw(request.label);
    return write(request, before.revision + 1);
  };

  const changesOf = (closed: ClosedPeriod) => {
    const after = closings.supplements(closed.label, closed.revision).at(-1)?.arrival ?? closed.arrival;
    const { added, removed } = reporter.changes(closed, { after, upTo: everything.upTo });
    return { added: rated(added.rows), removed: rated(removed.rows) };
  };

  const issueSupplement = ({ label, person }: Pick<CloseRequest, 'label' | 'person'>): Supplemented => {
    const closed = closings.newest(label);
    if (!closed) return { ok: false, reason: 'not-closed' };
    const { added, removed } = changesOf(closed);
    if (added.length + removed.length === 0) return { ok: false, reason: 'nothing-late' };
    const { revision } = closed;
    const number = closings.supplements(label, revision).length + 1;
    const arrival = store.nextArrival();
    const signed = [...added, ...removed.map((row) => ({ ...row, name: `− ${row.name}` }))];
    const fingerprint = fingerprintOfTable(
      closed,
      signed.map((row) => ({ ...row, total: 0 })),
    ) as HashHex;
    const what = {
      kind: 'supplement' as const,
      label,
      revision,
      number,
      arrival,
      added,
      removed,
      fingerprint,
    };
    const on = now();
    addSupplement.run(label, revision, number, arrival, journal.append(what, person, on));
    return { ok: true, supplement: { ...what, issuedAt: on, person } };
  };

  // A refusal writes nothing, so it is a rollback that carries its answer out.
  const attempt = <T extends { readonly ok: boolean }>(work: () => T): T => {
    let answer: T | undefined;
    const refused = new Error('refused');
    try {
      return store.transact(() => {
        answer = work();
        if (!answer.ok) throw refused;
        return answer;
      });
    } catch (cause) {
      if (cause === refused && answer) return answer;
      throw cause;
    }
  };

  return {
    close: (request) => attempt(() => close(request)),
    reissue: (request) => attempt(() => reissue(request)),
    pendingSupplement: (label) => {
      const closed = closings.newest(label);
      return closed && changesOf(closed);
    },
    issueSupplement: (request) => attempt(() => issueSupplement(request)),
  };
};
