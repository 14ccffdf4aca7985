import { beforeAll, expect, it, vi } from 'vitest';
import { openHall } from '../../firmware/hall.ts';
import { make, type Report } from '../../firmware/harness.ts';
import { type Running, run } from '../../support/command.ts';
import { needs } from '../../support/needs.ts';

const presses = 500;
/** Below the panel's 32, so that a press made now is never turned away. */
const patientQueue = 20;

/** The same every time: a fault that comes at press 17 comes at press 17 in every run. */
const isEvery = (period: number, phase: number, press: number): boolean => press % period === phase;

/** Multiplicative congruence (Lehmer): holds and pauses differ, and are the same in every run. */
const draws = (seed: number): ((limit: number) => number) => {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
};

const queuedOf = (reports: readonly Report[]): number => {
  const alive = reports.findLast(({ what, text }) => what === 'tx' && text.startsWith('$A'));
  return Number(alive?.text.split(',')[2] ?? 0);
};

const count = (reports: readonly Report[], what: string, text = ''): number =>
  reports.filter((report) => report.what === what && report.text.startsWith(text)).length;

needs(
  'avr-gcc',
  'simavr',
  'make',
  'cc',
)('five hundred presses on the real firmware', () => {
  beforeAll(() => {
    make('all', 'harness');
  });

  it('make five hundred ratings while kiosk, cable and line fail again and again', async () => {
    const hall = await openHall({ seed: 500 });
    const { panel } = hall;
    const below = draws(500);
    let kiosk: Running = await hall.startKiosk();
    let restarting = Promise.resolve();
    let restarts = 0;
    const restart = async (signal: NodeJS.Signals): Promise<void> => {
      await kiosk.kill(signal);
      kiosk = await hall.startKiosk();
      restarts += 1;
    };
    const expected = [0, 0, 0, 0, 0];
    // One byte in a hundred is damaged, in both directions, from the first press to the last.
    await panel.run('garble 10000');

    for (let press = 1; press <= presses; press += 1) {
      if (isEvery(40, 7, press))
        restarting = restarting.then(() => restart(press % 80 === 7 ? 'SIGKILL' : 'SIGTERM'));
      if (isEvery(25, 10, press)) await panel.run('cut');
      if (isEvery(25, 14, press)) await panel.run('mend');
      if (isEvery(30, 20, press)) await panel.run('unplug');
      if (isEvery(30, 22, press)) await panel.run('plug');
      if (isEvery(60, 33, press)) await panel.run('reset');
      if (isEvery(20, 3, press)) await panel.run('noise 500');
      for (let waits = 0; queuedOf(panel.reports) > patientQueue && waits < 100; waits += 1)
        await panel.run('wait 500ms');
      const button = below(5) + 1;
      expected[button - 1] = (expected[button - 1] ?? 0) + 1;
      await panel.run(
        `press ${button} bounce ${below(9)}ms hold ${40 + below(80)}ms`,
        `wait ${40 + below(200)}ms`,
      );
    }
    await panel.run('mend', 'plug');
    await restarting;
    await vi.waitFor(() => expect(queuedOf(panel.reports.slice(-8))).toBe(0), {
      timeout: 60_000,
      interval: 500,
    });
    await panel.run('wait 3s');

    // A fault that did not happen proves nothing.
    expect(restarts).toBe(13);
    expect(count(panel.reports, 'host', 'opened')).toBeGreaterThan(25);
    expect(count(panel.reports, 'pty')).toBe(18);
    expect(count(panel.reports, 'reset', 'wanted')).toBe(8);
    const sent = count(panel.reports, 'tx', '$P');
    expect(sent).toBeGreaterThan(presses + 100);
    expect(count(panel.reports, 'latency')).toBe(presses);

    await vi.waitFor(
      async () => expect((await hall.report()).totals).toEqual({ counts: expected, total: presses }),
      { timeout: 60_000, interval: 1_000 },
    );
    expect((await hall.report()).excluded.repeat).toBe(0);
    await kiosk.kill('SIGTERM');
    expect(await run('verify', '--data', hall.folder)).toMatchObject({ code: 0 });
    process.stderr.write(
      `${presses} presses: ${sent} times said, ${restarts} restarts of the kiosk, ${count(panel.reports, 'pty') - 1} pulls, 20 cuts, 8 resets\n`,
    );
  });
});
