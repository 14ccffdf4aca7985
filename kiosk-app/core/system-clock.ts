import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hrtime } from 'node:process';
import type { BootId, Instant } from '../../sync/domain/ids.ts';
import type { KioskClock } from '../../sync/ledger/port.ts';

const linuxBootId = (): string | undefined => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || undefined;
  } catch {
    return undefined; // no Linux: see below
  }
};

/**
 * The machine's clocks. On Linux the kernel names its boot and the monotonic clock counts from it, so restarts of the process
 * stay within one boot. Elsewhere each start of the process counts as a boot of its own: shorter, never wrong.
 */
export const systemKioskClock = (): KioskClock => {
  const kernelBoot = linuxBootId();
  const boot = (kernelBoot ?? randomUUID()) as BootId;
  const originNs = kernelBoot ? 0n : hrtime.bigint();
  return {
    now: () => ({
      at: Date.now() as Instant,
      boot,
      up: Number((hrtime.bigint() - originNs) / 1_000_000n),
    }),
  };
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
