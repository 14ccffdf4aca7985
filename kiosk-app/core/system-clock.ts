import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hrtime } from 'node:process';
import type { BootId, Instant } from '../../sync/domain/ids.ts';
import type { KioskClock } from '../../sync/ledger/port.ts';

const readLine = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined; // no Linux: see below
  }
};

/** What a machine tells of time. */
export interface MachineTime {
  readonly boot: string;
  readonly wall: () => number;
  /** Milliseconds that only grow, and may stand still while the machine sleeps. */
  readonly monotonicMs: () => number;
  /** Milliseconds since the boot with every sleep in them, as coarse as it likes; undefined where nobody tells. */
  readonly uptimeMs: () => number | undefined;
}

/** A sleep moves the wall clock against the monotonic one; less than this is drift, or a sleep that matters to nobody. */
const worthALookMs = 200;

/**
 * A kiosk's clocks. A machine that slept over night did not have its wall clock set: if the time since boot had stood still
 * meanwhile, the jump would look like one, and would be taken for the correction of what was pressed the evening before.
 */
export const machineKioskClock = ({ boot, wall, monotonicMs, uptimeMs }: MachineTime): KioskClock => {
  // Grows only: in a container the uptime may be the container's, and less than the monotonic clock says.
  let sleptMs = 0;
  let seenMs = Number.NEGATIVE_INFINITY;
  return {
    now: () => {
      const [at, awakeMs] = [wall(), monotonicMs()];
      // The uptime is a file to be read: only when something has moved.
      if (Math.abs(at - awakeMs - seenMs) >= worthALookMs) {
        seenMs = at - awakeMs;
        sleptMs = Math.max(sleptMs, (uptimeMs() ?? 0) - awakeMs);
      }
      return { at: at as Instant, boot: boot as BootId, up: Math.floor(awakeMs + sleptMs) };
    },
  };
};

/**
 * The machine's clocks. On Linux the kernel names its boot and the clocks count from it, so restarts of the process stay within
 * one boot; its monotonic clock stands still in a sleep, its uptime does not. Elsewhere each start of the process counts as a
 * boot of its own: shorter, never wrong; and the monotonic clock of Windows goes on in a sleep.
 */
export const systemKioskClock = (): KioskClock => {
  const kernelBoot = readLine('/proc/sys/kernel/random/boot_id');
  const originNs = kernelBoot ? 0n : hrtime.bigint();
  return machineKioskClock({
    boot: kernelBoot ?? randomUUID(),
    wall: () => Date.now(),
    monotonicMs: () => Number((hrtime.bigint() - originNs) / 1_000_000n),
    uptimeMs: () => {
      const seconds = kernelBoot && readLine('/proc/uptime')?.split(' ')[0];
      return seconds ? Number(seconds) * 1_000 : undefined;
    },
  });
};

/** Timers of the running process. */
export const systemTimers = {
  now: (): number => performance.now(),
  after: (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: (): number => Math.random(),
};
