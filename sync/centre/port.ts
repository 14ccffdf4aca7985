import type { CentreId, DepartmentId, Instant, Seq } from '../domain/ids.ts';
import type { PeriodLabel } from '../domain/period.ts';
import type { PublicKey } from '../proof/signing.ts';
import type { ReportData } from '../report/data.ts';
import type { AnonymousFrom } from './broker/link.ts';
import type { Desk } from './desk/open-desk.ts';
import type { Console, ConsoleOptions } from './http/server.ts';

export interface CentreOptions {
  /** The centre's data folder; holds `centre.sqlite`. Made where absent. */
  readonly dataDir: string;
  readonly centre: CentreId;
  /** The embedded broker listens here (0: any free port) … */
  readonly mqtt:
    | {
        readonly port: number;
        readonly host: string;
        /** Certificate and key, PEM; `ca` is handed to kiosks at enrolment where theirs would not trust it. */
        readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
        /** Where clients without a password may come from; default `loopback`. */
        readonly anonymous?: AnonymousFrom;
      }
    | { readonly brokerUrl: string };
  /** Where kiosks find the broker, where that is another address than the centre's own. */
  readonly kioskBrokerUrl?: string;
  /** Serves the console for people; without it nothing but kiosks is heard. */
  readonly console?: ConsoleOptions;
  readonly now: () => Instant;
  /** Waits so long for more before it commits, unless much has come; 0 (default) ends with the turn of the event loop. */
  readonly gatherMs?: number;
  readonly log?: (line: { readonly code: string; readonly message: string }) => void;
}

/** Counted since start: batches, entries, duplicates, gaps, foreign topics, malformed messages, bad signatures … */
export type CentreCounters = Readonly<Record<string, number>>;

export interface DepartmentEntry {
  readonly order: number;
  readonly id: DepartmentId;
  readonly name: string;
}

/** The central tally as a running service. */
export interface Centre {
  /** Where kiosks connect. */
  readonly brokerUrl: string;
  readonly publicKey: PublicKey;
  /** Where people connect; null without a console. */
  readonly console: Pick<Console, 'url' | 'setUpLink'> | null;
  counters(): CentreCounters;
  departments(): readonly DepartmentEntry[];
  /** Replaces nothing: adds departments and updates name and order of those it has. */
  putDepartments(departments: readonly DepartmentEntry[]): void;
  /** The report of a period as the store stands now. */
  report(label: PeriodLabel): ReportData;
  /** What people do here: closing, registry, voids, settings. */
  readonly desk: Desk;
  /** How far each ledger is stored. */
  ledgers(): readonly { readonly ledger: string; readonly kiosk: string; readonly upTo: Seq }[];
  /** Sends what is pending, closes broker and store, checkpoints the WAL. */
  close(): Promise<void>;
}
