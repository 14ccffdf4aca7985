import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../kiosk-app/contract/snapshot.ts';
import { checkConfig } from '../../kiosk-app/core/config-file.ts';
import { openKiosk } from '../../kiosk-app/core/kiosk.ts';
import type { Kiosk, KioskOptions } from '../../kiosk-app/core/port.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { temporaryFolder } from './folder.ts';

export const testConfig = checkConfig(
  {
    v: 1,
    kiosk: 'q12-1',
    centre: 'centre',
    department: { id: 'so-tu-phap', name: 'Sở Tư pháp' },
    counter: { id: 'q12-1', label: '12' },
  },
  'test',
);

/** A real kiosk core on a real ledger, closed after the test. */
export const openTestKiosk = (
  options: Partial<KioskOptions> = {},
): { kiosk: Kiosk; dataDir: string; ledgerPath: string } => {
  const dataDir = options.dataDir ?? temporaryFolder();
  const kiosk = openKiosk({
    dataDir,
    config: testConfig,
    version: 'test',
    clock: systemKioskClock(),
    timers: systemTimers,
    openPanels: () => [],
    firstConnectSpreadMs: 0,
    log: () => {},
    ...options,
  });
  onTestFinished(() => kiosk.close());
  return { kiosk, dataDir, ledgerPath: join(dataDir, 'ledger.sqlite') };
};

/** The names of the screens a kiosk shows from now on. */
export const screensOf = (kiosk: Kiosk): string[] => {
  const names: string[] = [];
  kiosk.subscribe((snapshot: Snapshot) => {
    if (names.at(-1) !== snapshot.screen.name) names.push(snapshot.screen.name);
  });
  return names;
};
