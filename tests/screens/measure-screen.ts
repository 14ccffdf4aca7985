import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { quantile } from '../bench/quantile.ts';
import { launchChromium } from '../support/chromium.ts';
import { heapSizes } from './heap-sizes.ts';
import { type MeasuredKiosk, openMeasuredKiosk } from './measured-kiosk.ts';

const help = `npm run measure:screen [-- --presses N] [--ratings N] [--restarts N]
Measures the built screen on a real kiosk in real Chromium: bytes, first paint, touch and panel to paint with the processor four times
slower, the heap over many ratings, and restarts of the host under an open page. Ends with 1 when a limit is passed.
  --presses   presses of each kind for the latencies (default 60; 0: none)
  --ratings   ratings through the page for the heap (default 10000; 0: none)
  --restarts  restarts of the host (default 200; 0: none)`;

const number = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const size = { width: 1024, height: 768 };
const tile = '[data-category="satisfied-attitude"]';
const rows: { what: string; value: string; limit: string; isOver: boolean }[] = [];
const tell = (what: string, value: number, unit: string, limit: number): void => {
  const shown = Math.round(value * 100) / 100;
  rows.push({ what, value: `${shown} ${unit}`, limit: `${limit} ${unit}`, isOver: !(value <= limit) });
  process.stdout.write(`${what}: ${shown} ${unit} (at most ${limit})\n`);
};

const measureBytes = (): void => {
  const folder = join(import.meta.dirname, '..', '..', 'kiosk-app', 'renderer', 'dist', 'assets');
  const html = readFileSync(join(folder, '..', 'index.html'), 'utf8');
  const names = readdirSync(folder);
  const scripts = names.filter((name) => name.endsWith('.js') && html.includes(name));
  const gzipped = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  const fonts = names
    .filter((name) => name.endsWith('.woff2'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  tell('JavaScript for the first screen, gzip', gzipped / 1_000, 'kB', 150);
  tell('fonts, all three languages', fonts / 1_000, 'kB', 400);
};

interface Painted {
  /** When a screen was painted, milliseconds since 1970; resolves at once when it already was. */
  when(screen: string): Promise<number>;
  forget(): void;
}

/**
 * Writes down, in the page, when each screen was really painted: after the frame that draws it. Nobody asks the page meanwhile:
 * a question in every frame would be paid for by what is measured.
 */
const watchPaint = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const times = new Map<string, number>();
    const asked = new Map<string, (at: number) => void>();
    const painted: Painted = {
      when: (screen) =>
        new Promise((resolve) => {
          const at = times.get(screen);
          if (at === undefined) asked.set(screen, resolve);
          else resolve(at);
        }),
      forget: () => {
        times.clear();
        asked.clear();
      },
    };
    Object.assign(globalThis, { painted });
    let last = '';
    const look = (): void => {
      const stage = document.querySelector('[data-screen]');
      const screen = document.querySelector('[data-pressed]')
        ? 'pressed'
        : (stage?.getAttribute('data-screen') ?? '');
      if (screen === last) return;
      last = screen;
      requestAnimationFrame(() => {
        // A task that is posted while a frame is being made runs after it went to the compositor.
        const after = new MessageChannel();
        after.port1.onmessage = () => {
          const at = performance.timeOrigin + performance.now();
          times.set(screen, at);
          asked.get(screen)?.(at);
          after.port1.close();
        };
        after.port2.postMessage(0);
      });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });

const paintedAt = (page: Page, screen: string): Promise<number> =>
  page.evaluate((name) => (globalThis as unknown as { painted: Painted }).painted.when(name), screen);

const openSlow = async (browser: Browser, url: string): Promise<{ page: Page; cdp: CDPSession }> => {
  const page = await (await browser.newContext({ viewport: size, hasTouch: true })).newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await watchPaint(page);
  await page.goto(url);
  await paintedAt(page, 'choose');
  return { page, cdp };
};

const forgetPainted = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { painted: Painted }).painted.forget());

const backToChoice = async (kiosk: MeasuredKiosk, page: Page): Promise<void> => {
  await kiosk.kiosk().command({ do: 'dismiss' });
  await paintedAt(page, 'choose');
  await forgetPainted(page);
  // Presses come at any moment of a frame.
  await page.waitForTimeout(350 + Math.random() * 50);
};

const measureLatency = async (browser: Browser, kiosk: MeasuredKiosk, presses: number): Promise<void> => {
  const { page, cdp } = await openSlow(browser, kiosk.url);
  const firstPaint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  tell('first paint, processor 4 × slower', firstPaint ?? Number.NaN, 'ms', 1_500);
  const point = await page.evaluate((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return { x: (box?.x ?? 0) + 90, y: (box?.y ?? 0) + 150, id: 1 };
  }, tile);
  const now = (): number => performance.timeOrigin + performance.now();
  const kinds: readonly [string, () => Promise<unknown>][] = [
    [
      'touch',
      async () => {
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      },
    ],
    ['button', async () => kiosk.panel.press(2)],
  ];
  for (const [name, press] of kinds) {
    const toPressed: number[] = [];
    const toThanks: number[] = [];
    for (let i = 0; i < presses; i += 1) {
      await backToChoice(kiosk, page);
      const from = now();
      await press();
      toPressed.push((await paintedAt(page, 'pressed')) - from);
      toThanks.push((await paintedAt(page, 'thanks')) - from);
    }
    tell(`${name} to painted pressed, p95`, quantile(toPressed, 0.95), 'ms', 85);
    tell(`${name} to painted thanks, p95`, quantile(toThanks, 0.95), 'ms', 250);
  }
  await page.context().close();
};

