import type { Browser, Page } from 'playwright-core';
import type { Hall } from './hall.ts';
import { codeFor, type Person } from './staff.ts';

export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type SizeName = keyof typeof sizes;

/** A page of the hall's console: nobody is signed in, the page's clock is the hall's. */
export const openConsole = async (
  browser: Browser,
  hall: Pick<Hall, 'url' | 'now'>,
  size: SizeName,
  language: 'vi' | 'en' = 'vi',
  density = 1,
): Promise<Page> => {
  const context = await browser.newContext({
    viewport: sizes[size],
    deviceScaleFactor: density,
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...(size === 'phone' ? { isMobile: true, hasTouch: true } : {}),
  });
  await context.addInitScript(
    ({ ahead, speak }) => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + ahead;
      window.localStorage.setItem('mot-cham/language', speak);
    },
    { ahead: hall.now() - Date.now(), speak: language },
  );
  const page = await context.newPage();
  await page.goto(hall.url);
  await page.waitForSelector('form');
  return page;
};

export const signIn = async (page: Page, person: Person, at: number): Promise<void> => {
  await page.fill('[autocomplete="username"]', person.name);
  await page.fill('[autocomplete="current-password"]', person.password);
  await page.keyboard.press('Enter');
  if (person.totpSecret !== null) {
    await page.waitForSelector('[autocomplete="one-time-code"]');
    await page.keyboard.type(codeFor(person.totpSecret, at));
    await page.keyboard.press('Enter');
  }
  await page.waitForSelector('header.top');
};

/** Goes to an address of the console and waits until it stands still: words, fonts and charts. */
export const goTo = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
  await settled(page);
};

export const settled = async (page: Page): Promise<void> => {
  await page.waitForSelector('h1');
  await page.waitForFunction(() => document.querySelector('.loading') === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  for (const drawing of await page.locator('.drawing').all()) await drawing.locator('svg').waitFor();
};
