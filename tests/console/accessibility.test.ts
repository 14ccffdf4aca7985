import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { goTo, openConsole, type SizeName, signIn } from './support/console-page.ts';
import { type February, openFebruary } from './support/february.ts';
import { consolePages } from './support/pages.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violations = async (page: Page): Promise<readonly string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    // One frame of our own, so axe may do everything in it and needs no second page.
    .setLegacyMode(true)
    .withTags(tags)
    .analyze();
  return found.map(
    (one) =>
      `${one.id}: ${one.nodes
        .map(({ html }) => html.slice(0, 160))
        .slice(0, 4)
        .join(' | ')}`,
  );
};

needs('chromium')('the console, to whoever cannot see or point', () => {
  let browser: Browser;
  let february: February;
  beforeAll(async () => {
    [browser, february] = await Promise.all([launchChromium(), openFebruary()]);
  });
  afterAll(async () => {
    await browser.close();
    await february.hall.close();
  });

  it.each<{ readonly language: 'vi' | 'en'; readonly size: SizeName }>([
    { language: 'vi', size: 'desktop' },
    { language: 'vi', size: 'phone' },
    { language: 'en', size: 'desktop' },
    { language: 'en', size: 'phone' },
  ])('axe finds nothing on any page ($language, $size)', async ({ language, size }) => {
    const { hall, desk, reporter } = february;
    const faults: string[] = [];
    const look = async (page: Page, name: string): Promise<void> => {
      for (const fault of await violations(page)) faults.push(`${name}: ${fault}`);
    };
    for (const who of ['reporter', 'admin'] as const) {
      const page = await openConsole(browser, hall, size, language);
      if (who === 'reporter') await look(page, 'sign-in');
      await signIn(page, who === 'admin' ? desk.person : reporter, hall.now());
      for (const each of consolePages.filter((one) => one.who === who)) {
        await goTo(page, each.hash);
        await look(page, each.name);
      }
      await page.context().close();
    }
    expect(faults).toEqual([]);
  });
});
