import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumKioskFlags } from '../../kiosk-app/electron/chromium-kiosk.ts';
import { chromiumPath } from './chromium.ts';

/** A display of its own with Chromium in kiosk mode on it, as it stands on a counter; keys and mouse come from outside the browser. */
export interface KioskDisplay {
  readonly browser: Browser;
  readonly page: Page;
  /** What is on the glass: a hash of every pixel of the display, whichever window drew it. */
  glass(): string;
  /** Runs xdotool on this display. */
  xdo(...words: string[]): string;
  close(): Promise<void>;
}

const width = 1024;
const height = 768;

/** Xvfb chooses a free display and tells its number on descriptor 3. */
const startDisplay = async (folder: string) => {
  const server = spawn(
    'Xvfb',
    [
      '-displayfd',
      '3',
      '-screen',
      '0',
      `${width}x${height}x24`,
      '-fbdir',
      folder,
      '-nolisten',
      'tcp',
      '-nocursor',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [text] = (await once(server.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { server, display: `:${text.toString().trim()}` };
};

export const openKioskDisplay = async (url: string): Promise<KioskDisplay> => {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cham-display-'));
  const { server, display } = await startDisplay(folder);
  const env = { ...process.env, DISPLAY: display };
  const flags = chromiumKioskFlags({ url, profile: join(folder, 'profile') });
  const testFlags = [
    '--no-sandbox',
    '--disable-gpu',
    '--force-prefers-reduced-motion',
    '--remote-debugging-port=0',
    `--window-size=${width},${height}`,
    '--window-position=0,0',
  ];
  const child = spawn(chromiumPath, [...testFlags, ...flags], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface(child.stderr as NodeJS.ReadableStream).on('line', (line) => {
        const match = /DevTools listening on (ws:\S+)/.exec(line);
        if (match?.[1]) resolve(match[1]);
      });
      child.once('exit', (code) => reject(new Error(`chromium ended (${code})`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('chromium has no page');
    return {
      browser,
      page,
      glass: () =>
        createHash('sha1')
          .update(readFileSync(join(folder, 'Xvfb_screen0')))
          .digest('hex'),
      xdo: (...words) => execFileSync('xdotool', words, { env, encoding: 'utf8' }),
      close: async () => {
        await browser.close().catch(() => undefined);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};
