import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../kiosk-app/contract/snapshot.ts';
import type { CounterId, DepartmentId } from '../../sync/domain/ids.ts';
import { launchChromium } from '../support/chromium.ts';
import { type ModeName, openKioskPage, showState, wish } from '../support/kiosk-page.ts';
import { layoutFaults } from '../support/measure-layout.ts';
import { needs } from '../support/needs.ts';
import { type StateName, stateNames } from '../support/screen-states.ts';
import { type ScriptedHost, startScriptedHost } from '../support/scripted-host.ts';

// 20 mm: 101 px on 1024×768 at 10 inches, 174 px on 1920×1080 and 1080×1920 at 10.1 inches.
const drawn = [
  { width: 1024, height: 768, target: 101 },
  { width: 1920, height: 1080, target: 174 },
  { width: 1080, height: 1920, target: 174 },
] as const;
const between = [
  [1280, 800],
  [1280, 1024],
  [800, 1280],
  [1024, 600],
] as const;
const modeSets: readonly (readonly ModeName[])[] = [[], ['isLargeText'], ['isReach']];
// The states whose layout a mode changes, and the fullest of each kind for the sizes between the drawn ones.
const changing: readonly StateName[] = ['choose', 'waiting', 'thanks', 'not-recorded', 'out-of-service'];
const fullest: readonly StateName[] = ['choose', 'comment', 'not-recorded'];

needs('chromium')('the layout', () => {
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

  it.each(drawn)(
    'keeps every word in its place in every state at $width×$height',
    async ({ target, ...size }) => {
      host.show({ name: 'choose' });
      const page = await openKioskPage(browser, host, size, { hasClock: true });
      const faults: string[] = [];
      for (const language of languages)
        for (const modes of modeSets) {
          await showState(page, host, 'choose');
          await wish(page, language, modes);
          for (const name of modes.length === 0 ? stateNames : changing) {
            await showState(page, host, name);
            // Large words leave less room in portrait: there the bar's controls are 19 mm wide.
            const least = modes.includes('isLargeText') && size.width < size.height ? 160 : target;
            for (const fault of await layoutFaults(page, least))
              faults.push(`${name} ${language} ${modes}: ${fault}`);
          }
        }
      await page.context().close();
      expect(faults).toEqual([]);
    },
    60_000,
  );

  it('keeps long names of departments and long labels of counters whole', async () => {
    const names = [
      'Sở Nông nghiệp và Phát triển nông thôn',
      'Sở Lao động – Thương binh và Xã hội',
      'Ban Quản lý các khu công nghiệp, khu chế xuất và khu kinh tế cửa khẩu tỉnh Tây Ninh',
      'Thuế',
    ];
    const faults: string[] = [];
    for (const { target, ...size } of drawn) {
      host.show({ name: 'choose' });
      const page = await openKioskPage(browser, host, size, { hasClock: true });
      for (const [i, name] of names.entries())
        for (const label of ['7', '1024', 'A-12B']) {
          host.tell({
            screen: { name: 'choose' },
            binding: {
              department: { id: `d${i}` as DepartmentId, name },
              counter: { id: 'c' as CounterId, label },
            },
          });
          await page.waitForFunction(
            (text) => document.querySelector('[data-testid="counter"]')?.textContent === text,
            label,
          );
          for (const modes of [[], ['isLargeText']] as const) {
            await wish(page, 'vi', modes);
            for (const fault of await layoutFaults(page))
              faults.push(`${size.width} ${name} ${label} ${modes}: ${fault}`);
          }
        }
      await page.context().close();
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('holds between the drawn sizes', async () => {
    const faults: string[] = [];
    for (const [width, height] of between) {
      host.show({ name: 'choose' });
      const page = await openKioskPage(browser, host, { width, height }, { hasClock: true });
      for (const language of languages) {
        await showState(page, host, 'choose');
        await wish(page, language);
        for (const name of fullest) {
          await showState(page, host, name);
          for (const fault of await layoutFaults(page))
            faults.push(`${width}×${height} ${name} ${language}: ${fault}`);
        }
      }
      await page.context().close();
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('puts every target of a portrait screen into its lower 70 %, and of the reach mode into the lower half', async () => {
    for (const { target, ...size } of drawn) {
      host.show({ name: 'choose' });
      const page = await openKioskPage(browser, host, size);
      const highest = (): Promise<number> =>
        page.evaluate(() =>
          Math.min(...[...document.querySelectorAll('button')].map((b) => b.getBoundingClientRect().top)),
        );
      if (size.height > size.width) expect(await highest()).toBeGreaterThanOrEqual(0.3 * size.height);
      for (const name of ['choose', 'thanks', 'not-recorded'] as const) {
        await showState(page, host, name);
        await wish(page, 'vi', ['isReach']);
        expect(await highest(), `${name} ${size.width}`).toBeGreaterThanOrEqual(0.5 * size.height);
      }
      await page.context().close();
    }
  });
});
