import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { openConsole, signIn } from './support/console-page.ts';
import { type Hall, openHall } from './support/hall.ts';
import { instantAt, pressesOf } from './support/made-up-month.ts';
import { type Person, setUp } from './support/staff.ts';

needs('chromium')('the month is over, and at its console', () => {
  let hall: Hall;
  let browser: Browser;
  let reporter: Person;
  let colleague: Person;
  beforeAll(async () => {
    hall = await openHall({ from: instantAt('2021-01-15', '17:00:00') });
    for (const press of pressesOf({ from: '2021-01-18', to: '2021-02-09', seed: 2021 })) hall.press(press);
    const desk = await setUp(hall);
    reporter = await desk.invite('tong.hop', 'Cán bộ tổng hợp', 'reporter');
    colleague = await desk.invite('dau.moi', 'Đầu mối đơn vị', 'reporter');
    hall.moveTo(instantAt('2021-02-17', '08:12:00'));
    await hall.send();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await hall.close();
  });

  const openDialog = async (page: Page, person: Person): Promise<void> => {
    await signIn(page, person, hall.now());
    await page.getByRole('button', { name: 'Chốt số liệu…' }).click();
    await page.waitForSelector('dialog[open]');
  };

  it('one person closes and downloads by keyboard alone, in at most eight actions', async () => {
    // A colleague stands at the same question.
    const late = await openConsole(browser, hall, 'desktop');
    await openDialog(late, colleague);

    const page = await openConsole(browser, hall, 'desktop');
    let actions = 0;
    const type = async (text: string): Promise<void> => {
      actions += 1;
      await page.keyboard.type(text);
    };
    const press = async (key: string): Promise<void> => {
      actions += 1;
      await page.keyboard.press(key);
    };
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

    await type(reporter.name);
    await press('Tab');
    await type(reporter.password);
    await press('Enter');
    // The page of the period that waits, its completeness in words, the keyboard on its closing.
    await page.getByRole('heading', { name: 'Đủ: mọi kiosk đã gửi hết kỳ' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Tháng 02 năm 2021' }).waitFor();
    await expect.poll(focused).toBe('Chốt số liệu…');
    await press('Enter');
    await page.waitForSelector('dialog[open]');
    await expect.poll(focused).toBe('Chốt 660 lượt');
    await press('Enter');
    await page.getByRole('heading', { name: 'Đã chốt, bản 1' }).waitFor();
    await expect.poll(focused).toBe('DOCX');
    const [file] = await Promise.all([page.waitForEvent('download'), press('Enter')]);

    expect(actions).toBeLessThanOrEqual(8);
    expect(file.suggestedFilename()).toMatch(/\.docx$/);
    expect(file.suggestedFilename()).not.toContain('du-thao');
    expect(hall.centre.report('2021-02' as never)).toMatchObject({
      period: { closed: true, revision: 1 },
      totals: { total: 660 },
    });

    // The question stays and says who was faster; there is nothing left to confirm.
    await late.getByText('Kỳ này đã chốt.').waitFor();
    expect(await late.locator('dialog .banner').textContent()).toContain('Cán bộ tổng hợp');
    expect(await late.getByRole('button', { name: 'Chốt 660 lượt' }).count()).toBe(0);
    await late.getByRole('button', { name: 'Mở bản đã chốt' }).click();
    await late.getByRole('heading', { name: 'Đã chốt, bản 1' }).waitFor();
    await page.context().close();
    await late.context().close();
    // Two browsers' pages and two passwords: seconds on a quiet machine, a minute on one that builds at the same time.
  }, 120_000);
});
