import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewToken, WebhookEvent } from '../../sync/centre/api/other-system.ts';
import { retryAfterMs } from '../../sync/centre/webhooks/retry.ts';
import { ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { writeComment } from './support/comment.ts';
import { type ConsoleBench, openConsole, type SignedIn, setUpAdmin } from './support/console-bench.ts';

const minute = 60_000;
const noon = '2021-02-01T12:00:00+07:00';

const pressed = (bench: ConsoleBench) => {
  const kiosk = scriptKiosk('k1', bench.centre.now);
  kiosk.write(ratingDraft());
  bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
  bench.centre.take(kiosk.stateTopic, kiosk.state());
  return kiosk;
};
const tokenOf = async (admin: SignedIn, over: Partial<NewToken> = {}) => {
  const body: NewToken = {
    name: 'cổng tỉnh',
    scopes: ['read:reports', 'read:today', 'read:kiosks', 'read:summary'],
    expiresOn: null,
    ...over,
  };
  return admin.browser.get('POST /api/tokens', { body });
};

describe('the read API', () => {
  it('answers what its OpenAPI page says, for every path, and nothing finer than a department', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    writeComment(bench.centre, pressed(bench), 'Chờ lâu');
    const { secret } = await tokenOf(admin);
    const robot = bench.browser();
    const page = await robot.send('GET', '/api/v1/openapi.json');
    const { openapi, paths } = JSON.parse(page.text);
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toHaveLength(6);
    const ajv = new Ajv2020({ strict: false });
    for (const [path, { get }] of Object.entries<{ get: unknown }>(paths)) {
      const asked = path.replace('{label}', '2021-02').replace('{format}', 'docx');
      const reply = await robot.send('GET', asked, { headers: { authorization: `Bearer ${secret}` } });
      expect(reply.status, path).toBe(200);
      const { responses } = get as {
        responses: Record<string, { content: Record<string, { schema: object }> }>;
      };
      const schema = responses[200]?.content['application/json']?.schema;
      if (schema) {
        const isValid = ajv.compile({ ...schema, additionalProperties: false });
        expect(isValid(JSON.parse(reply.text)), `${path} ${JSON.stringify(isValid.errors)}`).toBe(true);
      } else expect(reply.headers['content-disposition']).toContain('phu-luc-ii-2021-02-du-thao.docx');
      expect(reply.text, path).not.toMatch(/Chờ lâu|quantri|ticks|"seq"/);
    }
    const people = await robot.send('GET', '/api/v1');
    expect(people.headers['content-type']).toContain('text/html');
    expect(people.text).toContain('/api/v1/reports/:label');
    expect(people.text).not.toContain('<script');
  });

  it('opens to a token with the scope alone, until it is revoked or its last day is over', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    const { secret, token } = await tokenOf(admin, { scopes: ['read:today'], expiresOn: '2021-02-02' });
    expect(secret).toMatch(/^mc1_/);
    const robot = bench.browser();
    const ask = async (path: string, authorization: string | undefined) => {
      const reply = await robot.send('GET', path, { headers: { authorization } });
      return [reply.status, reply.problem.code];
    };
    const bearer = `Bearer ${secret}`;
    expect(await ask('/api/v1/today', bearer)).toEqual([200, '']);
    expect(await ask('/api/v1/kiosks', bearer)).toEqual([403, 'token/not-in-scope']);
    for (const wrong of [undefined, 'Bearer', `Basic ${secret}`, `${bearer}x`, 'Bearer mc1_aaaaaaaaaa'])
      expect(await ask('/api/v1/today', wrong), wrong).toEqual([401, 'token/unknown']);
    // A token opens nothing of the console, and a person's session nothing here.
    expect(await ask('/api/today', bearer)).toEqual([401, 'http/no-session']);
    expect((await admin.browser.send('GET', '/api/v1/today')).status).toBe(401);
    const { tokens } = await admin.browser.get('GET /api/tokens');
    expect(tokens).toEqual([
      expect.objectContaining({ id: token.id, lastUsedAt: noon, createdBy: 'Trần Thị Quản Trị' }),
    ]);
    expect(JSON.stringify(tokens)).not.toContain(secret);
    const statuses: unknown[] = [];
    for (let i = 0; i < 121; i += 1) statuses.push((await ask('/api/v1/today', bearer))[0]);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    bench.pass(12 * 60 * minute);
    expect(await ask('/api/v1/today', bearer)).toEqual([200, '']);
    bench.pass(24 * 60 * minute);
    expect(await ask('/api/v1/today', bearer)).toEqual([401, 'token/unknown']);
    await admin.browser.get('POST /api/session', { body: { name: 'quantri', password: 'bốn con cò trắng' } });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
    const fresh = await tokenOf(admin);
    expect(await ask('/api/v1/kiosks', `Bearer ${fresh.secret}`)).toEqual([200, '']);
    await admin.browser.get('DELETE /api/tokens/:id', { params: { id: fresh.token.id } });
    expect(await ask('/api/v1/kiosks', `Bearer ${fresh.secret}`)).toEqual([401, 'token/unknown']);
  });
});

interface Heard {
  readonly body: string;
  readonly signature: string;
  readonly event: string;
}

