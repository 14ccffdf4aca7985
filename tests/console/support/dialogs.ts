import type { Locator, Page } from 'playwright-core';
import type { Words } from '../../../sync/console/words/words.ts';
import { goTo } from './console-page.ts';

/** Somebody who opens one dialog after the other; `look` is called on each as it stands. */
export interface DialogWalk {
  readonly page: Page;
  readonly words: Words;
  readonly look: (name: string) => Promise<void>;
}

const dialogOf = (page: Page): Locator => page.locator('dialog[open]');
const press = (of: Page | Locator, name: string): Promise<void> =>
  of.getByRole('button', { name, exact: true }).first().click();
const submit = (page: Page): Promise<void> => dialogOf(page).locator('button[type=submit]').click();

const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
};

const opened = async ({ page, look }: DialogWalk, name: string): Promise<void> => {
  await dialogOf(page).waitFor();
  await look(name);
};

/** Sends an empty form and looks at what is wrong. */
const wrongEmpty = async ({ page, look }: DialogWalk, name: string): Promise<void> => {
  await submit(page);
  await dialogOf(page).locator('[role=alert]').first().waitFor();
  // What turned red is where the keyboard is.
  await page.waitForFunction(
    () =>
      document.querySelector('dialog [aria-invalid=true]') === null ||
      document.activeElement?.getAttribute('aria-invalid') === 'true',
  );
  await look(`${name}, wrong`);
};

/** Kiosks: a new one and its code, the codes that are open, change of counter, restart, retirement, a void. */
export const walkKiosks = async (walk: DialogWalk): Promise<void> => {
  const { page, words } = walk;
  const { fleet, kiosks } = words;
  await goTo(page, '#/kiosk');
  await press(page, fleet.add);
  await opened(walk, 'add-kiosk');
  await wrongEmpty(walk, 'add-kiosk');
  const selects = dialogOf(page).locator('select');
  await selects.last().selectOption({ index: 1 });
  await dialogOf(page).getByLabel(fleet.counterName).fill('20-1');
  await submit(page);
  await page.locator('.enrol-code').waitFor();
  await page.locator('dialog .qr path').waitFor();
  await opened(walk, 'enrolment-code');
  await leave(page);
  await page.locator('.open-codes').waitFor();
  await walk.look('open-codes');
  await page.locator('.open-codes button').first().click();
  await opened(walk, 'withdraw-code');
  await press(dialogOf(page), fleet.withdrawConfirm);
  await page.locator('.open-codes').waitFor({ state: 'detached' });

  await goTo(page, '#/kiosk/q17-1');
  await press(page, fleet.config);
  await opened(walk, 'change-counter');
  for (const box of await dialogOf(page).locator('fieldset input[type=checkbox]').all()) await box.uncheck();
  await wrongEmpty(walk, 'change-counter');
  await leave(page);
  await press(page, fleet.orders.restart);
  await opened(walk, 'restart');
  await leave(page);
  await press(page, kiosks.one.retire);
  await opened(walk, 'retire');
  await leave(page);
  await press(page, kiosks.one.void);
  await opened(walk, 'void');
  await wrongEmpty(walk, 'void');
  await leave(page);
};

/** The registry: every task, a file, a drafted change, the last look before it holds. */
export const walkRegistry = async (walk: DialogWalk): Promise<void> => {
  const { page, words } = walk;
  const { registry } = words;
  await goTo(page, '#/don-vi');
  for (const [name, button] of [
    ['merge', registry.merge],
    ['split', registry.split],
    ['end', registry.end],
    ['begin', registry.begin],
  ] as const) {
    await press(page, button);
    await opened(walk, name);
    await wrongEmpty(walk, name);
    await leave(page);
  }
  await press(page, registry.views.counters);
  await press(page, registry.addCounter);
  await opened(walk, 'counter');
  await leave(page);
  await press(page, registry.views.departments);
  await page.locator('.table .act button').first().click();
  await opened(walk, 'department');
  await leave(page);
  await press(page, registry.fromCsv);
  await dialogOf(page)
    .locator('input[type=file]')
    .setInputFiles({
      name: 'don-vi.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('order,id,name\n18,ban-dan-toc,Ban Dân tộc\n'),
    });
  await dialogOf(page).locator('tbody tr').first().waitFor();
  await opened(walk, 'registry-file');
  await press(dialogOf(page), registry.take(1));
  await dialogOf(page).waitFor({ state: 'detached' });
  await press(page, registry.editPlan);
  await opened(walk, 'registry-draft');
  await leave(page);
  await press(page, registry.applyNow);
  await opened(walk, 'registry-apply');
  await leave(page);
  await press(page, registry.editPlan);
  await press(dialogOf(page), registry.discard);
  await dialogOf(page).waitFor({ state: 'detached' });
};

