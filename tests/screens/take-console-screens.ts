import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Instant } from '../../sync/domain/ids.ts';
import { goTo, openConsole, type SizeName, settled, signIn, sizes } from '../console/support/console-page.ts';
import { type February, openFebruary } from '../console/support/february.ts';
import { consolePages } from '../console/support/pages.ts';
import type { Person } from '../console/support/staff.ts';
import { launchChromium } from '../support/chromium.ts';
import { openMarch } from './a-worse-march.ts';

// Long enough for a chart to be drawn and a word that is late to come.
const restMs = 400;

interface Camera {
  readonly february: February;
  readonly browser: Browser;
  take(page: Page, name: string): Promise<void>;
  /** Opens both sizes one after the other, signed in. */
  each(who: Person, act: (page: Page) => Promise<void>, language?: 'vi' | 'en'): Promise<void>;
}

const cameraFor = (out: string, february: February, browser: Browser): Camera & { count(): number } => {
  let count = 0;
  const take = async (page: Page, name: string): Promise<void> => {
    await settled(page);
    await page.waitForTimeout(restMs);
    const size = page.viewportSize();
    await page.screenshot({ path: join(out, `${name}-${size?.width}x${size?.height}.png`) });
    count += 1;
  };
  return {
    february,
    browser,
    take,
    count: () => count,
    each: async (who, act, language = 'vi') => {
      for (const size of Object.keys(sizes) as SizeName[]) {
        // A code opens once: the next one is for the next half minute.
        if (who.totpSecret !== null) february.hall.moveTo((february.hall.now() + 31_000) as Instant);
        const page = await openConsole(browser, february.hall, size, language);
        await signIn(page, who, february.hall.now());
        await act(page);
        await page.context().close();
      }
    },
  };
};

const takePages = async ({ february, take, each }: Camera): Promise<void> => {
  for (const who of ['reporter', 'admin'] as const)
    await each(who === 'admin' ? february.desk.person : february.reporter, async (page) => {
      for (const { name, hash } of consolePages.filter((one) => one.who === who)) {
        await goTo(page, hash);
        await take(page, name);
      }
    });
};

const askToClose = async (page: Page): Promise<void> => {
  await page.click('.rail-foot .primary');
  await page.locator('dialog .choice').nth(1).click();
  await page.fill('dialog textarea', 'Báo cáo phải gửi trong ngày 17/02; Q15-2 đang chờ sửa đường mạng.');
};

/** The first working day after the period: Q15-2 is still away. Two more stand at the question when somebody closes. */
const takeClosing = async ({ february, browser, take, each }: Camera): Promise<void> => {
  const { desk, hall, reporter } = february;
  february.catchUp();
  await february.goTo('2021-02-17', '08:12:00');
  await hall.watched();
  await desk.signIn();
  await february.enterDossiers();
  const slower: Page[] = [];
  for (const size of Object.keys(sizes) as SizeName[]) {
    const page = await openConsole(browser, hall, size);
    await signIn(page, reporter, hall.now());
    await settled(page);
    await askToClose(page);
    slower.push(page);
  }
  await each(reporter, async (page) => {
    await take(page, 'closing-waits');
    await askToClose(page);
    await take(page, 'closing-dialog');
    if (page.viewportSize()?.width !== sizes.phone.width) return;
    await page.click('.dialog-foot .primary');
    await page.waitForSelector('.closed-rail');
    await take(page, 'closed');
  });
  for (const page of slower) {
    // The question stays and says who was faster.
    await page.locator('dialog [role="alert"]').waitFor();
    await take(page, 'closing-conflict');
    await page.context().close();
  }
};

const takeClosed = async ({ february, take, each }: Camera): Promise<void> => {
  const { reporter } = february;
  await february.goTo('2021-02-19', '09:30:00');
  await february.bringBack();
  let isFirst = true;
  await each(reporter, async (page) => {
    await goTo(page, '#/ky-bao-cao/2021-02/nhin-lai');
    if (isFirst) {
      await take(page, 'supplement-waits');
      await page.getByRole('button', { name: 'Lập bảng bổ sung' }).click();
      await page.getByRole('heading', { name: 'Bảng bổ sung số 1' }).waitFor();
      isFirst = false;
    }
    await take(page, 'look-back');
    await goTo(page, '#/ky-bao-cao/2021-02/lich-su');
    await take(page, 'history');
    await goTo(page, '#/ky-bao-cao/2021-02');
    await page.getByRole('button', { name: 'Lập bản 2…' }).click();
    await take(page, 'reissue-dialog');
  });
};

/** A month after the closed one: people who were not content, what they wrote, and a centre that went out of reach. */
const takeMarch = async ({ february, take, each }: Camera): Promise<void> => {
  const { desk, reporter } = february;
  await openMarch(february);
  await each(reporter, async (page) => {
    await take(page, 'today-needs-somebody');
    await goTo(page, '#/ky-bao-cao/2021-03/nhin-lai');
    await take(page, 'look-back-compared');
    await page.locator('.notices').first().scrollIntoViewIfNeeded();
    await take(page, 'look-back-dissatisfied');
    await goTo(page, '#/gop-y');
    await take(page, 'comments-written');
    await page.locator('.comment button').nth(4).click();
    await take(page, 'comment-read');
    await page.route('**/api/live', (route) => route.abort());
    await goTo(page, '#/hom-nay');
    await page.reload();
    await page.locator('.lost').waitFor();
    await take(page, 'today-stale');
  });
  await each(
    desk.person,
    async (page) => {
      for (const { name, hash } of consolePages) {
        await goTo(page, hash);
        await take(page, `en-${name}`);
      }
    },
    'en',
  );
};

/** Every page of the console at 1440×900 and 390×844, from a real centre with a hall of kiosks; says how many pictures. */
export const takeConsoleScreens = async (out: string): Promise<number> => {
  const [february, browser] = await Promise.all([openFebruary(), launchChromium()]);
  try {
    const camera = cameraFor(out, february, browser);
    for (const size of Object.keys(sizes) as SizeName[]) {
      const page = await openConsole(browser, february.hall, size);
      await camera.take(page, 'sign-in');
      await page.context().close();
    }
    await takePages(camera);
    await takeClosing(camera);
    await takeClosed(camera);
    await takeMarch(camera);
    return camera.count();
  } finally {
    await browser.close();
    await february.hall.close();
  }
};
