import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startScriptedHost } from '../support/scripted-host.ts';

const root = join(import.meta.dirname, '..', '..');
const electronFolder = join(root, 'node_modules', 'electron');

/** Electron's runtime, where it was fetched; it is no part of the install. */
const runtime = (): string | undefined => {
  try {
    const path = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
};
const executablePath = runtime();
if (!executablePath)
  process.stderr.write(
    'did not run, needs Electron’s runtime (npx install-electron): tests/electron/smoke.test.ts\n',
  );

describe.runIf(executablePath !== undefined)('the real Electron', () => {
  it('shows the page, keeps it in its sandbox and goes nowhere else', async () => {
    const host = await startScriptedHost();
    const electron = await _electron.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox', join(root, 'kiosk-app', 'electron', 'main.ts'), `--url=${host.url}`],
    });
    try {
      const page = await electron.firstWindow();
      await page.waitForSelector('[data-screen="choose"]');
      expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe(
        'undefined',
      );
      await page.evaluate(() => {
        location.href = 'https://example.org/';
      });
      await page.waitForTimeout(500);
      expect(page.url()).toContain(`127.0.0.1:${host.port}`);
      expect(electron.windows().length).toBe(1);
    } finally {
      await electron.close();
      await host.close();
    }
  });
});
