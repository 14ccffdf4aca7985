import type { ButtonIndex, LinkStatus, PanelCounters, PanelHealth } from '../panel.ts';
import type { RawSpec } from '../spec/parsed.ts';

/** What the kiosk asks of the process that holds the devices. `panel` and `press` are numbers that the one who speaks chose. */
export type ToDevices =
  | { readonly do: 'open'; readonly panel: number; readonly spec: RawSpec }
  | { readonly do: 'answer'; readonly panel: number; readonly press: number; readonly isRecorded: boolean }
  | { readonly do: 'close'; readonly panel: number };

export type FromDevices =
  | {
      readonly tell: 'press';
      readonly panel: number;
      readonly press: number;
      readonly button: ButtonIndex;
      readonly identity?: string;
    }
  | { readonly tell: 'status'; readonly panel: number; readonly status: LinkStatus }
  | { readonly tell: 'health'; readonly panel: number; readonly health: PanelHealth }
  | { readonly tell: 'closed'; readonly panel: number }
  | { readonly tell: 'log'; readonly level: 'info' | 'warn'; readonly data: object; readonly message: string }
  /** Every second: the process is alive, and this is how its panels are. */
  | { readonly tell: 'alive'; readonly panels: readonly PanelReading[] };

export interface PanelReading {
  readonly panel: number;
  readonly counters: PanelCounters;
  readonly health: PanelHealth;
  /** How long ago the panel was heard; the two processes have no clock in common. */
  readonly seenAgoMs?: number;
}

export const aliveEveryMs = 1_000;

const isTagged = (raw: unknown, tag: 'do' | 'tell', words: readonly string[]): boolean =>
  typeof raw === 'object' &&
  raw !== null &&
  tag in raw &&
  words.includes(String((raw as Record<string, unknown>)[tag]));

/** Both ends are this very program: it is enough to know that the word is one of ours. */
export const isToDevices = (raw: unknown): raw is ToDevices =>
  isTagged(raw, 'do', ['open', 'answer', 'close']);

export const isFromDevices = (raw: unknown): raw is FromDevices =>
  isTagged(raw, 'tell', ['press', 'status', 'health', 'closed', 'log', 'alive']);
