import { existsSync } from 'node:fs';
import { openBrowser } from '../centre-http/support/browser.ts';
import { setUp } from '../console/support/staff.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { median } from './quantile.ts';

/** Milliseconds: the worst of some looks, the first of them at a centre that nobody has asked before. */
export interface Looks {
  readonly worst: number;
  readonly median: number;
}

const looksOf = (samples: readonly number[]): Looks => ({
  worst: Math.max(...samples),
  median: median([...samples]),
});

const windowMs = 2_000;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** A centre's console as its people reach it: over HTTP, signed in. */
export interface FirstView {
  /** Everything that the first view asks for: the page with its numbers, then script, style and fonts; nothing from a cache. */
  overHttp(looks: number): Promise<Looks>;
  /** From the opening of the page in a browser that has never seen it until today's sentence is painted; null without Chromium. */
  painted(looks: number): Promise<Looks | null>;
}

/** Takes the set-up link of a centre that was just started, and invites the viewer who looks. */
export const openFirstView = async (link: string): Promise<FirstView> => {
  const url = new URL('/', link).href;
  const desk = await setUp({ url, now: Date.now, centre: { console: { setUpLink: link } } });
  const viewer = await desk.invite('nguoi.xem', 'Người xem', 'viewer');
  const { name, password } = viewer;
  const browser = openBrowser(url);
  await browser.get('POST /api/session', { body: { name, password } });

  const get = async (path: string): Promise<string> => {
    const reply = await browser.send('GET', path);
    if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status}`);
    return reply.text;
  };
  const look = async (): Promise<void> => {
    const page = await get('/');
    const [, told = '{}'] = /id="first-answers">(.*?)<\/script>/s.exec(page) ?? [];
    const today: unknown = JSON.parse(told)['/api/today'];
    if (typeof today !== 'object' || today === null || !('period' in today))
      throw new Error('the page of the console has no numbers in it');
    const assets = [...page.matchAll(/(?:src|href)="(\/?\.?\/?assets\/[^"]+)"/g)].map(
      ([, path]) => new URL(path ?? '', url).pathname,
    );
    if (assets.length < 2)
      throw new Error('the page of the console names no script and style: npm run build');
    await Promise.all(assets.map(get));
  };

  return {
    overHttp: async (looks) => {
      const samples: number[] = [];
      for (let i = 0; i < looks; i += 1) samples.push(await timed(look));
      return looksOf(samples);
    },
    painted: async (looks) => {
      if (!existsSync(chromiumPath)) return null;
      const chromium = await launchChromium();
      try {
        const samples: number[] = [];
        const [cookieName = '', value = ''] = browser.cookie.split('=');
        for (let i = 0; i < looks; i += 1) {
          // A context of its own: nothing of the page is in its cache.
          const context = await chromium.newContext({ viewport: { width: 1440, height: 900 } });
          await context.addCookies([{ name: cookieName, value, url }]);
          await context.addInitScript(() => {
            const seen = new MutationObserver(() => {
              if (document.querySelector('main h1') === null) return;
              seen.disconnect();
              // The frame after the one that the sentence is in: it has been painted, and in its typeface.
              requestAnimationFrame(() =>
                requestAnimationFrame(() => {
                  // Told by a line of its own: a question put to the page would be work of the page while it is measured.
                  const mark = (): void => console.info('painted', performance.mark('painted').startTime);
                  if (document.fonts.status === 'loaded') mark();
                  else void document.fonts.ready.then(() => requestAnimationFrame(mark));
                }),
              );
            });
            seen.observe(document, { childList: true, subtree: true });
          });
          const page = await context.newPage();
          // Whoever opens a page has a window: this one is new, and Chromium still loads pages of its own for its bars.
          await page.waitForTimeout(windowMs);
          const told = page.waitForEvent('console', (line) => line.text().startsWith('painted '));
          await page.goto(url, { waitUntil: 'commit' });
          samples.push(Number((await told).text().split(' ')[1]));
          await context.close();
        }
        return looksOf(samples);
      } finally {
        await chromium.close();
      }
    },
  };
};
