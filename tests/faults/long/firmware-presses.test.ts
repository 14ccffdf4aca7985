import { beforeAll, expect, it, vi } from 'vitest';
import { openHall } from '../../firmware/hall.ts';
import { make, type Report } from '../../firmware/harness.ts';
import { type Running, run } from '../../support/command.ts';
import { needs } from '../../support/needs.ts';

const presses = 500;
/**
 * Far below the panel's 32: it tells how many it holds once a second, which is ten presses ago, and six more are made while
 * the line is cut or pulled.
 */
const patientQueue = 12;

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

const isAlive = ({ what, text }: Report): boolean => what === 'tx' && text.startsWith('$A');
const queuedIn = (alive: Report): number => Number(alive.text.split(',')[2]);
const isDrained = (report: Report): boolean => isAlive(report) && queuedIn(report) === 0;

const hasRoom = (reports: readonly Report[]): boolean => {
  const alive = reports.findLast(isAlive);
  return alive === undefined || queuedIn(alive) <= patientQueue;
};

/** A new pseudo-terminal is nobody's until it is opened. */
const isOpen = (reports: readonly Report[]): boolean =>
  reports.findLast(({ what }) => what === 'host' || what === 'pty')?.text === 'opened';

/** Each press that the panel said, however often. */
const identities = (reports: readonly Report[]): Set<string> =>
  new Set(
    reports.flatMap(({ what, text }) =>
      what === 'tx' && text.startsWith('$P') ? [text.split(',').slice(1, 3).join(':')] : [],
    ),
  );

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
    // A kiosk that does not come back ends the run with its own words, not with a wait for ever.
    const { promise: broken, reject: breakOff } = Promise.withResolvers<never>();
    broken.catch(() => {});
    const patiently = <Result>(wait: Promise<Result>): Promise<Result> => Promise.race([wait, broken]);
    let restarts = 0;
    const opened = async (): Promise<void> => {
      if (!isOpen(panel.reports))
        await patiently(panel.until(({ what, text }) => what === 'host' && text === 'opened'));
    };
    // Each fault meets a kiosk that has the line open, on a slow machine as well: the same faults in every run.
    const restart = async (signal: NodeJS.Signals): Promise<void> => {
      await opened();
      await kiosk.kill(signal);
      kiosk = await hall.startKiosk();
      restarts += 1;
    };
    const expected = [0, 0, 0, 0, 0];
    // One byte in a hundred is damaged, in both directions, from the first press to the last.
    await panel.run('garble 10000');

    for (let press = 1; press <= presses; press += 1) {
      if (isEvery(40, 7, press))
        restarting = restarting
          .then(() => restart(press % 80 === 7 ? 'SIGKILL' : 'SIGTERM'))
          .catch((error: unknown) => breakOff(error));
      if (isEvery(25, 10, press)) await panel.run('cut');
      if (isEvery(25, 14, press)) await panel.run('mend');
      if (isEvery(30, 20, press)) {
        await restarting;
        await opened();
        await panel.run('unplug');
      }
      if (isEvery(30, 22, press)) await panel.run('plug');
      if (isEvery(60, 33, press)) await panel.run('reset');
      if (isEvery(20, 3, press)) await panel.run('noise 500');
      const isWhole = press % 25 < 10 || press % 25 >= 14;
      const isPlugged = press % 30 < 20 || press % 30 >= 22;
      while (isWhole && isPlugged && !hasRoom(panel.reports)) await patiently(panel.run('wait 500ms'));
      const button = below(5) + 1;
      expected[button - 1] = (expected[button - 1] ?? 0) + 1;
      await panel.run(
        `press ${button} bounce ${below(9)}ms hold ${40 + below(80)}ms`,
        `wait ${40 + below(200)}ms`,
      );
    }
    await panel.run('mend', 'plug');
    await restarting;
    await patiently(panel.until(isDrained));
    await panel.run('wait 3s');

    // A fault that did not happen proves nothing.
    expect(restarts).toBe(13);
    expect(count(panel.reports, 'host', 'opened')).toBeGreaterThanOrEqual(1 + 13 + 17);
    expect(count(panel.reports, 'pty')).toBe(18);
    expect(count(panel.reports, 'reset', 'wanted')).toBe(8);
    const sent = count(panel.reports, 'tx', '$P');
    expect(sent).toBeGreaterThan(presses + 100);
    expect(identities(panel.reports).size).toBe(presses);
    expect(count(panel.reports, 'latency')).toBe(presses);

    await vi.waitFor(
      async () => expect((await hall.report()).totals).toEqual({ counts: expected, total: presses }),
      { timeout: 300_000, interval: 1_000 },
    );
    expect((await hall.report()).excluded.repeat).toBe(0);
    await kiosk.kill('SIGTERM');
    expect(await run('verify', '--data', hall.folder)).toMatchObject({ code: 0 });
    process.stderr.write(
      `${presses} presses: ${sent} times said, ${restarts} restarts of the kiosk, ${count(panel.reports, 'pty') - 1} pulls, 20 cuts, 8 resets\n`,
    );
  });
});
