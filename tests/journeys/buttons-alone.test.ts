import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { servePanel } from '../../device/simulator/serve-panel.ts';
import { systemTimers } from '../../kiosk-app/core/system-clock.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { launchChromium } from '../support/chromium.ts';
import { configureKiosk, reportOf, run, startCentre, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';

const patience = { timeout: 40_000, interval: 50 };

needs('chromium')('the five buttons alone', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** The control that the buttons stand on. */
  const steered = (page: Page): Promise<string | undefined> =>
    page.evaluate(() => {
      const marked = document.querySelector('[data-steered]');
      return (
        marked?.getAttribute('data-speak') ??
        marked?.getAttribute('data-mode') ??
        marked?.className.split(' ').at(-1)
      );
    });

  it('rate, choose a language and a mode, and take the rating back: it is in the ledger, not in the table', async () => {
    const dir = temporaryFolder();
    const [centreDir, kioskDir] = [join(dir, 'centre'), join(dir, 'kiosk')];
    const registry = join(dir, 'departments.csv');
    writeFileSync(registry, 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n');
    const served = await servePanel({ clock: systemTimers });
    onTestFinished(() => served.close());
    const { panel } = served;
    const centre = await startCentre(centreDir, '--departments', registry);
    // The longest interval, so that a slow machine reads the screen in time.
    const words = ['--broker', centre.ready, '--panel', served.spec, '--response-interval', '60'];
    await configureKiosk(kioskDir, ...words);
    const kiosk = await startKiosk(kioskDir);
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
    onTestFinished(() => page.close());
    // The kiosk steers nothing on a screen of which it has not heard yet that it is painted: the first word comes after a second.
    const isPainted = page.waitForResponse((reply) => /"heartbeat"/.test(reply.request().postData() ?? ''));
    await page.goto(kiosk.ready);
    await page.waitForSelector('[data-screen="choose"]');
    await isPainted;
    await vi.waitFor(() => expect(panel.leds().alive).toBe(true), patience);

    panel.press(3);
    await page.waitForSelector('[data-screen="thanks"] .panel-hint');
    // The first press of another button chooses nothing, and again changes nothing: it may be the next citizen's.
    for (let i = 0; i < 2; i += 1) {
      panel.press(4);
      await page.waitForSelector('[data-screen="repeat"] .panel-hint[role="status"]');
      await vi.waitFor(() => expect(panel.queued()).toBe(0), patience);
      expect(await steered(page)).toBeUndefined();
    }
    for (const expected of ['undo-key', 'vi', 'km']) {
      panel.press(1);
      await vi.waitFor(async () => expect(await steered(page)).toBe(expected), patience);
    }
    panel.press(4);
    await page.waitForSelector('.stage[lang="km"]');
    for (const expected of ['en', 'isReach', 'isLargeText']) {
      panel.press(2);
      await vi.waitFor(async () => expect(await steered(page)).toBe(expected), patience);
    }
    panel.press(4);
    await page.waitForSelector('.stage[data-large]');
    for (const expected of ['isHighContrast', 'undo-key']) {
      panel.press(5);
      await vi.waitFor(async () => expect(await steered(page)).toBe(expected), patience);
    }
    panel.press(4);
    await page.waitForSelector('[data-screen="taken-back"]');
    await vi.waitFor(() => expect(panel.queued()).toBe(0), patience);

    // The next press is a rating again, in the language and the letters that were chosen.
    panel.press(2);
    await page.waitForSelector('[data-screen="thanks"][data-large]:lang(km)');
    const period = periodLabelAt(Date.now() as Instant);
    await vi.waitFor(
      async () =>
        expect(await reportOf(centreDir, period)).toMatchObject({
          totals: { counts: [0, 1, 0, 0, 0], total: 1 },
          excluded: { repeat: 2, withdrawn: 1, selfTest: 0, void: 0 },
        }),
      patience,
    );
    await kiosk.kill('SIGTERM');
    await centre.kill('SIGTERM');
    expect(await run('verify', '--data', dir)).toMatchObject({ code: 0 });
  }, 120_000);
});
