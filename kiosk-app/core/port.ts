import type { PanelListener } from '../../device/panel.ts';
import type { EntryTime } from '../../sync/domain/entry.ts';
import type { UplinkOptions } from '../../sync/uplink/port.ts';
import type { Command, CommandAnswer } from '../contract/command.ts';
import type { PanelStatus, Snapshot } from '../contract/snapshot.ts';
import type { KioskConfig } from './config.ts';

export interface Timers {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Returns the function that cancels. */
  after(ms: number, run: () => void): () => void;
  /** 0 <= x < 1. */
  random(): number;
}

/** A panel as the core needs it: it was opened with a listener, and tells its status when asked. */
export interface OpenedPanel {
  status(): Omit<PanelStatus, 'link'>;
  /** A key that the page received, for panels that type (keyboard wedge). True when it was a button. */
  key?(code: string, name: string): boolean;
  close(): Promise<void>;
}

/** Opens the panels that a configuration names; `listenerOf` gives each its own. */
export type OpenPanels = (
  specs: KioskConfig['panels'],
  listenerOf: (index: number) => PanelListener,
) => readonly OpenedPanel[];

export interface KioskOptions {
  readonly dataDir: string;
  readonly config: KioskConfig;
  readonly version: string;
  readonly clock: { now(): EntryTime };
  readonly timers: Timers;
  readonly openPanels: OpenPanels;
  /** Keeps what was changed from the screen or by the centre; without it the change lasts for this run. @throws ConfigError */
  readonly saveConfig?: (change: Partial<KioskConfig>) => void;
  /** The centre asks for a restart: whoever runs the kiosk closes and starts it again. Without it the command is refused. */
  readonly onRestart?: () => void;
  /** The first connect after a boot is spread over this many milliseconds, so that a hall does not dial at once. */
  readonly firstConnectSpreadMs: number;
  /** Makes the connection to the broker; MQTT unless a simulation hands in its own. */
  readonly openLink?: NonNullable<UplinkOptions['openLink']>;
  /** Writes the ledger's log out ahead: for a kiosk that stays, not for one of hundreds on a disk. Default false. */
  readonly laysLog?: boolean;
  readonly log: (line: LogLine) => void;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly code: string;
  readonly message: string;
}

/** One kiosk: everything behind a screen. */
export interface Kiosk {
  snapshot(): Snapshot;
  command(command: Command): Promise<CommandAnswer>;
  /** Called with every new snapshot; returns its unsubscribe. */
  subscribe(onSnapshot: (snapshot: Snapshot) => void): () => void;
  /** Takes a changed configuration while running. */
  configure(config: KioskConfig): void;
  /** Everything that was pressed is at the centre. */
  isDrained(): boolean;
  /** Publishes the state to the centre now. */
  announce(): void;
  /** Takes the result of a proof of the whole ledger, for the technician and the centre. */
  noteProof(proof: NonNullable<Snapshot['info']['ledger']['proof']>): void;
  /** Stops in reverse order under one deadline. */
  close(): Promise<void>;
}
