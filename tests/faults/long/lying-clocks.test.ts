import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { configureKiosk, reportOf, run, start } from '../../support/command.ts';
import { type FakedClock, fakedClock } from '../../support/faked-clock.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { openScreen, type ScreenClient } from '../../support/screen-client.ts';
import { unusedPort } from '../support/unused-port.ts';

const dayMs = 86_400_000;
/** The true time when the test begins: twelve hours before the period 2021-02 ends. */
const begin = Date.UTC(2021, 1, 15, 5);

interface Kiosk {
  readonly screen: ScreenClient;
  readonly clock: FakedClock;
}

needs('faketime')('kiosk hosts, as processes, whose clocks lie', () => {
  it('have each rating in the period in which it was pressed: no clock but 1970, a day ahead, stepped back while running', async () => {
    const folder = temporaryFolder();
    const beganAtMs = performance.now();
    const trueNow = (): number => begin + (performance.now() - beganAtMs);
    const port = await unusedPort();
    const broker = `mqtt://127.0.0.1:${port}`;

    const startHost = async (name: string, wall: () => number): Promise<Kiosk> => {
      const data = join(folder, name);
      await configureKiosk(data, '--kiosk', name, '--broker', broker, '--response-interval', '0');
      const clock = fakedClock(join(folder, `${name}.clock`), wall());
      const host = await start('kiosk', ['--data', data, '--http', '0'], /kiosk ready: (\S+)/, clock.env);
      const screen = await openScreen(host.ready);
      onTestFinished(() => screen.close());
      return { screen, clock };
    };
    const press = async ({ screen }: Kiosk, times: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) {
        const answer = await screen.send({ do: 'press', category: 'satisfied-service', touch: randomUUID() });
        expect(answer).toEqual({ ok: true });
      }
    };
    const wallOf = ({ screen }: Kiosk): number => screen.latest()?.info.clock.wall ?? 0;

    const [withoutClock, ahead, stepped] = await Promise.all([
      startHost('without-clock', () => 7_000),
      startHost('ahead', () => trueNow() + dayMs),
      startHost('stepped', trueNow),
    ]);
    await press(withoutClock, 3);
    await press(ahead, 2);
    await press(stepped, 1);
    // That the clocks do lie, or the rest would prove nothing.
    await vi.waitFor(() => {
      expect(wallOf(withoutClock)).toBeLessThan(dayMs);
      expect(wallOf(ahead)).toBeGreaterThan(Date.UTC(2021, 1, 15, 17));
      expect(Math.abs(wallOf(stepped) - trueNow())).toBeLessThan(60_000);
    });
    stepped.clock.set(trueNow() - 31 * dayMs);
    await press(stepped, 4);
    await vi.waitFor(() => expect(wallOf(stepped)).toBeLessThan(Date.UTC(2021, 0, 15, 17)));
    // Network time comes to one; the others never learn.
    withoutClock.clock.set(trueNow());
    await press(withoutClock, 1);
    await vi.waitFor(() => expect(Math.abs(wallOf(withoutClock) - trueNow())).toBeLessThan(60_000));

    // Only now is there a centre: everything was written without its word.
    const centreDir = join(folder, 'centre');
    const centreClock = fakedClock(join(folder, 'centre.clock'), trueNow());
    const centre = await start(
      'centre',
      ['--data', centreDir, '--mqtt', String(port)],
      /centre \S+ is up/,
      centreClock.env,
    );
    for (const { screen } of [withoutClock, ahead, stepped]) {
      await vi.waitFor(
        () => {
          const { head = 0, watermark = -1 } = screen.latest()?.info.ledger ?? {};
          expect(watermark).toBe(head);
        },
        { timeout: 30_000, interval: 100 },
      );
    }
    await centre.kill('SIGTERM');

    const total = async (period: string): Promise<number> => {
      const { totals } = (await reportOf(centreDir, period)) as { totals: { total: number } };
      return totals.total;
    };
    expect(await total('2021-02')).toBe(11);
    for (const other of ['1970-01', '2021-01', '2021-03']) expect(await total(other)).toBe(0);
    expect(await run('verify', '--data', folder)).toMatchObject({ code: 0 });
  });
});
