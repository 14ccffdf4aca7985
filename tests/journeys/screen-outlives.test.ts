import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { servePanel } from '../../device/simulator/serve-panel.ts';
import { systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { chromiumPath, launchChromium, quietFlags } from '../support/chromium.ts';
import { configureKiosk, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { openScreen } from '../support/screen-client.ts';

const patience = { timeout: 20_000, interval: 20 };

needs('chromium')('host and screen without each other', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const open = async (url: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
    onTestFinished(() => page.close());
    await page.goto(url);
    await page.waitForSelector('[data-screen="choose"]');
    return page;
  };
  /** When the page itself drew each screen, by the clock that this process has too. */
  const watchScreens = (page: Page): Promise<void> =>
    page.evaluate(() => {
      const seen: Record<string, number> = {};
      Object.assign(globalThis, { seen });
      const stage = document.querySelector('.stage');
      const look = (): void => {
        // A page that nobody touches for 20 s waits, which is the choice at rest.
        const screen = stage?.getAttribute('data-screen')?.replace('waiting', 'choose') ?? '';
        requestAnimationFrame(() => {
          seen[screen] = performance.timeOrigin + performance.now();
        });
      };
      if (stage) new MutationObserver(look).observe(stage, { attributeFilter: ['data-screen'] });
    });
  /** When the page drew the screen, first after `since`. */
  const drawnAt = async (page: Page, screen: string, since: number): Promise<number> => {
    const drawn = await page.waitForFunction(
      ([name, from]) => {
        const at = (globalThis as unknown as { seen: Record<string, number> }).seen[name];
        return at !== undefined && at >= from ? at : undefined;
      },
      [screen, since] as const,
    );
    return Number(await drawn.jsonValue());
  };
  const now = (): number => performance.timeOrigin + performance.now();

  it('a killed host is seen within 3 s, and its return within 2 s, three times, by a page that nobody touches', async () => {
    const dir = temporaryFolder();
    await configureKiosk(dir);
    let kiosk = await startKiosk(dir);
    const port = new URL(kiosk.ready).port;
    const page = await open(kiosk.ready);
    await watchScreens(page);
    const times: { gone: number; back: number }[] = [];
    for (let i = 0; i < 3; i += 1) {
      const killedAt = now();
      await kiosk.kill('SIGKILL');
      const gone = (await drawnAt(page, 'out-of-service', killedAt)) - killedAt;
      const startedAt = now();
      kiosk = await startKiosk(dir, '--http', port);
      // The page may be back before this process has heard that the host is.
      const readyAt = now();
      times.push({ gone, back: (await drawnAt(page, 'choose', startedAt)) - readyAt });
    }
    expect(Math.max(...times.map(({ gone }) => gone)), JSON.stringify(times)).toBeLessThan(3_000);
    expect(Math.max(...times.map(({ back }) => back)), JSON.stringify(times)).toBeLessThan(2_000);
  }, 120_000);

  it('a killed page loses no press of the panel', async () => {
    const dir = temporaryFolder();
    const served = await servePanel({ clock: systemTimers });
    onTestFinished(() => served.close());
    const { panel } = served;
    await configureKiosk(dir, '--panel', served.spec, '--response-interval', '0');
    const kiosk = await startKiosk(dir);
    const witness = await openScreen(kiosk.ready);
    onTestFinished(() => witness.close());
    const doomed = await chromium.launchServer({ executablePath: chromiumPath, args: [...quietFlags] });
    onTestFinished(() => doomed.kill());
    const window = await (await chromium.connect(doomed.wsEndpoint())).newPage();
    await window.goto(kiosk.ready);
    await window.waitForSelector('[data-screen="choose"]');
    await vi.waitFor(() => expect(panel.leds().alive).toBe(true), patience);
    const head = (): number => witness.latest()?.info.ledger.head ?? 0;
    const before = head();
    for (let i = 0; i < 12; i += 1) {
      panel.press((i % 5) + 1);
      // In the middle of it the browser is gone, with a press on its way to the screen.
      if (i === 6) await doomed.kill();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await vi.waitFor(() => expect(panel.queued()).toBe(0), patience);
    await vi.waitFor(() => expect(head() - before).toBe(12), patience);
    await open(kiosk.ready);
  }, 120_000);
});
