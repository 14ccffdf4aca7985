import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type ServedPanel, servePanel } from '../../device/simulator/serve-panel.ts';
import { checkConfig } from '../../kiosk-app/core/config-file.ts';
import { openKiosk } from '../../kiosk-app/core/kiosk.ts';
import { openConfiguredPanels } from '../../kiosk-app/core/panels.ts';
import type { Kiosk } from '../../kiosk-app/core/port.ts';
import { ledgerPath } from '../../kiosk-app/core/store.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { loadPage } from '../../kiosk-app/host/page-files.ts';
import { type Host, startHost } from '../../kiosk-app/host/server.ts';

const token = 'measured-measured-measured-measured-measured';

/** A real kiosk (ledger on disk, panel at the end of a wire, loopback host) whose host can be restarted while the page stays. */
export interface MeasuredKiosk {
  readonly url: string;
  readonly panel: ServedPanel['panel'];
  kiosk(): Kiosk;
  /** Ratings that stand in the ledger on the disk, read by another connection. */
  ratings(): number;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const openMeasuredKiosk = async (): Promise<MeasuredKiosk> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mot-cham-screen-'));
  const served = await servePanel({ clock: systemTimers });
  const config = checkConfig(
    {
      v: 1,
      kiosk: 'q9',
      centre: 'centre',
      department: { id: 'so-nn', name: 'Sở Nông nghiệp và Phát triển nông thôn' },
      counter: { id: 'q9', label: '09' },
      panels: [served.spec],
      // Every press counts, so that a press a second is a rating a second.
      responseIntervalMs: 0,
    },
    'measure',
  );
  const page = loadPage(join(import.meta.dirname, '..', '..', 'kiosk-app', 'renderer', 'dist'));
  const open = async (port: number): Promise<{ kiosk: Kiosk; host: Host }> => {
    const kiosk = openKiosk({
      dataDir,
      config,
      version: 'measure',
      clock: systemKioskClock(),
      timers: systemTimers,
      openPanels: openConfiguredPanels({ timers: systemTimers, log: () => {} }),
      firstConnectSpreadMs: 0,
      log: () => {},
    });
    return { kiosk, host: await startHost({ kiosk, token, page, port }) };
  };
  let running = await open(0);
  const { port, url } = running.host;
  const stop = async (): Promise<void> => {
    await running.host.close();
    await running.kiosk.close();
  };
  return {
    url,
    panel: served.panel,
    kiosk: () => running.kiosk,
    ratings: () => {
      const disk = new Database(ledgerPath(dataDir), { readonly: true });
      try {
        const counted = disk
          .prepare(`SELECT count(*) FROM entry WHERE body LIKE '%"kind":"rating"%'`)
          .pluck()
          .get();
        return Number(counted);
      } finally {
        disk.close();
      }
    },
    restart: async () => {
      await stop();
      running = await open(port);
    },
    close: async () => {
      await stop();
      await served.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
