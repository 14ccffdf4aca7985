import type { Counts } from '../../domain/tally.ts';
import type { Attention, Known } from './attention.ts';
import type { Completeness, DayCounts } from './report.ts';

/** Opening hours of a day, `HH:MM`, in order; none on a closed day. */
export interface OpenHours {
  readonly from: string;
  readonly to: string;
}

/** The page Hôm nay. Every number stands with `at`, the instant up to which it counts. */
export interface Today {
  readonly at: string;
  readonly day: string;
  readonly isWorkingDay: boolean;
  readonly holiday: string | null;
  readonly hours: readonly OpenHours[];
  readonly counts: Counts;
  readonly total: number;
  readonly satisfied: number;
  readonly dissatisfied: number;
  readonly usual: Usual;
  readonly rows: readonly TodayRow[];
  readonly period: RunningPeriod;
  readonly kiosks: {
    readonly all: number;
    readonly online: number;
    readonly needPerson: number;
    readonly healing: number;
  };
  readonly attention: readonly Attention[];
  readonly known: readonly Known[];
}

/**
 * What is usual up to this minute of the day: the mean over the earlier working days of this period, of the period before
 * until there are five; null where there is neither.
 */
export interface Usual {
  readonly total: number | null;
  readonly dissatisfied: number | null;
  /** The whole working day. */
  readonly wholeDay: number | null;
  readonly basis: { readonly days: number; readonly of: 'this-period' | 'previous-period' | 'nothing' };
}

export interface TodayRow {
  readonly order: number;
  readonly id: string;
  readonly name: string;
  readonly counts: Counts;
  readonly total: number;
  readonly usual: number | null;
  /** The last press that counted, today or earlier; null: none yet in this period and the one before. */
  readonly lastAt: string | null;
  /** Total of the running period. */
  readonly period: number;
  /** `silent`: none today though three or more are usual by now; `dissatisfied`: three or more today. */
  readonly flag: 'silent' | 'dissatisfied' | 'one-dissatisfied' | null;
}

export interface RunningPeriod {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly counts: Counts;
  readonly total: number;
  readonly satisfiedPercent: string;
  readonly dissatisfied: number;
  readonly completeness: Completeness;
  readonly days: readonly DayCounts[];
  /** The last day with opening hours; null when there is none left. */
  readonly lastWorkingDay: string | null;
  /** Kiosks with something pending now. */
  readonly pendingKiosks: readonly string[];
  /** A period that has ended and is not closed. */
  readonly toClose: { readonly label: string; readonly endedOn: string } | null;
}
