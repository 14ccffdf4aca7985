import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KioskDisplay, openKioskDisplay } from '../support/kiosk-display.ts';
import { needs } from '../support/needs.ts';
import { type ScriptedHost, startScriptedHost } from '../support/scripted-host.ts';

const keys = [
  'ctrl+t',
  'ctrl+n',
  'ctrl+shift+n',
  'ctrl+w',
  'ctrl+shift+w',
  'ctrl+shift+t',
  'ctrl+Tab',
  'ctrl+l',
  'alt+d',
  'F6',
  'ctrl+o',
  'ctrl+s',
  'ctrl+p',
  'ctrl+shift+p',
  'ctrl+u',
  'ctrl+shift+i',
  'ctrl+shift+j',
  'ctrl+shift+c',
  'F12',
  'ctrl+h',
  'ctrl+j',
  'ctrl+d',
  'ctrl+shift+o',
  'ctrl+shift+Delete',
  'ctrl+f',
  'F3',
  'F1',
  'F5',
  'ctrl+r',
  'F7',
  'F10',
  'F11',
  'Escape',
  'shift+Escape',
  'alt+Left',
  'alt+Home',
  'alt+f',
  'ctrl+plus',
  'ctrl+minus',
  'ctrl+a',
  'ctrl+c',
  'Menu',
  'shift+F10',
  'XF86Back',
  'XF86HomePage',
  'Print',
  'space',
  'BackSpace',
] as const;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

needs(
  'chromium',
  'Xvfb',
  'xdotool',
)('breaking out of the kiosk', () => {
  let host: ScriptedHost;
  let kiosk: KioskDisplay;
  let calm = '';
  beforeAll(async () => {
    host = await startScriptedHost();
    kiosk = await openKioskDisplay(host.url);
    await kiosk.page.waitForSelector('[data-screen="choose"]');
    await kiosk.page.evaluate(() => document.fonts.ready.then(() => undefined));
    kiosk.xdo('mousemove', '512', '190');
    await pause(800);
    calm = kiosk.glass();
  }, 60_000);
  afterAll(async () => {
    await kiosk?.close();
    await host?.close();
  });

  /** What an input did that it must not: empty when nothing. */
  const damage = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    const session = await kiosk.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    await session.detach();
    const pages = targetInfos.filter((target) => target.type === 'page').map((target) => target.url);
    if (pages.length !== 1) found.push(`pages: ${pages}`);
    if (kiosk.page.url() !== `http://127.0.0.1:${host.port}/`) found.push(`went to ${kiosk.page.url()}`);
    const state = await kiosk.page.evaluate(() => ({
      screen: document.querySelector('.stage')?.getAttribute('data-screen'),
      scale: window.visualViewport?.scale,
      selected: String(getSelection() ?? ''),
      width: window.innerWidth,
    }));
    if (state.screen !== 'choose' && state.screen !== 'waiting') found.push(`screen ${state.screen}`);
    if (state.scale !== 1) found.push(`zoom ${state.scale}`);
    if (state.selected !== '') found.push(`selected "${state.selected}"`);
    if (state.width < 1_000) found.push(`width ${state.width}`);
    const sent = host.commands.filter((one) => one.do !== 'heartbeat' && one.do !== 'key');
    if (sent.length > 0) found.push(`sent ${JSON.stringify(sent)}`);
    // The last word has the glass itself: a find bar or a menu is no part of the page.
    if (state.screen === 'choose' && kiosk.glass() !== calm) {
      await pause(700);
      if (kiosk.glass() !== calm) found.push('the glass shows something else');
    }
    return found;
  };

  it('proves first that keys from outside do reach the page', async () => {
    kiosk.xdo('key', 'Tab');
    await expect.poll(() => kiosk.page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
    await kiosk.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await expect.poll(() => kiosk.glass()).toBe(calm);
  });

  it(`does nothing with ${keys.length} keys that browsers know`, async () => {
    const broken: string[] = [];
    for (const key of keys) {
      kiosk.xdo('key', key);
      await pause(180);
      for (const fault of await damage()) broken.push(`${key}: ${fault}`);
    }
    expect(broken).toEqual([]);
  }, 90_000);

  const gestures: readonly [string, () => Promise<void> | void][] = [
    ['right click', () => void kiosk.xdo('mousemove', '300', '60', 'click', '3', 'mousemove', '512', '190')],
    ['middle click', () => void kiosk.xdo('mousemove', '300', '60', 'click', '2', 'mousemove', '512', '190')],
    ['back button of a mouse', () => void kiosk.xdo('click', '8')],
    ['forward button of a mouse', () => void kiosk.xdo('click', '9')],
    ['wheel', () => void kiosk.xdo('click', '--repeat', '5', '5')],
    [
      'wheel with control',
      () => void kiosk.xdo('keydown', 'ctrl', 'click', '4', 'click', '4', 'keyup', 'ctrl'),
    ],
    [
      'double click on a word',
      () =>
        void kiosk.xdo('mousemove', '120', '45', 'click', '--repeat', '2', '1', 'mousemove', '512', '190'),
    ],
    [
      'dragging over the name',
      () =>
        void kiosk.xdo(
          'mousemove',
          '30',
          '45',
          'mousedown',
          '1',
          'mousemove',
          '420',
          '100',
          'mouseup',
          '1',
          'mousemove',
          '512',
          '190',
        ),
    ],
    [
      'long press, two fingers, swipe',
      async () => {
        const session = await kiosk.page.context().newCDPSession(kiosk.page);
        const touch = (
          type: 'touchStart' | 'touchMove' | 'touchEnd',
          touchPoints: { x: number; y: number; id: number }[],
        ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
        await touch('touchStart', [{ x: 300, y: 60, id: 1 }]);
        await pause(900);
        await touch('touchEnd', []);
        await touch('touchStart', [
          { x: 400, y: 180, id: 1 },
          { x: 460, y: 180, id: 2 },
        ]);
        for (let i = 1; i < 8; i += 1)
          await touch('touchMove', [
            { x: 400 - 20 * i, y: 180, id: 1 },
            { x: 460 + 20 * i, y: 180, id: 2 },
          ]);
        await touch('touchEnd', []);
        await touch('touchStart', [{ x: 5, y: 190, id: 1 }]);
        for (let i = 1; i < 10; i += 1) await touch('touchMove', [{ x: 5 + 80 * i, y: 190, id: 1 }]);
        await touch('touchEnd', []);
      },
    ],
    [
      'a dropped file and a dropped address',
      async () => {
        const session = await kiosk.page.context().newCDPSession(kiosk.page);
        for (const data of [
          { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 },
          { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }], dragOperationsMask: 1 },
        ])
          for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
            await session.send('Input.dispatchDragEvent', { type, x: 512, y: 190, data });
      },
    ],
    ['a pop-up', () => kiosk.page.evaluate(() => void window.open('https://example.org/', '_blank'))],
    ['going back in history', () => kiosk.page.evaluate(() => history.go(-5))],
    [
      'a permission',
      () =>
        kiosk.page.evaluate(
          () =>
            void navigator.geolocation.getCurrentPosition(
              () => {},
              () => {},
            ),
        ),
    ],
    ['the print dialog', () => kiosk.page.evaluate(() => window.print())],
  ];

  it.each(gestures)('does nothing with %s', async (_name, act) => {
    await act();
    await pause(400);
    // A mouse brings its pointer along; without one the screen is as it was.
    await kiosk.page.evaluate(() => document.documentElement.removeAttribute('data-mouse'));
    expect(await damage()).toEqual([]);
  });
});
