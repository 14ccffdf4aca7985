import { type Browser, chromium } from 'playwright-core';

export const chromiumPath = '/usr/bin/chromium';

export const quietFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
] as const;

/** Debian's Chromium without a window. Playwright does not wait for fonts by itself; ask `document.fonts.ready`. */
export const launchChromium = (extra: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath, headless: true, args: [...quietFlags, ...extra] });