/**
 * Rates `count` times in the page itself, by the keyboard's way, and leaves each thanks at once. Tells how many thanks were never
 * seen: the kiosk takes each back after 5 s, and a machine that stood still for longer shows none.
 */
const rate = (page: Page, count: number): Promise<number> =>
  page.evaluate(async (times) => {
    const names = ['satisfied-service', 'satisfied-attitude', 'dissatisfied-competence', 'dissatisfied-time'];
    const shown = (wanted: readonly string[], ms: number): Promise<boolean> =>
      new Promise((resolve) => {
        const look = (): boolean =>
          wanted.includes(document.querySelector('.stage')?.getAttribute('data-screen') ?? '');
        if (look()) return resolve(true);
        const end = (isShown: boolean): void => {
          observer.disconnect();
          clearTimeout(patience);
          resolve(isShown);
        };
        const observer = new MutationObserver(() => {
          if (look()) end(true);
        });
        const patience = setTimeout(() => end(false), ms);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
    // A slow machine may let the page rest meanwhile; it takes a press all the same.
    const choice = ['choose', 'waiting'] as const;
    let unseen = 0;
    for (let i = 0; i < times; i += 1) {
      await shown(choice, 60_000);
      document.querySelector<HTMLButtonElement>(`[data-category="${names[i % names.length]}"]`)?.click();
      if (!(await shown(['thanks'], 15_000))) unseen += 1;
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape' }));
    }
    await shown(choice, 60_000);
    return unseen;
  }, count);

const measureEndurance = async (
  browser: Browser,
  kiosk: MeasuredKiosk,
  ratings: number,
  restarts: number,
): Promise<void> => {
  const page = await (await browser.newContext({ viewport: size, reducedMotion: 'reduce' })).newPage();
  const cdp = await page.context().newCDPSession(page);
  await page.goto(kiosk.url);
  const before = kiosk.ratings();
  const first = Math.min(500, ratings);
  let unseen = await rate(page, first);
  const early = await heapSizes(cdp);
  const growth = async (): Promise<{ readonly used: number; readonly kept: number }> => {
    const now = await heapSizes(cdp);
    return { used: now.used / early.used, kept: now.kept / early.kept };
  };
  const tellGrowth = async (when: string): Promise<void> => {
    const { used, kept } = await growth();
    tell(`heap ${when} over the heap after the first 500`, used, '×', 1.1);
    tell(`the same without code that V8 compiled`, kept, '×', 1.1);
  };
  const progress = async (done: string): Promise<void> => {
    const { used, kept } = await growth();
    process.stdout.write(
      `  ${done}, heap × ${used.toFixed(3)}, without compiled code × ${kept.toFixed(3)}\n`,
    );
  };
  for (let done = first; done < ratings; ) {
    const more = Math.min(500, ratings - done);
    unseen += await rate(page, more);
    done += more;
    await progress(`${done} ratings`);
  }
  if (ratings > 0) {
    tell(`ratings lost or doubled of ${ratings}`, Math.abs(ratings - (kiosk.ratings() - before)), '', 0);
    await tellGrowth('at the end');
  }
  let slowest = 0;
  const atRest = kiosk.ratings();
  for (let i = 1; i <= restarts; i += 1) {
    await kiosk.restart();
    const from = performance.now();
    unseen += await rate(page, 1);
    slowest = Math.max(slowest, performance.now() - from);
    if (i % 20 === 0) await progress(`${i} restarts`);
  }
  if (restarts > 0) {
    const written = kiosk.ratings() - atRest;
    tell(`ratings lost or doubled over ${restarts} restarts`, Math.abs(restarts - written), '', 0);
    tell('slowest return to a thanked rating after a restart', slowest, 'ms', 2_000);
    await tellGrowth('after the restarts');
  }
  tell('thanks that were never seen', unseen, '', 0);
  await page.context().close();
};

if (process.argv.includes('--help')) process.stdout.write(`${help}\n`);
else {
  const kiosk = await openMeasuredKiosk();
  const browser = await launchChromium(['--js-flags=--expose-gc']);
  try {
    measureBytes();
    const presses = number('--presses', 60);
    if (presses > 0) await measureLatency(browser, kiosk, presses);
    await measureEndurance(browser, kiosk, number('--ratings', 10_000), number('--restarts', 200));
  } finally {
    await browser.close();
    await kiosk.close();
  }
  if (rows.some((row) => row.isOver)) process.exitCode = 1;
}
