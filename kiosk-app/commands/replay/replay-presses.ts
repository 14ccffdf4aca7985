import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openCentre } from '../../../sync/centre/open-centre.ts';
import type { DepartmentEntry } from '../../../sync/centre/port.ts';
import type { BootId, CentreId, CounterId, DepartmentId, Instant } from '../../../sync/domain/ids.ts';
import { isKioskId } from '../../../sync/domain/ids.ts';
import type { KioskConfig } from '../../core/config.ts';
import { checkConfig } from '../../core/config-file.ts';
import { prepareDataFolder } from '../../core/data-folder.ts';
import { openKiosk } from '../../core/kiosk.ts';
import type { Kiosk, LogLine } from '../../core/port.ts';
import { ledgerPath } from '../../core/store.ts';
import { systemTimers } from '../../core/system-clock.ts';
import { version } from '../../core/version.ts';
import { readAlreadyWritten } from './already-written.ts';
import type { PressRow } from './presses-file.ts';
import { virtualClock } from './virtual-clock.ts';

export interface ReplayResult {
  readonly presses: number;
  readonly alreadyThere: number;
  readonly kiosks: number;
}

/** A press could not be written, or its receipt did not come. */
export class ReplayError extends Error {
  readonly code: 'replay/not-recorded' | 'replay/no-receipt';
  constructor(code: ReplayError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Nobody waits for a receipt here: one commit of the centre and one watermark of a kiosk serve all presses of so long. */
const gatherMsFor = (presses: number): number => Math.min(presses, 1_000);
const receiptDeadlineMs = 120_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const until = async (isReached: () => boolean, deadlineMs: number): Promise<boolean> => {
  const end = performance.now() + deadlineMs;
  while (!isReached()) {
    if (performance.now() > end) return false;
    await pause(10);
  }
  return true;
};

/**
 * Presses every row on a real kiosk core, one a counter, each with its own ledger below `dataDir/kiosks`, and lets them send to
 * the centre at `dataDir` through its own broker. One clock, the file's, is the time of all of them.
 */
export const replayPresses = async (options: {
  readonly rows: readonly PressRow[];
  readonly departments: readonly DepartmentEntry[];
  readonly dataDir: string;
  readonly log: (line: LogLine) => void;
  readonly onProgress: (done: number, all: number) => void;
}): Promise<ReplayResult> => {
  const { rows, dataDir, log } = options;
  const names = new Map(options.departments.map((d) => [d.id, d.name]));
  const first = rows[0]?.at ?? (Date.now() as Instant);
  const clock = virtualClock(first, randomUUID() as BootId);
  const folders = new Map(rows.map((row) => [row.counter, join(dataDir, 'kiosks', row.counter)]));
  for (const folder of folders.values()) prepareDataFolder(folder);
  const paths = new Map([...folders].map(([counter, folder]) => [counter, ledgerPath(folder)]));
  const written = readAlreadyWritten(paths, clock);
  const centreId = 'centre' as CentreId;
  const centre = await openCentre({
    dataDir,
    centre: centreId,
    mqtt: { host: '127.0.0.1', port: 0 },
    now: clock.instant,
    gatherMs: gatherMsFor(rows.length),
    log: (line) => log({ level: 'warn', ...line }),
  });
  const kiosks = new Map<
    CounterId,
    { readonly kiosk: Kiosk; department: DepartmentId; readonly bind: (d: DepartmentId) => void }
  >();

  const openCounter = (counter: CounterId, department: DepartmentId): void => {
    const configFor = (id: DepartmentId): KioskConfig =>
      checkConfig(
        {
          v: 1,
          kiosk: isKioskId(counter) ? counter : 'kiosk',
          centre: centreId,
          department: { id, name: names.get(id) ?? id },
          counter: { id: counter, label: counter },
          broker: centre.brokerUrl,
          centreKey: centre.publicKey,
        },
        `counter ${counter}`,
      );
    const kiosk = openKiosk({
      dataDir: folders.get(counter) ?? dataDir,
      config: configFor(department),
      version,
      clock,
      timers: systemTimers,
      openPanels: () => [],
      firstConnectSpreadMs: 0,
      log,
    });
    kiosks.set(counter, { kiosk, department, bind: (id) => kiosk.configure(configFor(id)) });
  };

  const settle = async (all: readonly Kiosk[]): Promise<void> => {
    const isDone = await until(() => all.every((kiosk) => kiosk.isDrained()), receiptDeadlineMs);
    if (!isDone)
      throw new ReplayError(
        'replay/no-receipt',
        `not every receipt came within ${receiptDeadlineMs / 1000} s`,
      );
  };

  let alreadyThere = 0;
  try {
    centre.putDepartments(options.departments);
    for (const row of rows) if (!kiosks.has(row.counter)) openCounter(row.counter, row.department);
    const all = [...kiosks.values()].map(({ kiosk }) => kiosk);
    // Every kiosk is heard at the file's first instant, so the centre knows each clock before the first press.
    await settle(all);
    for (const [index, row] of rows.entries()) {
      clock.advance(row.at);
      const place = kiosks.get(row.counter);
      if (!place) throw new Error(`no kiosk at ${row.counter}`);
      if (written.take(row)) {
        alreadyThere += 1;
        continue;
      }
      if (place.department !== row.department) {
        place.bind(row.department);
        place.department = row.department;
      }
      const answer = await place.kiosk.command({ do: 'press', category: row.category, touch: randomUUID() });
      if (!answer.ok)
        throw new ReplayError('replay/not-recorded', `line ${row.line}: ${answer.code}: ${answer.message}`);
      options.onProgress(index + 1, rows.length);
    }
    await settle(all);
    for (const kiosk of all) kiosk.announce();
    return { presses: rows.length - alreadyThere, alreadyThere, kiosks: kiosks.size };
  } finally {
    await Promise.all([...kiosks.values()].map(({ kiosk }) => kiosk.close()));
    await centre.close();
  }
};
