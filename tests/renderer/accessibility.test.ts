import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Command } from '../../kiosk-app/contract/command.ts';
import { languages } from '../../kiosk-app/contract/snapshot.ts';
import { chordHeldMs } from '../../kiosk-app/renderer/technician/hold-chord.ts';
import { launchChromium } from '../support/chromium.ts';
import { openKioskPage, showState, wish } from '../support/kiosk-page.ts';
import { needs } from '../support/needs.ts';
import { stateNames } from '../support/screen-states.ts';
import { type ScriptedHost, startScriptedHost } from '../support/scripted-host.ts';

const size = { width: 1024, height: 768 };

const lastAsked = (host: ScriptedHost): Command | undefined =>
  host.commands.filter((one) => one.do !== 'heartbeat').at(-1);

const violations = async (page: Page): Promise<readonly string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    // One frame of our own, so axe may do everything in it and needs no second page.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
};

needs('chromium')('accessibility', () => {
  let browser: Browser;
  let host: ScriptedHost;
  beforeAll(async () => {
    browser = await launchChromium();
    host = await startScriptedHost();
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  it.each([
    ...languages.map((language) => ({ language, modes: [] as const })),
    // High contrast changes colours, not words: one language shows all of it.
    { language: 'vi' as const, modes: ['isHighContrast'] as const },
  ])(
    'axe finds nothing in any state ($language $modes)',
    async ({ language, modes }) => {
      host.show({ name: 'choose' });
      const page = await openKioskPage(browser, host, size, { hasClock: true });
      await wish(page, language, modes);
      const faults: string[] = [];
      for (const name of stateNames) {
        await showState(page, host, name);
        for (const fault of await violations(page)) faults.push(`${name}: ${fault}`);
      }
      await page.context().close();
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('axe finds nothing on the technician’s door', async () => {
    host.show({ name: 'choose' });
    const page = await openKioskPage(browser, host, size);
    host.answer = (command) =>
      command.do === 'open-door' && command.pin !== '2468'
        ? { ok: false, code: 'door/pin-needed', message: '' }
        : { ok: true };
    for (let i = 0; i < 5; i += 1) await page.mouse.click(20, 20);
    await page.waitForSelector('.door-keys');
    expect(await violations(page)).toEqual([]);
    for (const digit of '2468') await page.click(`.door-key:text-is("${digit}")`);
    await page.click('.door-open');
    await page.waitForSelector('.facts');
    expect(await violations(page)).toEqual([]);
    await page.click('.door-close >> nth=0');
    await expect.poll(() => lastAsked(host)).toEqual({ do: 'learn-panel', pin: '2468' });
    host.tell({
      lesson: { phase: 'choosing', devices: [{ path: '/dev/ttyUSB0', name: 'FT232R USB UART' }] },
    });
    await page.click('.lesson-device');
    await expect
      .poll(() => lastAsked(host))
      .toEqual({ do: 'learn-panel', pin: '2468', path: '/dev/ttyUSB0' });
    expect(await violations(page)).toEqual([]);
    host.tell({
      lesson: { phase: 'asking', devices: [], button: 3, learnt: 2, refused: 'already-learnt', as: 2 },
    });
    await page.waitForSelector('.lesson-ask');
    expect(await page.textContent('.lesson-ask')).toContain('Bấm nút 3');
    expect(await violations(page)).toEqual([]);
    await page.click('.door-close');
    await expect.poll(() => lastAsked(host)).toEqual({ do: 'end-lesson' });
    await page.context().close();
  });

  it.each([
    ...languages.map((language) => ({ language, modes: [] as const })),
    { language: 'vi' as const, modes: ['isHighContrast'] as const },
  ])(
    'axe finds nothing on what the centre asks for, and nothing under a test can be reached ($language $modes)',
    async ({ language, modes }) => {
      const asking = await startScriptedHost();
      const page = await openKioskPage(browser, asking, size);
      await wish(page, language, modes);
      asking.tell({ isAskedFor: true });
      await page.waitForSelector('.asked');
      const faults = [...(await violations(page))];
      // The name lies on the header only: every key is still what a finger on its middle meets.
      const covered = await page.evaluate(() => {
        const name = document.querySelector('.asked')?.getBoundingClientRect();
        return [...document.querySelectorAll('button')].filter(
          (key) => key.getBoundingClientRect().top < (name?.bottom ?? Number.POSITIVE_INFINITY),
        ).length;
      });
      expect(covered).toBe(0);
      for (const answered of [
        [1, 2],
        [1, 2, 3, 4, 5],
      ]) {
        asking.tell({ buttonTest: { answered } });
        await page.waitForFunction(
          (count) => document.querySelectorAll('[data-answered]').length === count,
          answered.length,
        );
        faults.push(...(await violations(page)));
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      }
      await page.context().close();
      await asking.close();
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('says its language, and changes it with the citizen’s', async () => {
    host.show({ name: 'choose' });
    const page = await openKioskPage(browser, host, size);
    for (const language of languages) {
      await wish(page, language);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
    }
    await page.context().close();
  });

  it('takes a rating, takes it back and changes modes by keyboard alone', async () => {
    host.show({ name: 'choose' });
    const page = await openKioskPage(browser, host, size);
    const focused = (): Promise<string | null> =>
      page.evaluate(
        () =>
          document.activeElement?.getAttribute('data-category') ??
          document.activeElement?.getAttribute('data-speak') ??
          document.activeElement?.getAttribute('data-mode') ??
          document.activeElement?.className ??
          null,
      );
    const order: (string | null)[] = [];
    for (let i = 0; i < 11; i += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'satisfied-service',
      'satisfied-attitude',
      'dissatisfied-competence',
      'dissatisfied-time',
      'comment',
      'vi',
      'km',
      'en',
      'isReach',
      'isLargeText',
      'isHighContrast',
    ]);
    await page.keyboard.press('Space');
    expect(await page.getAttribute('.stage', 'data-contrast')).toBe('');
    for (let i = 0; i < 7; i += 1) await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('dissatisfied-time');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastAsked(host)).toMatchObject({ do: 'press', category: 'dissatisfied-time' });
    await showState(page, host, 'thanks');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('undo-key');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastAsked(host)).toEqual({ do: 'withdraw', seq: 128 });
    await page.context().close();
  });

  it('opens the technician’s door by keyboard alone: three keys held, then the PIN', async () => {
    // A host of its own: what the others were asked and told must not count here.
    const host = await startScriptedHost();
    const page = await openKioskPage(browser, host, size);
    host.answer = (command) =>
      command.do === 'open-door' && command.pin !== '24'
        ? { ok: false, code: 'door/pin-needed', message: '' }
        : { ok: true };
    const chord = ['Control', 'Alt', 'k'] as const;
    for (const key of chord) await page.keyboard.down(key);
    await page.waitForTimeout(200);
    for (const key of chord) await page.keyboard.up(key);
    await page.waitForTimeout(chordHeldMs);
    expect(host.commands.filter((one) => one.do === 'open-door')).toEqual([]);
    for (const key of chord) await page.keyboard.down(key);
    await page.waitForSelector('.door-keys');
    for (const key of chord) await page.keyboard.up(key);
    for (const word of ['2', '4', 'Mở']) {
      while ((await page.evaluate(() => document.activeElement?.textContent)) !== word)
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
    await page.waitForSelector('.facts');
    await page.context().close();
    await host.close();
  });
});
