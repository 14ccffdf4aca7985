import { join } from 'node:path';
import type { EntryDraft } from '../../sync/domain/entry.ts';
import type { BootId, CentreId, CounterId, DepartmentId, Instant, KioskId } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { KioskClock, Ledger } from '../../sync/ledger/port.ts';
import type { Uplink, UplinkOptions, UplinkTimers } from '../../sync/uplink/port.ts';
import { startUplink } from '../../sync/uplink/start-uplink.ts';

export const centreId = 'khanh-hoa' as CentreId;
export const kioskId = 'quay-1' as KioskId;
export const department = 'so-y-te' as DepartmentId;
export const counter = 'quay-1' as CounterId;

export const rating: EntryDraft = {
  kind: 'rating',
  category: 'satisfied-service',
  department,
  counter,
  via: 'serial',
};

export const clock: KioskClock = {
  now: () => ({ at: Date.now() as Instant, boot: 'boot-1' as BootId, up: Math.floor(performance.now()) }),
};

/** Real timers whose randomness is small: waits stay short without changing who waits. */
export const quickTimers: UplinkTimers = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => 0.02,
};

export const makeLedger = (folder: string, name = 'ledger.sqlite'): Ledger =>
  openLedger({ path: join(folder, name), clock, version: '0.0.0' });

export const makeUplink = (ledger: Ledger, brokerUrl: string, more: Partial<UplinkOptions> = {}): Uplink =>
  startUplink({
    ledger,
    clock,
    timers: quickTimers,
    centre: centreId,
    kiosk: kioskId,
    brokerUrl,
    health: () => ({ version: '0.0.0', binding: { department, counter }, panel: { status: 'ready' } }),
    firstConnectSpreadMs: 0,
    ...more,
  });

/** Waits until something is so, or says what was not. */
export const until = async (what: string, isSo: () => boolean, withinMs = 10_000): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
