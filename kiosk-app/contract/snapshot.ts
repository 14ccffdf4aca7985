import type { CategoryId } from '../../sync/domain/categories.ts';
import type { CounterId, DepartmentId, Seq } from '../../sync/domain/ids.ts';

export const languages = ['vi', 'km', 'en'] as const;
export type Language = (typeof languages)[number];

/** Days 1 (Monday) to 7 with the same hours. */
export interface OpeningHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/**
 * What the citizen's screen shows. The kiosk decides it; a screen only draws it. `id` of a press is unique within a boot of
 * the kiosk, so that a screen can tell a new press from a redraw of the same one.
 */
export type ScreenState =
  | { readonly name: 'starting' }
  | { readonly name: 'choose' }
  /** A press went down and is being written. Painted at once; says nothing about success. */
  | { readonly name: 'pressed'; readonly press: number; readonly category: CategoryId }
  /** The rating is committed to the disk. `undoMs` is what is left of the time in which it can be taken back. */
  | {
      readonly name: 'thanks';
      readonly press: number;
      readonly category: CategoryId;
      readonly seq: Seq;
      readonly undoMs: number;
    }
  /** Category 5 is committed; a text may be added. `remainingMs` until it closes by itself. */
  | { readonly name: 'comment'; readonly press: number; readonly seq: Seq; readonly remainingMs: number }
  /** `category` is the counted one; `undo` while it can still be taken back, with what is left of that time. */
  | {
      readonly name: 'repeat';
      readonly press: number;
      readonly category: CategoryId;
      readonly undo?: { readonly seq: Seq; readonly ms: number };
    }
  | { readonly name: 'taken-back'; readonly category: CategoryId }
  /** The write failed: the press is not in the ledger. `code` is what a citizen can read out to the staff. */
  | {
      readonly name: 'not-recorded';
      readonly press: number;
      readonly category: CategoryId;
      readonly code: string;
    }
  | { readonly name: 'out-of-service'; readonly code: string }
  /**
   * `opensAt` in local time of the centre: weekday 1 (Monday) to 7, hour and minute, and the date when it is a week away or more;
   * absent when nobody knows.
   */
  | {
      readonly name: 'closed';
      readonly opensAt?: {
        readonly weekday: number;
        readonly hour: number;
        readonly minute: number;
        readonly date?: { readonly day: number; readonly month: number };
      };
      /** The opening hours, as a sign at the door lists them; times as `07:00`. */
      readonly hours?: readonly OpeningHours[];
    }
  | { readonly name: 'screen-off' };

export type PanelLink =
  | 'none'
  | 'connecting'
  | 'up'
  /** The device is away; the kiosk looks for it and touch goes on. */
  | 'down';

/** One panel as a technician sees it. */
export interface PanelStatus {
  readonly link: PanelLink;
  readonly profile?: string;
  readonly path?: string;
  /** An error code and one clear line, while something is wrong. */
  readonly problem?: { readonly code: string; readonly message: string };
  readonly counters: Readonly<Record<string, number>>;
  /** The five buttons in order; a muted one has a fault. */
  readonly buttons?: readonly {
    readonly button: number;
    readonly presses: number;
    readonly isDown: boolean;
    readonly fault?: 'stuck' | 'chattering';
  }[];
  /** One line for each thing that is wrong with the buttons themselves. */
  readonly faults?: readonly { readonly code: string; readonly message: string }[];
  /** Milliseconds since the last valid frame; absent before the first. */
  readonly lastSeenMsAgo?: number;
}

export interface KioskInfo {
  readonly version: string;
  readonly kiosk: string;
  readonly ledger: {
    readonly id: string;
    readonly head: number;
    readonly watermark: number;
    /** What the proof of the whole ledger found since the host started; absent until it is done. */
    readonly proof?: { readonly ok: boolean; readonly entries: number; readonly firstBad?: string };
  };
  readonly network: { readonly link: 'none' | 'connecting' | 'up' | 'down'; readonly broker?: string };
  readonly clock: { readonly wall: number; readonly boot: string; readonly up: number };
}

/** A panel that is being taught from the screen. */
export interface PanelLesson {
  readonly phase: 'choosing' | 'looking' | 'asking' | 'done' | 'failed';
  readonly devices: readonly {
    readonly path: string;
    readonly name: string;
    readonly problem?: { readonly code: string; readonly message: string };
  }[];
  /** The button that is asked for now, and the last one that was learnt: 1 to 5. */
  readonly button?: number;
  readonly learnt?: number;
  readonly profile?: string;
  /** Why the last answer was not taken; `as` is the button that it belongs to already. */
  readonly refused?: 'several' | 'already-learnt';
  readonly as?: number;
  readonly problem?: { readonly code: string; readonly message: string };
}

/** Everything a screen knows of its kiosk. Always whole: a screen that missed ten of them is right after the eleventh. */
export interface Snapshot {
  readonly v: 1;
  /** Which run of the host this is; `revision` starts again with each. */
  readonly run: string;
  /** Grows with every change; a screen ignores a snapshot older than the one it shows. */
  readonly revision: number;
  readonly screen: ScreenState;
  readonly binding: {
    readonly department: { readonly id: DepartmentId; readonly name: string };
    readonly counter: { readonly id: CounterId; readonly label: string };
  };
  readonly languages: readonly Language[];
  readonly sound: boolean;
  readonly responseIntervalMs: number;
  readonly panels: readonly PanelStatus[];
  /** Presses of each physical button since the kiosk was installed, button 1 first. */
  readonly pressCounts: readonly number[];
  readonly lesson?: PanelLesson;
  /**
   * While the panel's buttons steer the screen: how often they asked for the next control and pressed the present one since it
   * began, so that a screen which missed a snapshot catches up. It begins on nothing; the first step leads to the first control.
   */
  readonly steering?: { readonly moves: number; readonly picks: number };
  /** Somebody at the centre looks for this kiosk: it shows its name. */
  readonly isAskedFor?: true;
  /** A self-test is on: the buttons (1 to 5) that have answered. What is pressed meanwhile is no rating. */
  readonly buttonTest?: { readonly answered: readonly number[] };
  readonly info: KioskInfo;
}
