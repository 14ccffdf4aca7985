import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCentre } from '../../../sync/centre/open-centre.ts';
import { storePathIn } from '../../../sync/centre/store/open-store.ts';
import { verifyCentreStore } from '../../../sync/centre/verify-store.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type {
  BootId,
  CentreId,
  CounterId,
  DepartmentId,
  Instant,
  KioskId,
} from '../../../sync/domain/ids.ts';
import { periodLabelAt } from '../../../sync/domain/period.ts';
import { openLedger } from '../../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../../sync/ledger/port.ts';
import { startUplink } from '../../../sync/uplink/start-uplink.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { startMosquitto } from '../../support/test-broker.ts';

const centreId = 'centre' as CentreId;
const kiosks = 10;
const each = 500;
const now = (): Instant => Date.now() as Instant;

/** A ledger and its uplink, as they stand in a kiosk. */
const startKiosk = (folder: string, n: number, brokerUrl: string): Ledger => {
  const boot = randomUUID() as BootId;
  const clock = { now: () => ({ at: now(), boot, up: Math.floor(performance.now()) }) };
  const ledger = openLedger({ path: join(folder, `k${n}`, 'ledger.sqlite'), clock, version: 'test' });
  const uplink = startUplink({
    ledger,
    clock,
    timers: {
      now: () => performance.now(),
      after: (ms, run) => {
        // Waits a tenth as long as a kiosk would: who waits, and for what, stays the same.
        const timer = setTimeout(run, ms / 10);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    },
    centre: centreId,
    kiosk: `k${n}` as KioskId,
    brokerUrl,
    health: () => ({ version: 'test', binding: { department: `d${n % 3}`, counter: `q${n}` } }),
    firstConnectSpreadMs: 0,
  });
  onTestFinished(async () => {
    await uplink.close();
    ledger.close();
  });
  return ledger;
};

needs('mosquitto')('Mosquitto with its defaults', () => {
  it('may drop and forget what it likes: 5,000 ratings written while the centre is down are counted, each once', async () => {
    const folder = temporaryFolder();
    let broker = await startMosquitto();
    const { port, url } = broker;
    let kills = 0;
    const killBroker = async (): Promise<void> => {
      await broker.kill();
      kills += 1;
      broker = await startMosquitto(port);
    };
    onTestFinished(() => broker.stop());

    const ledgers = Array.from({ length: kiosks }, (_, n) => startKiosk(folder, n, url));
    for (let i = 0; i < each; i += 1) {
      for (const [n, ledger] of ledgers.entries()) {
        const category = categoryIds[(i + n) % 5] ?? 'comment';
        const department = `d${n % 3}` as DepartmentId;
        ledger.append({ kind: 'rating', category, department, counter: `q${n}` as CounterId, via: 'touch' });
      }
      if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (i === each / 2) await killBroker();
    }
    expect(ledgers.every((ledger) => ledger.watermark() === 0)).toBe(true);

    const dataDir = join(folder, 'centre');
    const centre = await openCentre({ dataDir, centre: centreId, mqtt: { brokerUrl: url }, now });
    onTestFinished(() => centre.close());
    const label = periodLabelAt(now());
    const total = (): number => centre.report(label).totals.total;
    await expect.poll(total, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    await killBroker();
    await expect.poll(total, { timeout: 60_000, interval: 50 }).toBe(kiosks * each);
    await expect
      .poll(() => ledgers.every((ledger) => ledger.watermark() === ledger.head().seq), { timeout: 60_000 })
      .toBe(true);

    expect(kills).toBe(2);
    expect(total()).toBe(kiosks * each);
    expect(centre.report(label).totals.counts).toEqual([1000, 1000, 1000, 1000, 1000]);
    await centre.close();
    expect(verifyCentreStore(storePathIn(dataDir))).toMatchObject({ ok: true, ratings: kiosks * each });
  }, 180_000);
});
