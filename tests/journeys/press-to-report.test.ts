import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { createPanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { systemTimers } from '../../kiosk-app/core/system-clock.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { launchChromium } from '../support/chromium.ts';
import { configureKiosk, reportOf, run, startCentre, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { openPty } from '../support/pty.ts';

const patience = { timeout: 15_000, interval: 50 };
const thisPeriod = (): string => periodLabelAt(Date.now() as Instant);

const folders = (): { centreDir: string; kioskDir: string; registry: string } => {
  const dir = temporaryFolder();
  const registry = join(dir, 'departments.csv');
  writeFileSync(registry, 'order,id,name\n1,so-y-te,Sở Y tế\n2,so-tu-phap,Sở Tư pháp\n');
  return { centreDir: join(dir, 'centre'), kioskDir: join(dir, 'kiosk'), registry };
};

/** The counts of one department in the report of the running period. */
const countsOf = async (centreDir: string, department: string): Promise<unknown> => {
  const report = (await reportOf(centreDir, thisPeriod())) as { rows: { id: string; counts: number[] }[] };
  return report.rows.find((row) => row.id === department)?.counts;
};

needs('socat', 'chromium')('from a press to the report', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('bytes of button 3 on a serial line light tile 3, then thanks, then the row of the department', async () => {
    const { centreDir, kioskDir, registry } = folders();
    const centre = await startCentre(centreDir, '--departments', registry);
    const pty = await openPty();
    onTestFinished(() => pty.close());
    const panel = createPanelSimulator({ stream: pty.stream, clock: systemTimers });
    onTestFinished(() => panel.close());
    await configureKiosk(kioskDir, '--broker', centre.ready, '--panel', `motcham-line:${pty.path}`);
    const kiosk = await startKiosk(kioskDir);
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
    onTestFinished(() => page.close());
    // Written down by the page itself, because a pressed tile is seen for a few milliseconds only.
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      const look = (): void => {
        const screen = document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? '';
        const tile = document.querySelector('[data-pressed]')?.getAttribute('data-category') ?? '';
        const line = tile ? `${screen} ${tile}` : screen;
        if (seen.at(-1) !== line) seen.push(line);
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.goto(kiosk.ready);
    await page.waitForSelector('[data-screen="choose"]');
    expect(await page.getByTestId('department').textContent()).toContain('Sở Tư pháp');

    await vi.waitFor(() => expect(panel.leds().alive).toBe(true), patience);
    panel.press(3);
    await page.waitForSelector('[data-screen="thanks"]');
    expect(await page.locator('body').textContent()).toMatch(/Không hài lòng về\s+nghiệp vụ nhân viên/);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    const pressed = seen.findIndex((line) => line.includes('dissatisfied-competence'));
    expect(pressed, seen.join(' | ')).toBeGreaterThan(seen.indexOf('choose'));
    expect(seen.findIndex((line) => line.startsWith('thanks'))).toBeGreaterThan(pressed);

    await vi.waitFor(() => expect(panel.queued()).toBe(0), patience);
    await vi.waitFor(
      async () => expect(await countsOf(centreDir, 'so-tu-phap')).toEqual([0, 0, 1, 0, 0]),
      patience,
    );
    expect(await countsOf(centreDir, 'so-y-te')).toEqual([0, 0, 0, 0, 0]);
  });

  it('a touch on a tile goes the same way', async () => {
    const { centreDir, kioskDir, registry } = folders();
    const centre = await startCentre(centreDir, '--departments', registry);
    await configureKiosk(kioskDir, '--broker', centre.ready);
    const kiosk = await startKiosk(kioskDir);
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(kiosk.ready);
    await page.locator('[data-category="satisfied-attitude"]').tap();
    await page.waitForSelector('[data-screen="thanks"]');
    await vi.waitFor(
      async () => expect(await countsOf(centreDir, 'so-tu-phap')).toEqual([0, 1, 0, 0, 0]),
      patience,
    );
    await kiosk.kill('SIGTERM');
    await centre.kill('SIGTERM');
    const verified = await run('verify', '--data', join(centreDir, '..'));
    expect(verified).toMatchObject({ code: 0 });
  });
});
