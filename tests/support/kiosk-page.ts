import type { Browser, Page } from 'playwright-core';
import type { Language } from '../../kiosk-app/contract/snapshot.ts';
import { type StateName, screenStates } from './screen-states.ts';
import type { ScriptedHost } from './scripted-host.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type ModeName = 'isLargeText' | 'isHighContrast' | 'isReach';

const idleMs = 20_500;
const stepMs = 2_100;

/** Opens the built screen on a scripted host and waits until it draws the host's word with its own fonts. */
export const openKioskPage = async (
  browser: Browser,
  host: ScriptedHost,
  size: Size,
  options: { readonly hasClock?: boolean; readonly density?: number; readonly isMoving?: boolean } = {},
): Promise<Page> => {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: options.density ?? 1,
    // Without a graphics card every frame of a moving river is drawn by the processor.
    reducedMotion: options.isMoving ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  if (options.hasClock) await page.clock.install();
  await page.goto(host.url);
  await page.waitForSelector(`[data-screen="${host.snapshot.screen.name}"]`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
};

/** Asks the host for a state, or waits for one that the page finds by itself, until the page has drawn it. */
export const showState = async (page: Page, host: ScriptedHost, name: StateName): Promise<void> => {
  // Somebody is there: the waiting screen gives way, and the idle clock starts anew.
  await page.keyboard.press('Shift');
  if (name === 'steered') host.show(screenStates[name], { moves: 1, picks: 0 });
  else host.show(screenStates[name]);
  if (name === 'waiting') {
    await page.waitForSelector('[data-screen="choose"]');
    // In steps, with a word from the host in each: for the page this is real time, and silence would be a loss.
    for (let step = 0; step < idleMs / stepMs; step += 1) {
      host.tell({});
      await page.waitForTimeout(15);
      await page.clock.fastForward(stepMs);
    }
    host.tell({});
  }
  const drawn = name === 'steered' ? '[data-screen="repeat"] [data-steered]' : `[data-screen="${name}"]`;
  await page.waitForSelector(drawn, { state: 'attached' });
  if (name === 'comment') await page.waitForSelector('.hg-button');
};

/** Sets language and modes by the bar, as a citizen does. */
export const wish = async (
  page: Page,
  language: Language,
  modes: readonly ModeName[] = [],
): Promise<void> => {
  if ((await page.getAttribute('.stage', 'lang')) !== language)
    await page.click(`[data-speak="${language}"]`);
  for (const mode of ['isLargeText', 'isHighContrast', 'isReach'] as const) {
    const control = page.locator(`[data-mode="${mode}"]`);
    const isOn = (await control.getAttribute('aria-pressed')) === 'true';
    if (isOn !== modes.includes(mode)) await control.click();
  }
};
