import { describe, expect, it } from 'vitest';
import { openTestKiosk } from '../support/kiosk.ts';

const faster = 50;

describe('a message that is over', () => {
  it('gives way to the choice although every timer rings a little early', async () => {
    // Fifty times as fast as the clock on the wall, and each timer rings some 50 ms of that time before it is due.
    const timers = {
      now: () => performance.now() * faster,
      after: (ms: number, run: () => void) => {
        const timer = setTimeout(run, Math.max(0, ms / faster - 1));
        return () => clearTimeout(timer);
      },
      random: () => 0.5,
    };
    const { kiosk } = openTestKiosk({ timers });
    for (let i = 0; i < 10; i += 1) {
      await kiosk.command({ do: 'press', category: 'satisfied-service', touch: `early-${i}` });
      expect(kiosk.snapshot().screen.name).not.toBe('choose');
      await expect.poll(() => kiosk.snapshot().screen.name, { timeout: 2_000, interval: 5 }).toBe('choose');
    }
  });
});
