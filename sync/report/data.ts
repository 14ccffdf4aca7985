import type { CategoryId } from '../domain/categories.ts';
import type { KioskId } from '../domain/ids.ts';
import type { PeriodLabel, ReportDay } from '../domain/period.ts';
import type { Tally } from '../domain/tally.ts';

/** What was left out of the table, by reason; kept in the ledgers and shown beside the table. */
export interface Excluded {
  readonly repeat: number;
  readonly withdrawn: number;
  readonly selfTest: number;
  readonly void: number;
}

export interface PendingKiosk {
  readonly kiosk: KioskId;
  /** Entries that the kiosk has and the centre has not; null when it was not heard from since the period's end. */
  readonly entries: number | null;
  /** ISO 8601 with the offset of Vietnam; null when it was never heard from. */
  readonly lastHeardAt: string | null;
}

/** All that a report of one period says. Plain data: every renderer draws the same object. */
export interface ReportData {
  readonly period: {
    readonly label: PeriodLabel;
    readonly from: ReportDay;
    readonly to: ReportDay;
    readonly closed: boolean;
    /** 0 while the period is open, then 1, 2 … */
    readonly revision: number;
  };
  readonly categories: readonly CategoryId[];
  readonly rows: Tally['rows'];
  readonly totals: Tally['totals'];
  readonly percent: Tally['percent'];
  readonly excluded: Excluded;
  /** Ratings that arrived after the period was closed; they stand in a supplement. */
  readonly late: number;
  readonly completeness: 'complete' | 'pending' | 'unknown';
  readonly pending: readonly PendingKiosk[];
  /** SHA-256 over the period and the numbers, 64 hexadecimal digits; the same numbers always give the same one. */
  readonly fingerprint: string;
}
