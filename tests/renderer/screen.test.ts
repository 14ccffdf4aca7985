import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Command } from '../../kiosk-app/contract/command.ts';
import { launchChromium } from '../support/chromium.ts';
import { openKioskPage, showState, wish } from '../support/kiosk-page.ts';
import { needs } from '../support/needs.ts';
import { screenStates } from '../support/screen-states.ts';
import { type ScriptedHost, startScriptedHost } from '../support/scripted-host.ts';

const size = { width: 1024, height: 768 };
const tile = '[data-category="satisfied-attitude"]';

needs('chromium')('the citizen’s screen', () => {
  let browser: Browser;
  let host: ScriptedHost;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    host = await startScriptedHost();
    page = await openKioskPage(browser, host, size);
  });
  afterEach(async () => {
    await page.context().close();
    await host.close();
  });
  const screen = (): Promise<string | null> => page.getAttribute('.stage', 'data-screen');
  const sent = (what: Command['do']): readonly Command[] => host.commands.filter((one) => one.do === what);

  it('keeps its token out of the address and survives a reload', async () => {
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`);
    await page.reload();
    await page.waitForSelector('[data-screen="choose"]');
  });

  it('has its first picture in the HTML itself, the same to the pixel as the page draws it', async () => {
    for (const viewport of [size, { width: 1080, height: 1920 }]) {
      const bare = await browser.newPage({ viewport });
      await bare.route(/\/assets\/index-.*\.js$/, (route) => route.abort());
      await bare.goto(host.url);
      await bare.waitForSelector('[data-screen="starting"]');
      await bare.evaluate(() => document.fonts.ready.then(() => undefined));
      const inHtml = await bare.screenshot();
      await bare.close();
      const drawn = await browser.newPage({ viewport, reducedMotion: 'reduce' });
      host.isMute = true;
      await drawn.goto(host.url);
      await drawn.waitForSelector('html[data-locked] .stage[style*="--drift"]');
      await drawn.evaluate(() => document.fonts.ready.then(() => undefined));
      await drawn.waitForTimeout(300);
      expect(inHtml.equals(await drawn.screenshot())).toBe(true);
      host.isMute = false;
      await drawn.close();
    }
  });

  it('paints a touch while the network sleeps, and thanks only when the host says so', async () => {
    let release = (): void => {};
    host.answer = (command) =>
      command.do === 'press'
        ? new Promise((resolve) => (release = () => resolve({ ok: true })))
        : { ok: true };
    const box = await page.locator(tile).boundingBox();
    await page.mouse.move((box?.x ?? 0) + 50, (box?.y ?? 0) + 50);
    await page.mouse.down();
    await page.waitForSelector(`${tile}[data-pressed]`);
    expect(sent('press')).toEqual([]);
    await page.mouse.up();
    await expect.poll(() => sent('press').length).toBe(1);
    expect(await screen()).toBe('pressed');
    release();
    host.show(screenStates.thanks);
    await page.waitForSelector('[data-screen="thanks"]');
  });

  it('counts no touch that slid off its tile', async () => {
    await page.hover(tile);
    await page.mouse.down();
    await page.waitForSelector(`${tile}[data-pressed]`);
    await page.mouse.move(500, 30);
    await page.mouse.up();
    await page.waitForSelector('[data-screen="choose"]');
    expect(sent('press')).toEqual([]);
  });

  it('sends one press with one id through a lost answer', async () => {
    let lost = 1;
    // Only a press: the heartbeat may come first.
    host.answer = (command) => (command.do === 'press' && lost-- > 0 ? undefined : { ok: true });
    await page.click(tile);
    await expect.poll(() => sent('press').length, { timeout: 5_000 }).toBe(2);
    expect(new Set(sent('press').map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('shows what the host refused, with the code to read out, and lets go of it by a touch', async () => {
    host.answer = () => ({ ok: false, code: 'ledger/disk-full', message: 'full' });
    await page.click(tile);
    await page.waitForSelector('[data-screen="not-recorded"]');
    expect(await page.textContent('.staff-code')).toContain('ledger/disk-full');
    await page.click('.again-key');
    await page.waitForSelector('[data-screen="choose"]');
  });

  it('paints a press of the panel on the right tile', async () => {
    host.show({ name: 'pressed', press: 7, category: 'dissatisfied-competence' });
    await page.waitForSelector('[data-category="dissatisfied-competence"][data-pressed]');
    expect(await page.locator('[data-pressed]').count()).toBe(1);
  });

  it('takes a rating back', async () => {
    await showState(page, host, 'thanks');
    expect(await page.textContent('.recorded-name')).toBe('Không hài lòng về thời gian giao dịch');
    await page.click('.undo-key');
    await expect.poll(() => sent('withdraw')).toEqual([{ do: 'withdraw', seq: 128 }]);
  });

  it('is out of service within 3 s of the host’s death and back within 2 s of its return', async () => {
    const { port } = host;
    await host.close();
    const diedAt = performance.now();
    await page.waitForSelector('[data-screen="out-of-service"]', { timeout: 5_000 });
    expect(performance.now() - diedAt).toBeLessThan(3_000);
    expect(await page.textContent('.staff-code')).toContain('host/unreachable');
    host = await startScriptedHost({ port, snapshot: { run: 'run-2' } });
    const backAt = performance.now();
    await page.waitForSelector('[data-screen="choose"]', { timeout: 5_000 });
    expect(performance.now() - backAt).toBeLessThan(2_000);
  });

  it('writes a Vietnamese comment with the keys on the screen', async () => {
    await showState(page, host, 'comment');
    for (const key of 'Toots quas') {
      const name = key === ' ' ? '{space}' : key.toLowerCase();
      if (key === 'T') await page.click('[data-skbtn="{shift}"]');
      await page.click(`[data-skbtn="${key === 'T' ? 'T' : name}"]`);
    }
    expect(await page.inputValue('textarea')).toBe('Tốt quá');
    expect(await page.textContent('.comment-count')).toBe('7 / 300');
    await page.click('[data-skbtn="{send}"]');
    await expect.poll(() => sent('comment')).toEqual([{ do: 'comment', seq: 128, text: 'Tốt quá' }]);
    expect(sent('typing').length).toBeGreaterThan(0);
  });

  it('writes VNI, Khmer and English too', async () => {
    await showState(page, host, 'comment');
    await page.click('[data-skbtn="{method}"]');
    for (const key of 'to61t') await page.click(`[data-skbtn="${key}"]`);
    expect(await page.inputValue('textarea')).toBe('tốt');
    await wish(page, 'km');
    for (const key of ['ល', '្', 'ស', 'ា']) await page.click(`[data-skbtn="${key}"]`);
    await wish(page, 'en');
    for (const key of 'ass') await page.click(`[data-skbtn="${key}"]`);
    expect(await page.inputValue('textarea')).toBe('tốtល្សាass');
    await page.click('[data-skbtn="{bksp}"]');
    expect(await page.inputValue('textarea')).toBe('tốtល្សាas');
  });

  it('takes what an input method writes like what is typed: counted, limited, kept', async () => {
    await showState(page, host, 'comment');
    await wish(page, 'en');
    await page.focus('textarea');
    const cdp = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.keyboard.type('A ');
    for (const text of ['t', 'to', 'tố', 'tốt']) await compose(text);
    expect(await page.textContent('.comment-count')).toBe('5 / 300');
    await cdp.send('Input.insertText', { text: 'tốt' });
    await page.keyboard.type('!');
    expect(await page.inputValue('textarea')).toBe('A tốt!');
    // Typed before the end of it, which the input method had left behind.
    await page.keyboard.press('ArrowLeft');
    await cdp.send('Input.insertText', { text: 'é'.normalize('NFD').repeat(400) });
    const whole = `A tốt${'é'.repeat(294)}!`;
    await expect.poll(() => page.inputValue('textarea')).toBe(whole);
    expect(await page.textContent('.comment-count')).toBe('300 / 300');
    await compose('more');
    await page.click('[data-skbtn="{send}"]');
    await expect.poll(() => sent('comment')).toEqual([{ do: 'comment', seq: 128, text: whole }]);
    expect(sent('typing').length).toBeGreaterThan(0);
  });

  it('throws away what was not sent', async () => {
    await showState(page, host, 'comment');
    await page.keyboard.type('secret');
    await showState(page, host, 'choose');
    host.show({ ...screenStates.comment, press: 9 });
    await page.waitForSelector('textarea');
    expect(await page.inputValue('textarea')).toBe('');
    await page.click('.skip-key');
    await expect.poll(() => sent('dismiss').length).toBe(1);
    expect(sent('comment')).toEqual([]);
  });

  it('hands keys to the kiosk, which may know them as buttons of a keypad', async () => {
    await page.keyboard.press('F7');
    await page.keyboard.press('3');
    await expect.poll(() => sent('key').map((one) => one.do === 'key' && one.code)).toEqual(['F7', 'Digit3']);
    host.tell({ panels: [{ link: 'up', profile: 'keyboard-wedge', counters: {} }] });
    await showState(page, host, 'comment');
    await page.keyboard.press('3');
    await expect.poll(() => sent('key').length).toBe(3);
    expect(await page.inputValue('textarea')).toBe('');
  });

  it('beats only while it paints', async () => {
    await expect.poll(() => sent('heartbeat').length, { timeout: 5_000 }).toBeGreaterThanOrEqual(2);
    const frames = sent('heartbeat').map((one) => (one.do === 'heartbeat' ? one.frame : 0));
    expect(frames.slice(0, 2)).toEqual([1, 2]);
    await page.evaluate(() => document.querySelector('.stage')?.remove());
    await page.waitForTimeout(300);
    const beats = sent('heartbeat').length;
    await page.waitForTimeout(2_200);
    expect(sent('heartbeat').length).toBe(beats);
  });

  it('draws the newest of many snapshots, whatever came before', async () => {
    for (let i = 0; i < 300; i += 1) host.show(i % 2 === 0 ? screenStates.thanks : screenStates.choose);
    host.write(
      `event: snapshot\ndata: ${JSON.stringify({ ...host.snapshot, revision: 2, screen: screenStates.closed })}\n\n`,
    );
    host.write('event: snapshot\ndata: {"v":1,"nonsense":true}\n\n');
    host.show(screenStates.repeat);
    await page.waitForSelector('[data-screen="repeat"]');
    expect(await screen()).toBe('repeat');
  });
});

needs('chromium')('the screen over time', () => {
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

  it('waits after 20 s, and one touch of a waiting screen counts at once', async () => {
    const page = await openKioskPage(browser, host, size, { hasClock: true });
    await showState(page, host, 'waiting');
    await page.click(tile);
    await expect.poll(() => host.commands.filter((one) => one.do === 'press').length).toBe(1);
    host.show({ name: 'choose' });
    await page.context().close();
  });

  it('gives language and modes back after 30 s', async () => {
    const page = await openKioskPage(browser, host, size, { hasClock: true });
    await wish(page, 'en', ['isLargeText', 'isHighContrast']);
    for (let i = 0; i < 15; i += 1) {
      await page.clock.fastForward(2_100);
      host.tell({});
      await page.waitForTimeout(10);
    }
    await expect.poll(() => page.getAttribute('.stage', 'lang')).toBe('vi');
    expect(await page.getAttribute('.stage', 'data-large')).toBe(null);
    expect(await page.getAttribute('.stage', 'data-contrast')).toBe(null);
    await page.context().close();
  });
});
