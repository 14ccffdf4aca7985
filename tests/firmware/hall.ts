import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { configureKiosk, type Running, reportOf, startCentre, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Harness, type HarnessOptions, startHarness } from './harness.ts';

interface Report {
  readonly totals: { readonly counts: readonly number[]; readonly total: number };
  readonly excluded: { readonly repeat: number };
  readonly rows: readonly { readonly id: string; readonly counts: readonly number[] }[];
}

/** A centre, a kiosk's folder, and the panel's real firmware on a serial line, all as processes of their own. */
export interface Hall {
  readonly folder: string;
  readonly panel: Harness;
  startKiosk(): Promise<Running>;
  report(): Promise<Report>;
}

/** The kiosk is not started yet; it counts every press, however soon it follows the one before. */
export const openHall = async (options: HarnessOptions = {}): Promise<Hall> => {
  const folder = temporaryFolder();
  const [centreDir, kioskDir, linkPath] = ['centre', 'kiosk', 'panel'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const registry = join(folder, 'departments.csv');
  writeFileSync(registry, 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n');
  const panel = startHarness({ linkPath, ...options });
  onTestFinished(() => panel.stop());
  await panel.until(({ what }) => what === 'pty', 0);
  const centre = await startCentre(centreDir, '--departments', registry);
  const settings = [
    '--broker',
    centre.ready,
    '--panel',
    `motcham-line:${linkPath}`,
    '--response-interval',
    '0',
  ];
  await configureKiosk(kioskDir, ...settings);
  return {
    folder,
    panel,
    startKiosk: () => startKiosk(kioskDir),
    report: async () =>
      (await reportOf(centreDir, periodLabelAt(Date.now() as Instant))) as unknown as Report,
  };
};