/** A receiver that answers what the test says. */
const openReceiver = async () => {
  const heard: Heard[] = [];
  let status = 200;
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const signature = String(request.headers['x-mot-cham-signature']);
      heard.push({ body, signature, event: JSON.parse(body).event });
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    answer: (next: number) => {
      status = next;
    },
  };
};
const isSigned = ({ body, signature }: Heard, secret: string): boolean => {
  const [, seconds = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex') === mac;
};
const everything: WebhookEvent[] = [
  'kiosk-silent',
  'backlog',
  'clock',
  'chain',
  'dissatisfied',
  'period-closed',
];

describe('webhooks', () => {
  it('are tried again until they arrive, signed, and never follow a receiver elsewhere', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    const receiver = await openReceiver();
    const made = await admin.browser.get('POST /api/webhooks', {
      body: { url: receiver.url, events: ['test'] },
    });
    const params = { id: made.webhook.id };
    receiver.answer(302);
    const first = await admin.browser.get('POST /api/webhooks/:id/test', { params });
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, status: 302, problem: 'answered 302' });
    expect(receiver.heard).toHaveLength(1);
    receiver.answer(500);
    bench.pass(retryAfterMs[0] ?? 0);
    const delivered = async () => {
      const { deliveries } = await admin.browser.get('GET /api/webhooks/:id/deliveries', { params });
      return deliveries[0];
    };
    await expect
      .poll(delivered, { timeout: 20_000 })
      .toMatchObject({ state: 'waiting', attempts: 2, status: 500 });
    receiver.answer(204);
    bench.pass(retryAfterMs[1] ?? 0);
    await expect
      .poll(delivered, { timeout: 20_000 })
      .toMatchObject({ state: 'delivered', attempts: 3, status: 204 });
    expect(bench.said).toEqual([]);
    // The same event each time, signed anew with the time in it.
    expect(new Set(receiver.heard.map((each) => each.body)).size).toBe(1);
    expect(receiver.heard.map((each) => isSigned(each, made.secret))).toEqual([true, true, true]);
    expect(new Set(receiver.heard.map((each) => each.signature)).size).toBe(3);
    await admin.browser.get('DELETE /api/webhooks/:id', { params });
    expect((await admin.browser.get('GET /api/webhooks')).webhooks).toEqual([]);
    for (const url of ['ftp://x/y', 'http://me:secret@x/', 'javascript:alert(1)', 'x']) {
      const bad = await admin.browser.ask('POST /api/webhooks', { body: { url, events: ['test'] } });
      expect([bad.status, bad.problem.field], url).toEqual([400, 'url']);
    }
  });

  it('tell of a silent kiosk, a backlog, a clock, a forked chain, dissatisfied ratings and a closing, once each', async () => {
    const bench = await openConsole('2021-02-15T14:00:00+07:00');
    const { centre } = bench;
    const admin = await setUpAdmin(bench);
    const receiver = await openReceiver();
    await admin.browser.get('POST /api/webhooks', { body: { url: receiver.url, events: everything } });
    const kiosk = pressed(bench);
    const twin = kiosk.clone();
    for (let i = 0; i < 3; i += 1) {
      kiosk.pass(8_000);
      kiosk.write(ratingDraft({ category: 'dissatisfied-competence' }));
    }
    twin.pass(9_000);
    twin.write(ratingDraft({ category: 'comment' }));
    centre.take(kiosk.entriesTopic, kiosk.batch(2));
    centre.take(twin.entriesTopic, twin.batch(2));
    const wrong = scriptKiosk('k2', centre.now);
    wrong.write(ratingDraft());
    wrong.clock.at = (wrong.clock.at + 60 * minute) as typeof wrong.clock.at;
    wrong.write(ratingDraft());
    centre.take(wrong.entriesTopic, wrong.batch(1));
    centre.take(wrong.stateTopic, wrong.state({}, { head: (wrong.head() + 50) as never }));
    const events = () => [...new Set(receiver.heard.map((each) => each.event))].sort();
    // The watch looks every fifteen seconds.
    bench.pass(40_000);
    await expect.poll(events, { timeout: 30_000 }).toEqual(['backlog', 'chain', 'clock', 'dissatisfied']);
    bench.pass(10 * minute);
    await admin.browser.get('GET /api/today');
    bench.pass(10 * minute);
    await expect.poll(events, { timeout: 30_000 }).toContain('kiosk-silent');
    await admin.browser.get('GET /api/today');
    const before = receiver.heard.length;
    centre.now = Date.parse('2021-02-16T08:00:00+07:00') as typeof centre.now;
    await admin.browser.get('POST /api/session', { body: { name: 'quantri', password: 'bốn con cò trắng' } });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
    const { report } = await admin.browser.get('GET /api/periods/:label', { params: { label: '2021-02' } });
    await admin.browser.get('POST /api/periods/:label/close', {
      params: { label: '2021-02' },
      body: { seen: report.fingerprint, reason: 'hết hạn' },
    });
    await expect.poll(events, { timeout: 30_000 }).toEqual([...everything].sort());
    const told = receiver.heard.map((each) => JSON.parse(each.body));
    for (const each of told) {
      expect(each).toMatchObject({ v: 1, centre: 'centre', message: expect.stringMatching(/\S/) });
      expect(JSON.stringify(each)).not.toMatch(/"(category|counter)"/);
    }
    // Each alarm once: no two with the same subject and message.
    expect(new Set(told.map((each) => `${each.event} ${each.subject}`)).size).toBe(told.length);
    expect(before).toBeLessThan(told.length);
  });
});

describe('the monthly summary', () => {
  it('is plain text in Vietnamese for a channel, with a warning on small cells', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    pressed(bench);
    const summary = await admin.browser.get('GET /api/periods/:label/summary', {
      params: { label: '2021-02' },
    });
    expect(summary.text).toMatch(/tháng 02 năm 2021/i);
    expect(summary.text).toContain('1');
    expect(summary.text).not.toMatch(/[<>*_#]/);
    expect(summary.smallCells).toEqual([{ category: 'satisfied-service', count: 1 }]);
  });
});
