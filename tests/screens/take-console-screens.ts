import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Instant } from '../../sync/domain/ids.ts';
import { goTo, openConsole, type SizeName, settled, signIn, sizes } from '../console/support/console-page.ts';
import { type February, openFebruary } from '../console/support/february.ts';
import { consolePages } from '../console/support/pages.ts';
import type { Person } from '../console/support/staff.ts';
import { launchChromium } from '../support/chromium.ts';

// Long enough for a chart to be drawn and a word that is late to come.
const restMs = 400;

interface Camera {
  readonly february: February;
  readonly browser: Browser;
  take(page: Page, name: string): Promise<void>;
  /** Opens both sizes one after the other, signed in. */
  each(who: Person, act: (page: Page) => Promise<void>): Promise<void>;
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
    each: async (who, act) => {
      for (const size of Object.keys(sizes) as SizeName[]) {
        // A code opens once: the next one is for the next half minute.
        if (who.totpSecret !== null) february.hall.moveTo((february.hall.now() + 31_000) as Instant);
        const page = await openConsole(browser, february.hall, size);
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

/** The first working day after the period: Q15-2 is still away. */
const takeClosing = async ({ february, take, each }: Camera): Promise<void> => {
  const { desk, reporter } = february;
  february.catchUp();
  await february.goTo('2021-02-17', '08:12:00');
  await february.hall.watched();
  await desk.signIn();
  await february.enterDossiers();
  await each(reporter, async (page) => {
    await take(page, 'closing-waits');
    await page.click('.rail-foot .primary');
    await page.locator('dialog .choice').nth(1).click();
    await page.fill('dialog textarea', 'Báo cáo phải gửi trong ngày 17/02; Q15-2 đang chờ sửa đường mạng.');
    await take(page, 'closing-dialog');
    if (page.viewportSize()?.width !== sizes.phone.width) return;
    await page.click('.dialog-foot .primary');
    await page.waitForSelector('.closed-rail');
    await take(page, 'closed');
  });
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
    return camera.count();
  } finally {
    await browser.close();
    await february.hall.close();
  }
};
