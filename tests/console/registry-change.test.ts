import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { goTo, openConsole, signIn } from './support/console-page.ts';
import { type Office, openOffice } from './support/office.ts';
import { type Desk, setUp } from './support/staff.ts';

let browser: Browser;
let office: Office;
let desk: Desk;
let page: Page;

const year = new Date().getUTCFullYear() + 1;
const turn = `${year}-03-01`;

beforeAll(async () => {
  [browser, office] = await Promise.all([launchChromium(), openOffice()]);
  desk = await setUp(office);
  // Somebody else with the same right: a code opens only one session.
  const link = await desk.ask('POST /api/people', '/api/people', {
    name: 'hai.ly',
    fullName: 'Lý Thị Hai',
    role: 'viewer',
    readsComments: false,
  });
  expect(link.person.state).toBe('invited');
  page = await openConsole(browser, office, 'desktop');
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const registry = () => desk.ask('GET /api/registry', '/api/registry');
const choose = (name: string, text: string): Promise<void> =>
  page
    .locator('dialog input[type="file"]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

it('imports a list only after it was seen, and drafts, edits and applies a merger', async () => {
  await signIn(page, desk.person, office.now() + 30_000);
  await goTo(page, '#/don-vi');
  expect(await page.locator('h1').innerText()).toBe('17 đơn vị đang có hiệu lực.');
  const before = await registry();

  await page.getByRole('button', { name: 'Nhập từ CSV…' }).click();
  await choose('../../don-vi.csv', 'order,id,name\n1,so-y-te\n');
  await page.getByText('Tệp có chỗ chưa đúng, dòng 2 của tệp.').waitFor();
  await choose(
    'don-vi.csv',
    'order,id,name\n15,so-y-te,Sở Y tế và Dân số\n18,ban-dan-toc,"=HYPERLINK(""http://x"")"\n17,bao-hiem-xa-hoi-tinh,Bảo hiểm xã hội tỉnh\n',
  );
  await page.getByRole('heading', { name: '2 thay đổi trong don-vi.csv' }).waitFor();
  const seen = await page.locator('dialog tbody tr').allInnerTexts();
  expect(seen).toEqual(['15. Sở Y tế\t15. Sở Y tế và Dân số', '–\t18. =HYPERLINK("http://x")']);
  // Seen is not done.
  expect((await registry()).mark).toBe(before.mark);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });

  await page.getByRole('button', { name: 'Hợp nhất đơn vị…' }).click();
  for (const name of ['Sở Nông nghiệp và Phát triển nông thôn', 'Sở Tài nguyên và Môi trường'])
    await page.getByRole('checkbox', { name }).check();
  await page.getByLabel('Tên đơn vị').fill('Sở Nông nghiệp và Môi trường');
  expect(await page.getByLabel('Mã đơn vị').inputValue()).toBe('so-nong-nghiep-va-moi-truong');
  await page.keyboard.press('Enter');
  await page.getByText('Nhập ngày, ví dụ 01/03/2025.').waitFor();
  await page.getByLabel('Có hiệu lực từ ngày').fill(turn);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Từ 01/03/${year}: 17 đơn vị còn 16.` }).waitFor();
  expect(await page.getByRole('list', { name: 'Đơn vị cũ thành đơn vị nào' }).allInnerTexts()).toEqual([
    'Sở Nông nghiệp và Phát triển nông thôn thành Sở Nông nghiệp và Môi trường\nSở Tài nguyên và Môi trường thành Sở Nông nghiệp và Môi trường',
  ]);
  expect((await registry()).mark).toBe(before.mark);

  // The draft waits where its author left it.
  await page.reload();
  await page.waitForSelector('.plan');
  await page.getByRole('button', { name: `Áp dụng từ 01/03/${year}…` }).click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Để sau');
  await page.getByRole('button', { name: 'Áp dụng 1 thay đổi' }).click();
  await page.getByText(`Đã áp dụng. Danh sách đổi từ 01/03/${year}.`).waitFor();
  const after = await registry();
  const ended = after.departments.find(({ id }) => id === 'so-tai-nguyen-va-moi-truong');
  expect(ended?.successor).toBe('so-nong-nghiep-va-moi-truong');
  expect(after.nextChange?.after.length).toBe(16);
  expect(await page.locator('.plan-until.ends').allInnerTexts()).toHaveLength(2);
});

it('says when somebody else was faster, and shows the change worked out anew', async () => {
  await page.getByRole('button', { name: 'Thêm đơn vị…' }).click();
  await page.getByLabel('Tên đơn vị').fill('Ban Dân tộc');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Áp dụng ngay…' }).click();
  const { mark } = await registry();
  await desk.ask('POST /api/registry/apply', '/api/registry/apply', {
    changes: [{ do: 'correct', id: 'so-y-te', order: 15, name: 'Sở Y tế tỉnh' }],
    mark,
  });
  await page.getByRole('button', { name: 'Áp dụng 1 thay đổi' }).click();
  await page.getByText('Chưa áp dụng: danh sách vừa được người khác đổi.').waitFor();
  expect((await registry()).departments.map(({ id }) => id)).not.toContain('ban-dan-toc');
  await page.getByRole('button', { name: 'Áp dụng ngay…' }).click();
  await page.getByRole('button', { name: 'Áp dụng 1 thay đổi' }).click();
  await page.getByText('Đã áp dụng.').waitFor();
  const names = (await registry()).departments.map(({ terms }) => terms.at(-1)?.name);
  expect(names).toContain('Ban Dân tộc');
  expect(names).toContain('Sở Y tế tỉnh');
});
