import type { CentreId, KioskId, Seq } from '../domain/ids.ts';
import type { LedgerAside, LostAside } from '../ledger/ledgers-aside.ts';
import type { KioskClock, Ledger } from '../ledger/port.ts';
import type { CommandMessage } from '../wire/command-message.ts';
import type { ConfigMessage } from '../wire/config-message.ts';
import type { Link } from '../wire/link.ts';
import type { StateMessage } from '../wire/messages.ts';
import type { MqttLinkOptions } from '../wire/mqtt-link.ts';

/** Timers and randomness of the runner; tests and replay hand in their own. */
export interface UplinkTimers {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Returns the function that cancels. */
  after(ms: number, run: () => void): () => void;
  /** 0 <= x < 1. */
  random(): number;
}

/** What the centre may tell a kiosk. Each call has been proven: by its signature, its kiosk and, of a command, its time. */
export interface UplinkOrders {
  /** Comes again with every connection, as long as the broker keeps it. */
  onConfig(config: ConfigMessage): void;
  /** May come twice. */
  onCommand(command: CommandMessage): void;
}

export interface UplinkOptions {
  readonly ledger: Ledger;
  /** Ledgers that were set aside before this one: the centre is asked whether it still has them. */
  readonly aside?: readonly LedgerAside[];
  readonly clock: KioskClock;
  readonly timers: UplinkTimers;
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  /** `mqtt://host:port` or `mqtts://…`. */
  readonly brokerUrl: string;
  /** The rest of the state message; asked for whenever it is published. */
  readonly health: () => Pick<
    StateMessage,
    'version' | 'binding' | 'panel' | 'screen' | 'disk' | 'config' | 'command'
  >;
  /** Hears the centre's configuration and commands; without it neither is asked for. */
  readonly orders?: UplinkOrders;
  /** Spread of the first connect after a boot, milliseconds; 0 connects at once. */
  readonly firstConnectSpreadMs: number;
  /** The name and password that the centre gave at enrolment. */
  readonly login?: NonNullable<MqttLinkOptions['login']>;
  /** Client certificate and trusted authority for `mqtts://`, PEM. */
  readonly tls?: NonNullable<MqttLinkOptions['tls']>;
  /** Makes the connection; MQTT unless a simulation hands in its own. */
  readonly openLink?: (options: MqttLinkOptions) => Link;
  readonly log?: (line: { readonly code: string; readonly message: string }) => void;
}

export interface UplinkStatus {
  readonly link: 'connecting' | 'up' | 'down';
  readonly watermark: Seq;
  readonly pending: number;
  /**
   * Set when a valid receipt proves that this ledger has a twin (a restored image, a cloned disk): the kiosk must open a new
   * ledger and carry the entries above the watermark over.
   */
  readonly twin: boolean;
  /**
   * What the centre has confirmed of ledgers that were set aside, and has lost since (it was restored from an older backup):
   * the kiosk must carry it on, into a new ledger.
   */
  readonly lost: readonly LostAside[];
  readonly counters: Readonly<Record<string, number>>;
}

export interface Uplink {
  status(): UplinkStatus;
  /** Publishes the state message now, and a receipt is asked for. */
  announce(): void;
  subscribe(onStatus: (status: UplinkStatus) => void): () => void;
  /** Sends `online: false`, closes the connection. Resolves within two seconds, never rejects. */
  close(): Promise<void>;
}
