import type { CategoryId } from '../../domain/categories.ts';
import type { Counts } from '../../domain/tally.ts';

export const fileFormats = ['docx', 'pdf', 'xlsx', 'csv', 'html', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A row of Phụ lục II; `counts` in the order of `categoryIds`. */
export interface TableRow {
  readonly order: number;
  readonly id: string;
  readonly name: string;
  readonly counts: Counts;
  readonly total: number;
}

/** Days are `YYYY-MM-DD` in Vietnam, `to` included. Instants are ISO 8601 with `+07:00`. */
export interface ReportTable {
  readonly period: {
    readonly label: string;
    readonly from: string;
    readonly to: string;
    readonly closed: boolean;
    /** 0 while open, then 1, 2 … */
    readonly revision: number;
  };
  readonly categories: readonly CategoryId[];
  readonly rows: readonly TableRow[];
  readonly totals: { readonly counts: Counts; readonly total: number };
  /** Six cells as they are printed: `25,61` … and `100`. */
  readonly percent: readonly string[];
  readonly excluded: Excluded;
  /** Ratings that came after the closing. */
  readonly late: number;
  readonly completeness: Completeness;
  readonly pending: readonly PendingKiosk[];
  /** 64 hexadecimal digits; shown as its first sixteen in groups of four. */
  readonly fingerprint: string;
}

export type Completeness = 'complete' | 'pending' | 'unknown';

export interface Excluded {
  readonly repeat: number;
  readonly withdrawn: number;
  readonly selfTest: number;
  readonly void: number;
}

export interface PendingKiosk {
  readonly kiosk: string;
  /** null: not known, it was not heard from since the period's end. */
  readonly entries: number | null;
  readonly lastHeardAt: string | null;
}

/** One day of a period. */
export interface DayCounts {
  readonly day: string;
  /** null: the day has not come. */
  readonly counts: Counts | null;
  readonly isWorking: boolean;
  /** The name of the holiday it belongs to. */
  readonly holiday: string | null;
}

/** Ratings of one department that nobody was content with; by counter and day, never by the hour. */
export interface DissatisfiedNotice {
  readonly department: { readonly order: number; readonly id: string; readonly name: string };
  readonly days: readonly {
    readonly counter: string;
    readonly day: string;
    readonly competence: number;
    readonly time: number;
    readonly total: number;
  }[];
  readonly total: number;
}
