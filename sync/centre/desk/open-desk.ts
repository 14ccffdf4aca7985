import type { DepartmentId, HashHex, Instant, KioskId } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import type { JournalEntry } from '../journal/journal-body.ts';
import { type PeriodDesk, periodDeskOf } from '../periods/close-period.ts';
import type { ClosedPeriod, IssuedSupplement } from '../periods/closings.ts';
import type { CutOffSetting } from '../periods/cut-off.ts';
import { type CounterRecord, type CounterRegistry, counterRegistryOf } from '../registry/counters.ts';
import { type Changed, type Departments, turningDay } from '../registry/terms.ts';
import type { Alarm } from '../store/alarms.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { toBlob } from '../store/evidence.ts';
import type { Reporter } from '../tally/report-of.ts';
import { type Voided, type VoidRequest, voiderOf } from './void-rating.ts';

export type Done<Reason extends string> =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: Reason };

/**
 * What people do at a centre. Every change is one transaction and one signed entry of the journal in the name of `person`; who
 * may do what is decided before this. Expected refusals are answers.
 */
export interface Desk extends PeriodDesk {
  cutOffs(): readonly CutOffSetting[];
  /** From a period on, periods end on another day (1 to 28). Refused where a closed period would change. */
  setCutOff(setting: CutOffSetting, person: string): Done<'not-a-day' | 'closed'>;
  revisions(label: PeriodLabel): readonly ClosedPeriod[];
  supplements(label: PeriodLabel, revision: number): readonly IssuedSupplement[];

  departments(): Departments;
  /**
   * Computes a change on the registry as it stands and writes it; `change` is pure (`registry/terms.ts`, `as-of.ts`, or a file
   * that was previewed). Refused where it would count ratings of a closed period elsewhere.
   */
  changeDepartments(change: (now: Departments) => Changed, person: string): Changed;
  /** Takes a department out that nothing refers to. */
  removeDepartment(id: DepartmentId, person: string): Done<'unknown-department' | 'in-use'>;

  counters(): readonly CounterRecord[];
  setCounters(counters: readonly CounterRecord[], person: string): void;
  /** Where a kiosk stood, oldest first; each place holds until the next. */
  bindings(kiosk: KioskId): ReturnType<CounterRegistry['bindings']>;

  voidRating(request: VoidRequest): Voided;
  /** Erases a comment's text for good; the chain keeps its hash, and the journal that it was erased. */
  eraseComment(comment: HashHex, reason: string, person: string): Done<'no-such-comment'>;
  /** From `at` on a kiosk keeps no period open; null takes that back. */
  retireKiosk(kiosk: KioskId, at: Instant | null, person: string): Done<'no-such-kiosk'>;

  alarms(): readonly Alarm[];
  /** The newest entries of the journal first. */
  journal(limit: number): readonly JournalEntry[];
}

export const deskOf = (store: CentreStore, reporter: Reporter, now: () => Instant): Desk => {
  const { db, journal, closings, registry, kiosks, alarms } = store;
  const counters = counterRegistryOf(db, journal);
  const putCutOff = db.prepare(
    `INSERT INTO cut_off (from_label, day, journal_seq) VALUES (?, ?, ?)
     ON CONFLICT (from_label) DO UPDATE SET day = excluded.day, journal_seq = excluded.journal_seq`,
  );
  const markErased = db.prepare('UPDATE comment SET erased_at = ? WHERE identity = ? AND erased_at IS NULL');
  const eraseText = db.prepare('DELETE FROM comment_text WHERE identity = ?');

  return {
    ...periodDeskOf(store, reporter, now),
    cutOffs: closings.cutOffs,
    setCutOff: ({ from, day }, person) =>
      store.transact(() => {
        if (!Number.isInteger(day) || day < 1 || day > 28) return { ok: false, reason: 'not-a-day' };
        if (closings.closedLabels().some((label) => label >= from)) return { ok: false, reason: 'closed' };
        putCutOff.run(from, day, journal.append({ kind: 'cut-off', from, day }, person, now()));
        return { ok: true };
      }),
    revisions: closings.revisions,
    supplements: closings.supplements,

    departments: registry.all,
    changeDepartments: (change, person) =>
      store.transact(() => {
        const before = registry.all();
        const changed = change(before);
        if (!changed.ok) return changed;
        const touching = changed.set.find((after) => {
          const turn = turningDay(before.get(after.id), after);
          return (
            turn !== undefined && closings.closedLabels().some((label) => turn <= reporter.period(label).to)
          );
        });
        if (touching) return { ok: false, reason: 'closed-period', department: touching.id };
        registry.set(changed.set, [], person, now());
        return changed;
      }),
    removeDepartment: (id, person) =>
      store.transact(() => {
        if (!registry.all().has(id)) return { ok: false, reason: 'unknown-department' };
        if (registry.isUsed(id)) return { ok: false, reason: 'in-use' };
        registry.set([], [id], person, now());
        return { ok: true };
      }),

    counters: counters.all,
    setCounters: (wanted, person) => store.transact(() => counters.set(wanted, person, now())),
    bindings: counters.bindings,

    voidRating: voiderOf(store, now),
    eraseComment: (comment, reason, person) =>
      store.transact(() => {
        const on = now();
        if (markErased.run(on, toBlob(comment)).changes === 0)
          return { ok: false, reason: 'no-such-comment' };
        eraseText.run(toBlob(comment));
        journal.append({ kind: 'comment-erased', comment, reason }, person, on);
        return { ok: true };
      }),
    retireKiosk: (kiosk, at, person) =>
      store.transact(() => {
        if (!kiosks.find(kiosk)) return { ok: false, reason: 'no-such-kiosk' };
        kiosks.retire(kiosk, at);
        journal.append({ kind: 'kiosk-retired', kiosk, at }, person, now());
        return { ok: true };
      }),

    alarms: alarms.list,
    journal: journal.newest,
  };
};
