import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as secureGet } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LiveEvent } from '../../sync/centre/api/live.ts';
import { enrolmentsOf } from '../../sync/centre/fleet/enrolments.ts';
import type { KioskId } from '../../sync/domain/ids.ts';
import { ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { temporaryFolder } from '../support/folder.ts';
import { addPerson, type ConsoleBench, openConsole, setUpAdmin } from './support/console-bench.ts';

/** Listens as EventSource does. */
const listen = (bench: ConsoleBench, cookie: string) => {
  const events: LiveEvent[] = [];
  let isOver = false;
  const request = get(
    `http://127.0.0.1:${bench.console.port}/api/live`,
    { headers: { cookie } },
    (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const whole = text.split('\n\n');
        text = whole.pop() ?? '';
        for (const each of whole) events.push(JSON.parse(/^data: (.*)$/m.exec(each)?.[1] ?? 'null'));
      });
      response.on('end', () => {
        isOver = true;
      });
      response.on('error', () => {
        isOver = true;
      });
    },
  );
  request.on('error', () => {
    isOver = true;
  });
  onTestFinished(() => {
    request.destroy();
  });
  const totals = () => events.flatMap((event) => (event.kind === 'today' ? [event.today.total] : []));
  return { events, totals, isOver: () => isOver };
};

describe('the live feed', () => {
  it('tells today with its first look and again when a press is stored, names the pages that are old, and ends with the session', async () => {
    const bench = await openConsole('2021-02-01T10:00:00+07:00');
    const admin = await setUpAdmin(bench);
    const viewer = await addPerson(bench, admin, 'xem', 'viewer');
    const feed = listen(bench, viewer.browser.cookie);
    await expect.poll(() => feed.totals()[0], { timeout: 20_000 }).toBe(0);
    const kiosk = scriptKiosk('k1', bench.centre.now);
    kiosk.write(ratingDraft());
    bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
    bench.pass(2_000);
    await expect.poll(() => feed.totals().at(-1), { timeout: 20_000 }).toBe(1);
    bench.centre.take(kiosk.stateTopic, kiosk.state());
    bench.pass(12_000);
    const pages = () => feed.events.flatMap((event) => (event.kind === 'changed' ? event.what : []));
    await expect.poll(pages, { timeout: 20_000 }).toContain('kiosks');
    // A code that lets a kiosk in stands on the page of the kiosks.
    const before = pages().filter((page) => page === 'kiosks').length;
    const { store, now } = bench.centre;
    store.transact(() => enrolmentsOf(store.db).make('k2' as KioskId, '{}', 'Trần Thị Quản Trị', now));
    await expect
      .poll(() => pages().filter((page) => page === 'kiosks').length, { timeout: 20_000 })
      .toBe(before + 1);
    await expect
      .poll(() => feed.events.some((event) => event.kind === 'ping'), { timeout: 20_000 })
      .toBe(true);
    await admin.browser.get('POST /api/people/:id/sign-out', { params: { id: viewer.id } });
    bench.pass(12_000);
    await expect.poll(feed.isOver, { timeout: 20_000 }).toBe(true);
    expect(feed.events.at(-1)).toEqual({ kind: 'ended', why: 'signed-out' });
  });

  it('does not keep anybody signed in', async () => {
    const bench = await openConsole('2021-02-01T10:00:00+07:00');
    const admin = await setUpAdmin(bench);
    const feed = listen(bench, admin.browser.cookie);
    await expect.poll(() => feed.totals()[0], { timeout: 20_000 }).toBe(0);
    bench.pass(16 * 60_000);
    await expect.poll(feed.isOver, { timeout: 20_000 }).toBe(true);
    expect(feed.events.at(-1)).toEqual({ kind: 'ended', why: 'idle' });
  });
});

describe('over TLS', () => {
  it('answers under its own name, with a cookie that is never sent in plain', async () => {
    const folder = temporaryFolder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const subject = ['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', [...words, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    const bench = await openConsole('2021-02-01T10:00:00+07:00', { tls });
    expect(bench.console.url).toMatch(/^https:/);
    const answer = await new Promise<{ status: number | undefined; transport: unknown }>(
      (resolve, reject) => {
        secureGet(`${bench.console.url}api/session`, { ca: tls.cert, agent: false }, (response) => {
          response.resume();
          resolve({
            status: response.statusCode,
            transport: response.headers['strict-transport-security'],
          });
        }).on('error', reject);
      },
    );
    expect(answer).toEqual({ status: 200, transport: 'max-age=15552000' });
  });
});
