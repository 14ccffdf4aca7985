import { describe, expect, it } from 'vitest';
import type { BootId, Instant } from '../../sync/domain/ids.ts';
import { defaultResponseIntervalMs, isRepeat, type KioskTime } from '../../sync/domain/repeat.ts';

const at = (wall: number, up: number, boot = 'boot-1'): KioskTime => ({
  at: wall as Instant,
  boot: boot as BootId,
  up,
});
const last = at(100_000, 50_000);
const check = (now: KioskTime): boolean => isRepeat(last, now, defaultResponseIntervalMs);

describe('a repeat', () => {
  it('is a press less than the response interval after the last counted one', () => {
    expect(isRepeat(undefined, last, 5_000)).toBe(false);
    expect(check(at(100_000, 50_000))).toBe(true);
    expect(check(at(104_999, 54_999))).toBe(true);
    expect(check(at(105_000, 55_000))).toBe(false);
  });

  it('within a boot is decided by the time since boot, whatever the wall clock does', () => {
    expect(check(at(9_000_000, 50_100))).toBe(true);
    expect(check(at(0, 60_000))).toBe(false);
    expect(check(at(100_001, 60_000))).toBe(false);
  });

  it('across a restart is decided by the wall clock', () => {
    expect(check(at(104_999, 10, 'boot-2'))).toBe(true);
    expect(check(at(105_000, 10, 'boot-2'))).toBe(false);
  });

  it('is never claimed on a wall clock that ran back', () => {
    expect(check(at(99_999, 10, 'boot-2'))).toBe(false);
    expect(check(at(0, 10, 'boot-2'))).toBe(false);
  });

  it('never happens with an interval of zero', () => {
    expect(isRepeat(last, last, 0)).toBe(false);
  });
});
