import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { consoleFilesOf } from '../../sync/centre/http/console-files.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openConsole, setUpAdmin } from './support/console-bench.ts';

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

it('names the first questions with the page, for whoever brings a session', async () => {
  const bench = await openConsole('2021-02-01T10:00:00+07:00');
  const admin = await setUpAdmin(bench);
  const page = await admin.browser.send('GET', '/');
  expect(page.headers.link).toBe(
    '</api/session>; rel=preload; as=fetch; crossorigin, </api/today>; rel=preload; as=fetch; crossorigin',
  );
  expect((await admin.browser.send('GET', '/icon.svg')).headers.link).toBeUndefined();
  expect((await bench.browser().send('GET', '/')).headers.link).toBeUndefined();
});
