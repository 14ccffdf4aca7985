import { describe, expect, it } from 'vitest';
import { machineKioskClock, systemKioskClock } from '../../kiosk-app/core/system-clock.ts';

describe('the clock of a kiosk', () => {
  it('counts the time that the machine slept: the wall clock did so too, and nobody set it', () => {
    let [monotonicMs, uptimeMs, wall] = [3_600_000, 3_599_994, 1_613_350_800_000];
    const clock = machineKioskClock({
      boot: 'boot-1',
      wall: () => wall,
      monotonicMs: () => monotonicMs,
      uptimeMs: () => uptimeMs,
    });
    const pass = (ms: number, sleptMs = 0): void => {
      monotonicMs += ms;
      uptimeMs += ms + sleptMs;
      wall += ms + sleptMs;
    };
    const before = clock.now();
    expect(before).toEqual({ at: 1_613_350_800_000, boot: 'boot-1', up: 3_600_000 });
    pass(1_000);
    expect(clock.now().up - before.up).toBe(1_000);
    pass(2_000, 14 * 3_600_000);
    const after = clock.now();
    // The kernel tells the time with its sleep in hundredths of a second.
    expect(Math.abs(after.up - before.up - (after.at - before.at))).toBeLessThanOrEqual(10);
    // A coarse reading never lets it run back, and a clock that is set is none that slept.
    uptimeMs -= 9;
    wall -= 60_000;
    pass(1);
    expect(clock.now().up).toBe(after.up + 1);
  });

  it('does without what a system does not tell', () => {
    const clock = machineKioskClock({
      boot: 'boot-1',
      wall: () => 5,
      monotonicMs: () => 7.9,
      uptimeMs: () => undefined,
    });
    expect(clock.now()).toEqual({ at: 5, boot: 'boot-1', up: 7 });
  });

  it('is the machine’s own', () => {
    const clock = systemKioskClock();
    const [first, second] = [clock.now(), clock.now()];
    expect(second.boot).toBe(first.boot);
    expect(second.up).toBeGreaterThanOrEqual(first.up);
    expect(Math.abs(first.at - Date.now())).toBeLessThan(10_000);
  });
});
