import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Kiosk } from '../../kiosk-app/core/port.ts';
import { type Host, startHost } from '../../kiosk-app/host/server.ts';
import { openTestKiosk } from '../support/kiosk.ts';

const token = 'a-token-of-the-right-kind';
const page = new Map([
  ['/', { type: 'text/html; charset=utf-8', content: Buffer.from('<!doctype html>'), isImmutable: false }],
]);

const open = async (): Promise<{ host: Host; kiosk: Kiosk }> => {
  const { kiosk } = openTestKiosk();
  const host = await startHost({ kiosk, token, page, port: 0 });
  onTestFinished(() => host.close());
  return { host, kiosk };
};

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A raw request, because `fetch` would not lie about Host and Origin. */
const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; until?: RegExp } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body = '', until } = options;
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      const done = (): void =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers });
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (!until?.test(text)) return;
        done();
        response.destroy();
      });
      response.on('end', done);
    });
    sent.on('error', reject);
    sent.end(body);
  });

const json = { 'content-type': 'application/json', 'x-mot-cham-token': token };
const press = JSON.stringify({ do: 'press', category: 'comment', touch: 't-1' });

describe('the host', () => {
  it('serves its page with a strict policy, and nothing that is not in it', async () => {
    const { host } = await open();
    const answer = await ask(host.port, '/');
    expect(answer).toMatchObject({ status: 200, body: '<!doctype html>' });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/etc/passwd', '/index.js'])
      expect((await ask(host.port, path)).status).toBe(404);
  });

  it('records a press with the right token', async () => {
    const { host, kiosk } = await open();
    const answer = await ask(host.port, '/api/command', { method: 'POST', headers: json, body: press });
    expect(answer).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(kiosk.snapshot().screen.name).toBe('comment');
  });

  it.each([
    ['no token', { 'content-type': 'application/json' }, 403],
    ['a wrong token', { ...json, 'x-mot-cham-token': 'x' }, 403],
    ['another origin', { ...json, origin: 'http://evil.example' }, 403],
    ['a rebound name', { ...json, host: 'evil.example' }, 403],
    ['a form', { 'x-mot-cham-token': token, 'content-type': 'text/plain' }, 400],
  ])('refuses %s and changes nothing', async (_what, headers, status) => {
    const { host, kiosk } = await open();
    const before = kiosk.snapshot().info.ledger.head;
    const answer = await ask(host.port, '/api/command', { method: 'POST', headers, body: press });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false });
    expect(kiosk.snapshot().info.ledger.head).toBe(before);
  });

  it.each([
    ['no JSON', '{', 400, 'host/not-a-command'],
    ['no command', '{"do":"shutdown"}', 400, 'host/not-a-command'],
    ['too much', JSON.stringify({ do: 'comment', seq: 1, text: 'x'.repeat(20_000) }), 413, 'host/too-large'],
  ])('answers %s with a code', async (_what, body, status, code) => {
    const { host } = await open();
    const answer = await ask(host.port, '/api/command', { method: 'POST', headers: json, body });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, code });
  });

  it('feeds whole snapshots, the first at once, and a ping every second', async () => {
    const { host, kiosk } = await open();
    const events = ask(host.port, `/api/events?k=${token}`, { until: /event: ping/ });
    await kiosk.command({ do: 'press', category: 'satisfied-service', touch: 't-2' });
    const { body, status } = await events;
    expect(status).toBe(200);
    const snapshots = [...body.matchAll(/^data: (\{"v".*)$/gm)].map((match) => JSON.parse(match[1] ?? ''));
    const names = snapshots.map((snapshot) => snapshot.screen.name);
    expect(names.at(-1)).toBe('thanks');
    const revisions = snapshots.map((snapshot) => snapshot.revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect((await ask(host.port, '/api/events?k=wrong')).status).toBe(403);
  });

  it('says which port is in use', async () => {
    const { host, kiosk } = await open();
    await expect(startHost({ kiosk, token, page, port: host.port })).rejects.toMatchObject({
      code: 'host/port-in-use',
      message: expect.stringContaining(String(host.port)),
    });
  });
});
