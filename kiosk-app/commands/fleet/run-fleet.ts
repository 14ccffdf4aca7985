import type { LogLine } from '../../core/port.ts';
import { type FleetKiosk, openFleetKiosk } from './fleet-kiosk.ts';
import type { PressJournal } from './press-journal.ts';

export interface FleetResult {
  readonly attempted: number;
  /** The screen said thanks: the rating is on the kiosk's disk. */
  readonly thanked: number;
  /** The centre's signed receipt covers it. */
  readonly received: number;
  /** Entries without a receipt, of earlier runs on the same ledgers too. */
  readonly pending: number;
}

export interface FleetOptions {
  readonly names: readonly string[];
  /** Kiosks stand at these in turn. */
  readonly departments: readonly string[];
  readonly ratings: number;
  /** Presses a second, of all kiosks together; undefined presses as fast as the disk takes them. */
  readonly perSecond: number | undefined;
  readonly dataDir: string;
  readonly brokerUrl: string;
  readonly centre: string;
  /** How long the receipts may take after the last press. */
  readonly patienceMs: number;
  readonly journal: PressJournal;
  /** Ends pressing and waiting; what was reached until then is told. */
  readonly stop: AbortSignal;
  readonly log: (line: LogLine) => void;
  readonly onProgress: (result: FleetResult) => void;
}

const spreadMs = 500;
const progressMs = 250;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Presses `ratings` on a fleet of real kiosks in this process, and waits for the centre's receipts. */
export const runFleet = async (options: FleetOptions): Promise<FleetResult> => {
  const { ratings, perSecond, stop, departments } = options;
  const kiosks: FleetKiosk[] = [];
  let [asked, attempted, thanked] = [0, 0, 0];
  const sum = (of: (kiosk: FleetKiosk) => number): number => kiosks.reduce((n, kiosk) => n + of(kiosk), 0);
  const result = (): FleetResult => ({
    attempted,
    thanked,
    received: sum((kiosk) => kiosk.received()),
    pending: sum((kiosk) => kiosk.pending()),
  });

  const began = performance.now();
  /** Takes the next press out of the common heap, when it is due. */
  const isNext = async (): Promise<boolean> => {
    if (stop.aborted || asked >= ratings) return false;
    const dueAt = perSecond === undefined ? 0 : began + (asked / perSecond) * 1000;
    asked += 1;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    return !stop.aborted;
  };
  const pressAll = async (kiosk: FleetKiosk): Promise<void> => {
    while (await isNext()) {
      attempted += 1;
      if (await kiosk.press()) thanked += 1;
    }
  };

  const ticker = setInterval(() => options.onProgress(result()), progressMs);
  try {
    for (const [i, name] of options.names.entries()) {
      const place = { ...options, name, department: departments[i % departments.length] ?? name, spreadMs };
      kiosks.push(openFleetKiosk(place, options.journal, options.log));
    }
    await Promise.all(kiosks.map(pressAll));
    const deadline = performance.now() + options.patienceMs;
    while (!stop.aborted && performance.now() < deadline && !kiosks.every((kiosk) => kiosk.isDrained()))
      await pause(20);
    return result();
  } finally {
    clearInterval(ticker);
    await Promise.all(kiosks.map((kiosk) => kiosk.close()));
  }
};
