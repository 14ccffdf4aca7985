import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { launchChromium } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { catalogue } from './support/catalogue.ts';
import { goTo, openConsole, type SizeName, signIn } from './support/console-page.ts';
import {
  type DialogWalk,
  walkAdministration,
  walkClosedPeriod,
  walkComments,
  walkKiosks,
  walkOpenPeriod,
  walkRegistry,
} from './support/dialogs.ts';
import { type February, openFebruary } from './support/february.ts';
import { instantAt } from './support/made-up-month.ts';
import { consolePages } from './support/pages.ts';
import type { Person } from './support/staff.ts';
import { writeComment } from './support/write-comment.ts';

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

const looks = [
  ['vi', 'desktop'],
  ['en', 'phone'],
] as const;

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
        await page.context().close();
      }
      expect(faults).toEqual([]);
    },
    240_000,
  );

  // Colours and sizes of a dialog are the same in either language: each is looked at once on a desk and once on a telephone.
  it('axe finds nothing in any dialog (vi on a desk, en on a telephone)', async () => {
    const { hall, desk, reporter } = february;
    const faults: string[] = [];
    const walk = async (
      who: Person,
      act: (walk: DialogWalk, place: number) => Promise<void>,
    ): Promise<void> => {
      for (const [place, [language, size]] of looks.entries()) {
        // A code opens once: the next one is for the next half minute.
        hall.moveTo((hall.now() + 31_000) as Instant);
        const page = await openConsole(browser, hall, size, language);
        await page.evaluate(checker);
        await signIn(page, who, hall.now());
        const look = async (name: string): Promise<void> => {
          for (const fault of await violations(page)) faults.push(`${name} (${language}, ${size}): ${fault}`);
        };
        await act({ page, words: catalogue[language], look }, place);
        await page.context().close();
      }
    };
    await walk(desk.person, async (each, place) => {
      await walkKiosks(each);
      await walkRegistry(each);
      await walkAdministration(each, `so-${place}`);
    });
    expect(faults).toEqual([]);

    const before = instantAt('2021-02-17', '08:00:00');
    writeComment(hall, 'q12-1', before, 'Nên có biển chỉ dẫn lối vào cho người đi xe lăn.');
    february.catchUp();
    await february.goTo('2021-02-17', '08:12:00');
    await hall.watched();
    await walk(reporter, (each) => walkOpenPeriod(each, '2021-02'));
    await desk.signIn();
    const { report } = await desk.ask('GET /api/periods/:label', '/api/periods/2021-02');
    await desk.ask('POST /api/periods/:label/close', '/api/periods/2021-02/close', {
      seen: report.fingerprint,
      reason: 'Báo cáo phải gửi trong ngày.',
    });
    await walk(reporter, async (each) => {
      await walkClosedPeriod(each, '2021-02');
      await walkComments(each);
    });
    expect(faults).toEqual([]);
  }, 240_000);
});
