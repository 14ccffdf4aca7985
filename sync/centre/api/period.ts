import type { CategoryId } from '../../domain/categories.ts';
import type { DayCounts, DissatisfiedNotice, Excluded, ReportTable, TableRow } from './report.ts';

export type PeriodState = 'to-come' | 'running' | 'ended' | 'closed';

export interface PeriodLine {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly state: PeriodState;
  /** 0 while open. */
  readonly revision: number;
  readonly total: number;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}

/** One square of the rail. */
export interface KioskSquare {
  readonly kiosk: string;
  readonly department: string | null;
  readonly state: 'complete' | 'pending' | 'unknown';
  readonly entries: number | null;
  readonly lastHeardAt: string | null;
  /** It may still change these rows. */
  readonly departmentIds: readonly string[];
}

export interface ClosingView {
  readonly revision: number;
  readonly closedAt: string;
  readonly person: string;
  readonly reason: string | null;
  readonly total: number;
  readonly fingerprint: string;
  readonly completeness: ReportTable['completeness'];
  readonly pending: ReportTable['pending'];
}

/** A dated supplement: what came late, and what was taken out late. */
export interface SupplementView {
  readonly revision: number;
  readonly number: number;
  readonly issuedAt: string;
  readonly person: string;
  readonly added: readonly TableRow[];
  readonly removed: readonly TableRow[];
  readonly fingerprint: string;
}

export interface Dossiers {
  /** Of the whole centre; null until somebody says. */
  readonly total: number | null;
  readonly byDepartment: readonly { readonly id: string; readonly resolved: number }[];
  readonly source: 'typed' | 'imported' | null;
  readonly person: string | null;
  readonly at: string | null;
}

/** The report's sentence: its plain text to copy, and its pieces to draw. */
export interface SentenceView {
  readonly text: string;
  readonly pieces: readonly { readonly text: string; readonly as: 'plain' | 'number' | 'italic' }[];
}

/** The page Kỳ báo cáo, Bảng in, and the rail of it. */
export interface PeriodView {
  readonly at: string;
  readonly state: PeriodState;
  readonly endsAt: string;
  readonly report: ReportTable;
  readonly satisfiedPercent: string;
  readonly kiosks: readonly KioskSquare[];
  readonly dossiers: Dossiers;
  readonly sentence: SentenceView;
  readonly closing: ClosingView | null;
  readonly supplements: readonly SupplementView[];
  /** Late and in no supplement yet; null when nothing is. */
  readonly nextSupplement: Pick<SupplementView, 'added' | 'removed'> | null;
  readonly previous: string | null;
  readonly next: string | null;
  /** Whether the person asked to be told when every kiosk has sent. */
  readonly isWatching: boolean;
}

/** `seen` is the fingerprint on the screen: 409 `period/changed` (detail: PeriodView) when it is another by now. For a new
 * revision it is the closed table's, which is replaced: 409 `period/already-closed` when somebody else did that meanwhile. */
export interface CloseRequest {
  readonly seen: string;
  /** Required while something is pending and for a new revision: 422 `period/reason-required`, field `reason`. */
  readonly reason?: string;
}
/** 409 `period/already-closed` carries this too, as `detail`. */
export interface CloseAnswer {
  readonly closing: ClosingView;
}
export interface SupplementAnswer {
  readonly supplement: SupplementView;
}

/** Either the centre's total, or one number a department; null takes it back. */
export interface PutDossiers {
  readonly total?: number | null;
  readonly byDepartment?: readonly { readonly id: string; readonly resolved: number }[];
}
/** The bytes of a CSV or XLSX go to `…/dossiers/read` as `text/csv` or the XLSX type; nothing is stored by that. 422
 * `dossiers/…` with `line`. */
export interface DossiersRead {
  readonly byDepartment: readonly {
    readonly id: string;
    readonly name: string;
    readonly resolved: number;
    readonly before: number | null;
  }[];
  readonly total: number;
  readonly missing: readonly { readonly id: string; readonly name: string }[];
}

/** The page Nhìn lại kỳ. */
export interface LookBack {
  readonly label: string;
  readonly report: ReportTable;
  /** Ordered by rate, lowest first; departments without dossiers last. */
  readonly rates: readonly ResponseRateView[];
  /** Ratings per 100 dossiers of the whole centre; null until dossiers are known. */
  readonly centreRate: string | null;
  readonly days: readonly DayCounts[];
  readonly busiest: { readonly day: string; readonly total: number } | null;
  readonly quietest: { readonly day: string; readonly total: number } | null;
  /** Counted all the same: presses outside of the opening hours. */
  readonly outsideHours: number;
  readonly excluded: Excluded;
  readonly voids: readonly VoidView[];
  readonly selfTests: { readonly kiosks: number; readonly buttons: number };
  readonly dissatisfied: readonly DissatisfiedNotice[];
  readonly comparison: ComparisonView | null;
}

export interface ResponseRateView {
  readonly id: string;
  readonly name: string;
  readonly ratings: number;
  readonly resolved: number | null;
  /** `0,65`: ratings per 100 dossiers. */
  readonly per100: string | null;
  /** The same as a number for the chart. */
  readonly rate: number | null;
  /** At least 100 dossiers and under half of the centre's rate. */
  readonly isLow: boolean;
  /** Under 40 dossiers: a hollow dot. */
  readonly isThin: boolean;
}

export interface VoidView {
  readonly kiosk: string;
  readonly department: string;
  /** The day of the press; never its hour. */
  readonly day: string;
  readonly reason: string;
  readonly person: string;
  readonly on: string;
}

export interface Change {
  readonly now: number;
  readonly before: number;
  readonly difference: number;
  readonly percent: string | null;
}
export interface ComparisonView {
  readonly before: string;
  readonly total: Change;
  readonly categories: readonly (Change & { readonly id: CategoryId })[];
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly now: number | null;
    readonly before: number | null;
  }[];
  /** `Tăng 25 ý kiến (3,94 %) so với tháng 01 năm 2024`. */
  readonly words: string;
}

/** One line that is not in the table: no category, no hour. */
export interface ExcludedLine {
  readonly kind: keyof Excluded;
  readonly day: string;
  readonly kiosk: string;
  readonly department: string | null;
  readonly counter: string | null;
  readonly count: number;
  readonly reason: string | null;
  readonly person: string | null;
}

/** The page Lịch sử: newest first. */
export interface PeriodHistory {
  readonly label: string;
  readonly revisions: readonly ClosingView[];
  readonly supplements: readonly SupplementView[];
  readonly events: readonly {
    readonly at: string;
    readonly person: string;
    readonly action: string;
    readonly detail: string;
  }[];
}

/** A quarter (`2021-Q1`) or a year (`2021`): the sum of its months as they stand. */
export interface SpanView {
  readonly span: string;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly TableRow[];
  readonly totals: ReportTable['totals'];
  readonly percent: readonly string[];
  readonly months: readonly (ReportTable['period'] & { readonly fingerprint: string })[];
  readonly missing: readonly string[];
}

/** Plain text for the province's Zalo channel and portal. */
export interface SummaryView {
  readonly text: string;
  /** Cells so small that they may show a person; to be looked at before publishing. */
  readonly smallCells: readonly {
    readonly category: CategoryId;
    readonly count: number;
  }[];
}