/** People, other systems and settings; `who` names those that are made on the way. */
export const walkAdministration = async (walk: DialogWalk, who: string): Promise<void> => {
  const { page, words } = walk;
  const { people } = words.admin;
  const { systems } = words;
  await goTo(page, '#/quan-tri/nguoi-dung');
  await press(page, people.invite);
  await opened(walk, 'invite');
  await wrongEmpty(walk, 'invite');
  await dialogOf(page).getByLabel(people.fullName).fill(`Lê Văn ${who}`);
  await dialogOf(page).getByLabel(people.signInName).fill(`le.${who}`);
  await submit(page);
  await dialogOf(page).locator('.secret-box').waitFor();
  await opened(walk, 'invitation-link');
  await leave(page);
  await page.locator('.table .act button').last().click();
  await opened(walk, 'person');
  await press(dialogOf(page), people.reset);
  await dialogOf(page).getByRole('button', { name: people.resetConfirm }).waitFor();
  await opened(walk, 'person-reset');
  await leave(page);

  await goTo(page, '#/quan-tri/he-thong-khac');
  await press(page, systems.newToken);
  await opened(walk, 'token');
  await wrongEmpty(walk, 'token');
  await dialogOf(page).locator('input').first().fill(`Cổng ${who}`);
  await dialogOf(page).locator('input[type=checkbox]').first().check();
  await submit(page);
  await dialogOf(page).locator('.secret-box').waitFor();
  await opened(walk, 'token-secret');
  await leave(page);
  await page.locator('.table button').first().click();
  await opened(walk, 'token-revoke');
  await leave(page);
  await press(page, systems.newWebhook);
  await opened(walk, 'webhook');
  await wrongEmpty(walk, 'webhook');
  await dialogOf(page).locator('input').first().fill(`https://example.org/${who}`);
  await dialogOf(page).locator('input[type=checkbox]').first().check();
  await submit(page);
  await dialogOf(page).locator('.secret-box').waitFor();
  await opened(walk, 'webhook-secret');
  await leave(page);
  await page.locator('.webhook .button').last().click();
  await opened(walk, 'webhook-remove');
  await leave(page);

  await goTo(page, '#/quan-tri/cai-dat');
  const changes = page.locator('.setting .button');
  for (let nth = 0; nth < (await changes.count()); nth += 1) {
    await changes.nth(nth).click();
    await opened(walk, `setting-${nth}`);
    await leave(page);
  }
};

/** A period that is over and open: dossiers from a file, and the question of closing. */
export const walkOpenPeriod = async (walk: DialogWalk, label: string): Promise<void> => {
  const { page, words } = walk;
  await goTo(page, `#/ky-bao-cao/${label}`);
  await press(page, words.period.fromFile);
  await opened(walk, 'dossiers');
  await dialogOf(page)
    .locator('input[type=file]')
    .setInputFiles({
      name: 'ho-so.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Tên đơn vị,Đã giải quyết\nSở Tư pháp,428\n'),
    });
  await dialogOf(page).locator('tbody tr').first().waitFor();
  await opened(walk, 'dossiers-file');
  await leave(page);
  await page.locator('.rail-foot .primary').click();
  await opened(walk, 'closing');
  await leave(page);
};

/** A closed one: what was left out, and another revision. */
export const walkClosedPeriod = async (walk: DialogWalk, label: string): Promise<void> => {
  const { page, words } = walk;
  await goTo(page, `#/ky-bao-cao/${label}`);
  await press(page, words.period.everyLine);
  await opened(walk, 'left-out');
  await leave(page);
  await press(page, words.closing.reissue(2));
  await opened(walk, 'reissue');
  await page.locator('.dialog-foot .primary').click();
  await opened(walk, 'reissue, wrong');
  await leave(page);
};

/** A comment is erased for good: it is asked once more. */
export const walkComments = async (walk: DialogWalk): Promise<void> => {
  const { page, words } = walk;
  await goTo(page, '#/gop-y');
  if (await page.locator('.comment-rail').isHidden()) await page.locator('.comment button').first().click();
  await press(page, words.comments.erase);
  await opened(walk, 'erase-comment');
  await leave(page);
};
