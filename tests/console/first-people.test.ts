import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { goTo, openConsole } from './support/console-page.ts';
import { type Office, openOffice } from './support/office.ts';
import { codeFor } from './support/staff.ts';

let browser: Browser;
let office: Office;

beforeAll(async () => {
  [browser, office] = await Promise.all([launchChromium(), openOffice()]);
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const password = 'bến đò chiều mưa 1986';

/** Opens a one-time link as a person would: by its address, in a browser that nobody is signed in at. */
const openLink = async (link: string): Promise<Page> => {
  const page = await openConsole(browser, office, 'desktop');
  await page.goto(link);
  // Only what stands after `#` differs, which loads nothing by itself.
  await page.reload();
  await page.waitForSelector('[autocomplete="new-password"]');
  return page;
};
const typeAndGo = async (page: Page, ...texts: readonly string[]): Promise<void> => {
  for (const [place, text] of texts.entries()) {
    if (place > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
};

let invitation = '';

it('takes the set-up link, an authenticator and an invitation to a second person, by keyboard alone', async () => {
  const link = office.centre.console?.setUpLink ?? '';
  const page = await openLink(link);
  await page.getByLabel('Tên đăng nhập').focus();
  await typeAndGo(page, 'mai.pham', 'Phạm Thị Mai', 'ngắn quá');
  await page.getByText('Mật khẩu cần ít nhất 12 ký tự').waitFor();
  await page.getByLabel('Mật khẩu, ít nhất 12 ký tự').fill(password);
  await page.keyboard.press('Enter');

  const secret = (await page.locator('.secret').textContent()) ?? '';
  expect(await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).count()).toBe(1);
  await typeAndGo(page, '000000');
  await page.getByText('Mã chưa đúng hoặc đã đổi.').waitFor();
  await typeAndGo(page, codeFor(secret, office.now()));
  await page.waitForSelector('.codes');
  const codes = await page.locator('.codes li').allTextContents();
  expect(new Set(codes).size).toBeGreaterThanOrEqual(8);
  await page.keyboard.press('Enter');
  await page.waitForSelector('header.top');
  // The secret of the link is gone from the address, so that a copied address tells nobody.
  expect(page.url()).not.toContain('setup=');

  await goTo(page, '#/quan-tri/nguoi-dung');
  await page.getByRole('button', { name: 'Mời một người…' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await typeAndGo(page, 'Lê Văn Út', 'Út Lê');
  await page.getByText('Tên gồm 2 đến 40 chữ không dấu').waitFor();
  await page.getByLabel('Tên đăng nhập').fill('ut.le');
  await page.keyboard.press('Enter');
  invitation = await page.getByLabel('Địa chỉ dùng một lần').inputValue();
  expect(invitation).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#invite=/);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.getByRole('row', { name: 'Lê Văn Út' }).getByText('đã mời, chưa vào').waitFor();
  await page.context().close();
});

it('lets the second person in by the invitation, once, and only where the role may go', async () => {
  const guest = await openLink(invitation);
  await guest.getByLabel('Mật khẩu, ít nhất 12 ký tự').fill(password);
  await guest.keyboard.press('Enter');
  await guest.waitForSelector('header.top');
  expect(await guest.locator('.who').innerText()).toContain('Lê Văn Út');
  await goTo(guest, '#/quan-tri/nhat-ky');
  expect(await guest.locator('h1').innerText()).toBe('Bạn không xem được trang Nhật ký.');
  expect(await guest.locator('main').innerText()).toContain('Trang này chỉ dành cho người quản trị.');
  expect(await guest.locator('.admin-views a').allInnerTexts()).toEqual([
    'Cài đặt',
    'Báo động',
    'Tài khoản của tôi',
  ]);
  await guest.context().close();

  const late = await openConsole(browser, office, 'desktop');
  await late.goto(invitation);
  await late.reload();
  await late.getByText('Địa chỉ này đã dùng hoặc đã hết hạn.').waitFor();
  await late.context().close();
});

it('speaks the language that was chosen, and says in it what is wrong', async () => {
  const page = await openConsole(browser, office, 'phone', 'en');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByLabel('Sign-in name').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('whatever it may be');
  await page.keyboard.press('Enter');
  await page.getByText('The name or the password is not right.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  await page.context().close();
});
