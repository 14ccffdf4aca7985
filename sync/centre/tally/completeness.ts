import type { Instant, KioskId, Seq } from '../../domain/ids.ts';
import type { ReportData } from '../../report/data.ts';

/** What is known of a kiosk when a period's table is drawn. */
export interface KioskStanding {
  readonly kiosk: KioskId;
  readonly lastHeardAt: Instant | null;
  /** The newest instant of which it is known that everything the kiosk then had is stored. */
  readonly caughtUpAt: Instant | null;
  /** Where the kiosk said its ledger ends, and how far that ledger is stored. */
  readonly toldHead: Seq | null;
  readonly upTo: Seq;
  readonly retiredAt: Instant | null;
}

type Completeness = Pick<ReportData, 'completeness' | 'pending'>;

const vietnamMs = 7 * 3_600_000;
/** ISO 8601 with the offset of Vietnam, to the second. */
export const formatInstant = (at: Instant): string =>
  `${new Date(at + vietnamMs).toISOString().slice(0, 19)}+07:00`;

/**
 * Whether a period's table can still grow. `complete`: every kiosk was, at some instant after the period's end, stored up to
 * its head. `pending`: one is known to have entries that are not here. `unknown`: one was not heard from since the end.
 */
export const completenessAt = (endsAt: Instant, kiosks: readonly KioskStanding[]): Completeness => {
  const pending = kiosks
    .filter((k) => (k.retiredAt === null || k.retiredAt > endsAt) && (k.caughtUpAt ?? 0) < endsAt)
    .map((k) => {
      const isHeard = k.lastHeardAt !== null && k.lastHeardAt >= endsAt && k.toldHead !== null;
      const entries = isHeard ? Math.max(0, (k.toldHead ?? 0) - k.upTo) : null;
      return {
        kiosk: k.kiosk,
        entries: entries === 0 ? null : entries,
        lastHeardAt: k.lastHeardAt === null ? null : formatInstant(k.lastHeardAt),
      };
    });
  if (pending.length === 0) return { completeness: 'complete', pending };
  const isKnown = pending.every((k) => k.entries !== null);
  return { completeness: isKnown ? 'pending' : 'unknown', pending };
};
