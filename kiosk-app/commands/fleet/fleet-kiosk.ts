import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { categoryIds } from '../../../sync/domain/categories.ts';
import { checkConfig } from '../../core/config-file.ts';
import { prepareDataFolder } from '../../core/data-folder.ts';
import { openKiosk } from '../../core/kiosk.ts';
import type { LogLine } from '../../core/port.ts';
import { systemKioskClock, systemTimers } from '../../core/system-clock.ts';
import { version } from '../../core/version.ts';
import type { PressJournal } from './press-journal.ts';

/** One kiosk of a fleet, with the citizen before it. */
export interface FleetKiosk {
  readonly name: string;
  /** Presses the next category; true when the screen said thanks, which is after the commit. */
  press(): Promise<boolean>;
  /** Ratings of this run that the centre has confirmed. */
  received(): number;
  pending(): number;
  isDrained(): boolean;
  close(): Promise<void>;
}

export interface FleetPlace {
  readonly name: string;
  readonly dataDir: string;
  readonly brokerUrl: string;
  readonly centre: string;
  readonly department: string;
  /** The first connect is spread over this many milliseconds. */
  readonly spreadMs: number;
}

/** Opens a real kiosk core on a ledger of its own at `dataDir/<name>`. */
export const openFleetKiosk = (
  place: FleetPlace,
  journal: PressJournal,
  log: (line: LogLine) => void,
): FleetKiosk => {
  const { name } = place;
  const dataDir = join(place.dataDir, name);
  prepareDataFolder(dataDir);
  const kiosk = openKiosk({
    dataDir,
    config: checkConfig(
      {
        v: 1,
        kiosk: name,
        centre: place.centre,
        department: { id: place.department, name: place.department },
        counter: { id: name, label: name },
        broker: place.brokerUrl,
        // Every press counts: a fleet is quicker than the citizens of one counter are.
        responseIntervalMs: 0,
      },
      `kiosk ${name}`,
    ),
    version,
    clock: systemKioskClock(),
    timers: systemTimers,
    openPanels: () => [],
    firstConnectSpreadMs: place.spreadMs,
    log: (line) => log({ ...line, message: `${name}: ${line.message}` }),
  });
  // Touches of another run on the same ledger are other touches.
  const run = randomBytes(6).toString('hex');
  const thanked: number[] = [];
  let presses = 0;

  return {
    name,
    async press() {
      const category = categoryIds[presses % categoryIds.length] ?? categoryIds[0];
      presses += 1;
      const touch = `${run}-${presses}`;
      journal.attempted(name, touch, category);
      const answer = await kiosk.command({ do: 'press', category, touch });
      const { screen } = kiosk.snapshot();
      if (answer.ok && (screen.name === 'thanks' || screen.name === 'comment')) {
        journal.thanked(name, touch, screen.seq);
        thanked.push(screen.seq);
        return true;
      }
      journal.refused(name, touch, answer.ok ? screen.name : answer.code);
      return false;
    },
    received() {
      const { watermark } = kiosk.snapshot().info.ledger;
      return thanked.filter((seq) => seq <= watermark).length;
    },
    pending() {
      const { head, watermark } = kiosk.snapshot().info.ledger;
      return head - watermark;
    },
    isDrained: () => kiosk.isDrained(),
    close: () => kiosk.close(),
  };
};
