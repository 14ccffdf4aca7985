import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { openConsole, settled, signIn } from './support/console-page.ts';
import { type Hall, openHall } from './support/hall.ts';
import { instantAt, pressesOf } from './support/made-up-month.ts';
import { type Person, setUp } from './support/staff.ts';

needs('chromium')('the first view', () => {
  let hall: Hall;
  let browser: Browser;
  let viewer: Person;
  beforeAll(async () => {
    hall = await openHall({ from: instantAt('2021-01-15', '17:00:00') });
    for (const press of pressesOf({ from: '2021-01-18', to: '2021-02-09', seed: 7 })) hall.press(press);
    viewer = await (await setUp(hall)).invite('nguoi.xem', 'Người xem', 'viewer');
    hall.moveTo(instantAt('2021-02-09', '17:00:00'));
    await hall.send();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
  });

  // How long that takes with a month of a million ratings is measured by `npm run bench`; here, what it waits for.
  it('needs the page, its numbers and nothing else, and then follows by itself', async () => {
    const page = await openConsole(browser, hall, 'desktop');
    await signIn(page, viewer, hall.now());
    await settled(page);
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('main h1') === null) return;
        seen.disconnect();
        performance.mark('first-view');
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await settled(page);
    const asked = await page.evaluate(() => {
      const at = performance.getEntriesByName('first-view')[0]?.startTime ?? Number.NaN;
      const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const name = ({ name: url }: PerformanceEntry): string => new URL(url).pathname;
      return {
        // The page may have read an answer to its end before the browser notes the end: an answer is told by its beginning.
        before: resources.filter(({ responseStart }) => responseStart > 0 && responseStart <= at).map(name),
        after: resources.filter(({ startTime }) => startTime > at).map(name),
      };
    });
    const kept = asked.before.filter((path) => !/\.(woff2|svg)$/.test(path));
    // No question: the page came with the answers.
    expect(kept.map((path) => path.replace(/-[\w-]{8}\./, '.')).sort()).toEqual([
      '/assets/first.css',
      '/assets/first.js',
    ]);
    const later = asked.after.map((path) => path.replace(/-[\w-]{8}\./, '.'));
    expect(later).toEqual(expect.arrayContaining(['/assets/echarts.js', '/assets/period-page.js']));
    expect(later).not.toContain('/api/session');
    expect(later).not.toContain('/api/today');
    // Read once, and not left lying in the page.
    expect(await page.locator('#first-answers').count()).toBe(0);

    const before = await page.locator('h1').innerText();
    hall.press({ at: hall.now(), kiosk: 'q12-1', department: 'so-tu-phap', category: 'dissatisfied-time' });
    await hall.send();
    await expect.poll(() => page.locator('h1').innerText(), { timeout: 15_000 }).not.toBe(before);
    expect(await page.locator('h1').innerText()).toContain('không hài lòng');
  });
});
