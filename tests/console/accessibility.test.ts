import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { launchChromium } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { goTo, openConsole, type SizeName, signIn } from './support/console-page.ts';
import { type February, openFebruary } from './support/february.ts';
import { consolePages } from './support/pages.ts';

// The console is one document: the checker is put into it once, and asked on every page.
const checker = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violations = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async (values) => {
    const { axe: check } = window as unknown as { axe: typeof axe };
    const { violations: found } = await check.run({
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 4)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
  }, tags);

/** Pages of an administrator and the buttons that open a dialog there; whether an empty form is wrong. */
const dialogs: readonly [hash: string, button: string, nth: number, isWrongEmpty: boolean][] = [
  ['#/quan-tri/nguoi-dung', '.rail .button.primary', 0, true],
  ['#/quan-tri/nguoi-dung', '.table button', 0, false],
  ['#/quan-tri/he-thong-khac', '.rail .button', 0, true],
  ['#/quan-tri/he-thong-khac', '.rail .button', 1, true],
  ['#/quan-tri/cai-dat', '.setting .button', 0, false],
  ['#/quan-tri/cai-dat', '.setting .button', 1, true],
];

const lookIntoDialogs = async (
  page: Page,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> => {
  for (const [hash, button, nth, isWrongEmpty] of dialogs) {
    await goTo(page, hash);
    await page.locator(button).nth(nth).click();
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    await look(page, `${hash}, dialog ${nth}`);
    if (isWrongEmpty) {
      await dialog.locator('button[type=submit]').click();
      await dialog.locator('[aria-invalid=true]').waitFor();
      // Whoever cannot see what turned red stands in it.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
        .toBe('true');
      await look(page, `${hash}, dialog ${nth}, wrong`);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
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
    { language: 'en', size: 'phone' },
    { language: 'vi', size: 'phone' },
    { language: 'en', size: 'desktop' },
  ])(
    'axe finds nothing on any page ($language, $size)',
    async ({ language, size }) => {
      const { hall, desk, reporter } = february;
      const faults: string[] = [];
      const look = async (page: Page, name: string): Promise<void> => {
        for (const fault of await violations(page)) faults.push(`${name}: ${fault}`);
      };
      for (const who of ['reporter', 'admin'] as const) {
        const page = await openConsole(browser, hall, size, language);
        await page.evaluate(checker);
        if (who === 'reporter') await look(page, 'sign-in');
        // A code opens once: the next one is for the next half minute.
        else hall.moveTo((hall.now() + 31_000) as Instant);
        await signIn(page, who === 'admin' ? desk.person : reporter, hall.now());
        for (const each of consolePages.filter((one) => one.who === who)) {
          await goTo(page, each.hash);
          await look(page, each.name);
          const figures = page.locator('.figures-switch');
          if ((await figures.count()) === 0) continue;
          for (const open of await figures.all()) await open.click();
          await look(page, `${each.name}, in figures`);
        }
        if (who === 'admin') await lookIntoDialogs(page, look);
        await page.context().close();
      }
      expect(faults).toEqual([]);
    },
    240_000,
  );
});
