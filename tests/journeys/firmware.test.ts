import { beforeAll, expect, it, vi } from 'vitest';
import { openHall } from '../firmware/hall.ts';
import { make, type Report } from '../firmware/harness.ts';
import { run } from '../support/command.ts';
import { needs } from '../support/needs.ts';

const patience = { timeout: 60_000, interval: 100 };
const isLed = (name: string) => (report: Report) => report.what === 'led' && report.text === name;

needs(
  'avr-gcc',
  'simavr',
  'make',
  'cc',
)('the reference panel, its real firmware', () => {
  beforeAll(() => {
    make('all', 'harness');
  }, 180_000);

  it('makes one rating in the centre of one press that bounces for 8 ms, and its lamp shows recorded', async () => {
    const hall = await openHall({ seed: 1 });
    const kiosk = await hall.startKiosk();
    await hall.panel.until(isLed('link on'), 0);

    const from = hall.panel.reports.length;
    await hall.panel.run('press 3 bounce 8ms hold 120ms');
    const recorded = await hall.panel.until(isLed('recorded on'), from);
    const said = hall.panel.reports.slice(from);
    expect(said.findIndex(isLed('pressed on'))).toBeLessThan(said.indexOf(recorded));
    const latency = said.find(({ what }) => what === 'latency')?.text ?? '';
    expect(Number(latency.split(' ')[1])).toBeLessThanOrEqual(15);

    await vi.waitFor(
      async () => expect((await hall.report()).totals).toEqual({ counts: [0, 0, 1, 0, 0], total: 1 }),
      patience,
    );
    await hall.panel.run('wait 1200ms');
    expect((await hall.report()).totals.total).toBe(1);
    await kiosk.kill('SIGTERM');
    expect(await run('verify', '--data', hall.folder)).toMatchObject({ code: 0 });
  }, 180_000);

  it('keeps what was pressed while the kiosk was away, also over a reset, and hands it over once', async () => {
    const hall = await openHall({ seed: 2, resetsOnOpen: true });
    const first = await hall.startKiosk();
    await hall.panel.until(isLed('link on'), 0);
    await first.kill('SIGKILL');
    for (const button of [1, 2, 2, 5])
      await hall.panel.run(`press ${button} bounce 5ms hold 60ms`, 'wait 40ms');
    const from = hall.panel.reports.length;
    await hall.startKiosk();
    await hall.panel.until(({ what }) => what === 'reset', from);
    await vi.waitFor(
      async () => expect((await hall.report()).totals.counts).toEqual([1, 2, 0, 0, 1]),
      patience,
    );
    await hall.panel.run('wait 1200ms');
    expect((await hall.report()).totals.total).toBe(4);
  }, 180_000);
});
