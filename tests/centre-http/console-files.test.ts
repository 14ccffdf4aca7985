import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { consoleFilesOf } from '../../sync/centre/http/console-files.ts';
import { longestSessionMs } from '../../sync/centre/people/sessions.ts';
import { temporaryFolder } from '../support/folder.ts';
import { goodPassword, openConsole, setUpAdmin } from './support/console-bench.ts';

it('the built console comes packed for whoever takes it so, and fonts as they are', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const script = 'const words = "lượt đánh giá";\n'.repeat(2_000);
  writeFileSync(join(folder, 'assets', 'index-1.js'), script);
  writeFileSync(join(folder, 'assets', 'face-1.woff2'), 'dense');
  const files = consoleFilesOf(folder);
  expect(files('/')).toMatchObject({ isImmutable: false, type: 'text/html; charset=utf-8' });
  const found = files('/assets/index-1.js');
  expect(found?.isImmutable).toBe(true);
  const packed = (await found?.packed?.()) ?? Buffer.alloc(0);
  expect(gunzipSync(packed).toString('utf8')).toBe(script);
  expect(packed.length).toBeLessThan(script.length / 10);
  expect(files('/assets/face-1.woff2')?.packed).toBeNull();
});

it('says how it is packed', async () => {
  const { browser } = await openConsole('2021-02-01T10:00:00+07:00');
  const page = browser();
  const plain = await page.send('GET', '/');
  expect(plain.headers['content-encoding']).toBeUndefined();
  const packed = await page.send('GET', '/', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
  const refused = await page.send('GET', '/', { headers: { 'accept-encoding': 'gzip;q=0' } });
  expect(refused.headers['content-encoding']).toBeUndefined();
  expect((await page.send('GET', '/nothing', { headers: { 'accept-encoding': 'gzip' } })).status).toBe(404);
});

it('hands out what the build packed as it is, and not under a name of its own', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-1.js'), 'script');
  writeFileSync(join(folder, 'assets', 'index-1.js.gz'), 'packed before');
  const files = consoleFilesOf(folder);
  expect(files('/')?.isPage).toBe(true);
  expect((await files('/assets/index-1.js')?.packed?.())?.toString()).toBe('packed before');
  expect(files('/assets/index-1.js.gz')).toBeUndefined();
});

/** What stands in the block of data, as the page's script reads it. */
const answersIn = (page: string): Readonly<Record<string, unknown>> | undefined => {
  const [, json] = /<script type="application\/json" id="first-answers">(.*?)<\/script>/s.exec(page) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
};

it('brings the answers to the first questions with the page, for whoever has a session that may see them', async () => {
  const bench = await openConsole('2021-02-01T10:00:00+07:00');
  const admin = await setUpAdmin(bench);
  const fullName = '</script><script>alert(1)</script>';
  const body = { name: 'xem', fullName, role: 'viewer', readsComments: false } as const;
  const { token } = await admin.browser.get('POST /api/people', { body });
  const viewer = bench.browser();
  await viewer.get('POST /api/invitation/accept', { body: { token, password: goodPassword } });
  const page = await viewer.send('GET', '/');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['content-encoding']).toBeUndefined();
  expect(answersIn(page.text)).toEqual({
    '/api/session': await viewer.get('GET /api/session'),
    '/api/today': await viewer.get('GET /api/today'),
  });
  expect(page.text).not.toContain('alert(1)</script>');
  expect(page.text.trimEnd().endsWith('</html>')).toBe(true);
  expect(answersIn((await admin.browser.send('GET', '/icon.svg')).text)).toBeUndefined();

  const plain = await bench.browser().send('GET', '/');
  expect(plain.headers['cache-control']).toBe('no-cache');
  expect(answersIn(plain.text)).toBeUndefined();
  // The password was right and the code is due: nothing is told yet.
  const halfway = bench.browser();
  const { step } = await halfway.get('POST /api/session', {
    body: { name: 'quantri', password: goodPassword },
  });
  expect(step).toBe('totp');
  expect(answersIn((await halfway.send('GET', '/')).text)).toBeUndefined();
  // Left alone for too long, it opens nothing, and the browser is told to forget it.
  bench.pass(longestSessionMs);
  const late = await viewer.send('GET', '/');
  expect(answersIn(late.text)).toBeUndefined();
});
