import type { Alarm } from './alarm.ts';
import type { Contact } from './attention.ts';
import type { KioskConfigView, KioskOrderView } from './fleet.ts';
import type { BindingView } from './registry.ts';
import type { OpenHours } from './today.ts';

export type KioskGroup = 'person' | 'healing' | 'fine';

/** A stretch of time in which nothing is known of a kiosk; `to` null: it lasts. */
export interface Silence {
  readonly from: string;
  readonly to: string | null;
}

export interface KioskLine {
  readonly id: string;
  /** Where it stands by its own word; null before its first binding. */
  readonly departmentId: string | null;
  readonly department: string | null;
  readonly counter: string | null;
  readonly group: KioskGroup;
  /** Why it is in its group, first the worst. */
  readonly reasons: readonly KioskReason[];
  readonly online: boolean;
  readonly lastHeardAt: string | null;
  /** null: not known. */
  readonly pending: number | null;
  /** The kiosk's clock minus true time; null when no evidence bounds it. */
  readonly clockOffsetMs: number | null;
  readonly panel: 'ok' | 'lost' | 'none' | 'unknown' | { readonly broken: readonly number[] };
  readonly screen: 'ok' | 'frozen' | 'unknown';
  readonly ledger: 'ok' | 'broken' | 'unknown';
  readonly version: string | null;
  readonly retiredAt: string | null;
  /** Today's presses that count, to the minute, without category. */
  readonly ticks: readonly string[];
  readonly silences: readonly Silence[];
}
export type KioskReason =
  | 'silent'
  | 'button-broken'
  | 'panel-lost'
  | 'screen-frozen'
  | 'disk-low'
  | 'chain-broken'
  | 'backlog'
  | 'clock'
  | 'never-heard';

/** The page Kiosk. */
export interface KiosksView {
  readonly at: string;
  readonly day: string;
  readonly hours: readonly OpenHours[];
  readonly person: number;
  readonly healing: number;
  readonly fine: number;
  /** In the order of their groups, then of their ids. */
  readonly kiosks: readonly KioskLine[];
  readonly technician: Contact | null;
}

/** The page of one kiosk. */
export interface KioskView {
  readonly at: string;
  readonly line: KioskLine;
  readonly boundSince: string | null;
  /** The last seven working days and today. `count` null: not known yet. */
  readonly days: readonly {
    readonly day: string;
    readonly hours: readonly OpenHours[];
    readonly ticks: readonly string[];
    readonly silences: readonly Silence[];
    readonly count: number | null;
  }[];
  readonly ledgers: readonly {
    readonly id: string;
    readonly isCurrent: boolean;
    /** Everything up to here is stored, signed and proven. */
    readonly upTo: number;
    /** Where the kiosk said that it ends; null when it did not say. */
    readonly head: number | null;
    readonly firstHeardAt: string;
    readonly lastHeardAt: string;
    readonly state: 'whole' | 'forked' | 'shortened' | 'put-aside';
  }[];
  /** The five buttons, in their order. */
  readonly buttons: readonly {
    readonly button: number;
    readonly state: 'answers' | 'broken' | 'unknown';
    readonly testedAt: string | null;
    readonly presses: number;
  }[];
  /** What it last told, and when. */
  readonly told: {
    readonly at: string | null;
    readonly pending: number | null;
    readonly clockOffsetMs: number | null;
    readonly panel: string | null;
    readonly screen: string | null;
    readonly diskFreePercent: number | null;
    readonly version: string | null;
  };
  /** What the centre said of how it is to be; null: nothing yet, it goes by its own file. */
  readonly config: KioskConfigView | null;
  /** The last thing that it was told to do. */
  readonly order: KioskOrderView | null;
  readonly bindings: readonly BindingView[];
  readonly alarms: readonly Alarm[];
  readonly technician: Contact | null;
}

/** A press that may be voided: its place and its minute, no category. For `administer` only. */
export interface KioskPress {
  readonly ledger: string;
  readonly seq: number;
  readonly at: string;
  readonly isVoid: boolean;
}

/** 409 `void/not-counted`: it is none of the counted ones any more. */
export interface VoidRequest {
  readonly ledger: string;
  readonly seq: number;
  readonly reason: string;
}

/** The export of a kiosk (`…/kiosks/import`, `application/octet-stream`, its name in `x-file-name`). */
export interface KioskImported {
  readonly kiosk: string;
  readonly ledger: string;
  readonly batches: number;
  readonly entries: number;
  readonly known: number;
  readonly upTo: number;
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

export interface RetireRequest {
  /** false puts it back into service. */
  readonly retired: boolean;
  readonly reason: string;
}
