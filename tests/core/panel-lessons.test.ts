import { expect, it, onTestFinished, vi } from 'vitest';
import { hashPin } from '../../kiosk-app/core/door.ts';
import { openConfiguredPanels } from '../../kiosk-app/core/panels.ts';
import { systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { openTestKiosk, testConfig } from '../support/kiosk.ts';
import { needs } from '../support/needs.ts';
import { openPty } from '../support/pty.ts';

needs('socat')('teaching a panel from the screen', () => {
  it('asks for each button in turn, then counts with what it learnt', async () => {
    const pty = await openPty();
    onTestFinished(() => pty.close());
    const saved: unknown[] = [];
    const { kiosk } = openTestKiosk({
      openPanels: openConfiguredPanels({ timers: systemTimers, log: () => {} }),
      config: { ...testConfig, pinHash: hashPin(testConfig.kiosk, '2468') },
      saveConfig: ({ panels }) => saved.push(panels),
    });
    const soon = { timeout: 20_000, interval: 20 };
    expect(await kiosk.command({ do: 'learn-panel', pin: '1111', path: pty.path })).toMatchObject({
      code: 'door/wrong-pin',
    });
    expect(kiosk.snapshot().lesson).toBeUndefined();
    expect(await kiosk.command({ do: 'learn-panel', pin: '2468', path: pty.path })).toEqual({ ok: true });
    for (const [index, word] of ['one', 'two', 'three', 'four', 'five'].entries()) {
      await vi.waitFor(
        () => expect(kiosk.snapshot().lesson).toMatchObject({ phase: 'asking', button: index + 1 }),
        soon,
      );
      pty.stream.write(`${word}\n`);
    }
    await vi.waitFor(() => expect(kiosk.snapshot().lesson?.phase).toBe('done'), soon);
    expect(saved).toHaveLength(1);
    await kiosk.command({ do: 'end-lesson' });
    expect(kiosk.snapshot().lesson).toBeUndefined();
    await vi.waitFor(
      () => expect(kiosk.snapshot().panels).toMatchObject([{ link: 'up', profile: 'plain-line' }]),
      soon,
    );
    pty.stream.write('four\n');
    await vi.waitFor(
      () => expect(kiosk.snapshot().screen).toMatchObject({ name: 'thanks', category: 'dissatisfied-time' }),
      soon,
    );
    expect(kiosk.snapshot().pressCounts).toEqual([0, 0, 0, 1, 0]);
  });
});
