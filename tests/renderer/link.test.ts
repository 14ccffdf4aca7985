import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../kiosk-app/contract/snapshot.ts';
import { eventStreamParser } from '../../kiosk-app/renderer/link/event-stream.ts';
import { listen } from '../../kiosk-app/renderer/link/listen.ts';
import { readSnapshot } from '../../kiosk-app/renderer/link/read-snapshot.ts';
import { sender, sendUntilAnswered } from '../../kiosk-app/renderer/link/send.ts';
import { browserClock } from '../../kiosk-app/renderer/link/timers.ts';
import { takeToken } from '../../kiosk-app/renderer/link/token.ts';
import { firstSnapshot, type ScriptedHost, startScriptedHost, testToken } from '../support/scripted-host.ts';

const until = async (condition: () => boolean, ms: number): Promise<number> => {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > ms) throw new Error(`did not happen within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - start;
};

const stops: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const start = async (port = 0): Promise<ScriptedHost> => {
  const host = await startScriptedHost({ port });
  stops.push(() => host.close());
  return host;
};

describe('the event stream', () => {
  it('gives the same events however the text is cut', () => {
    const text = ': hello\n\nevent: snapshot\ndata: {"a":\ndata: 1}\n\nevent: ping\r\ndata: {}\r\n\r\n';
    const whole = eventStreamParser()(text);
    expect(whole).toEqual([
      { name: 'snapshot', data: '{"a":\n1}' },
      { name: 'ping', data: '{}' },
    ]);
    const parse = eventStreamParser();
    expect([...text].flatMap((letter) => parse(letter))).toEqual(whole);
  });

  it('refuses a block that never ends', () => {
    expect(() => eventStreamParser()('x'.repeat(300_000))).toThrow(RangeError);
  });

  it('reads snapshots, and nothing that only looks like one', () => {
    expect(readSnapshot(JSON.stringify(firstSnapshot))).toEqual(firstSnapshot);
    for (const text of [
      '',
      'null',
      '{}',
      '[]',
      '{"v":2}',
      JSON.stringify({ ...firstSnapshot, screen: null }),
    ])
      expect(readSnapshot(text)).toBeUndefined();
  });
});

describe('listening', () => {
  const follow = (host: ScriptedHost) => {
    const seen: Snapshot[] = [];
    const heard: boolean[] = [];
    stops.push(
      listen({
        fetch,
        clock: browserClock,
        url: `http://127.0.0.1:${host.port}/api/events?k=${testToken}`,
        onSnapshot: (snapshot) => seen.push(snapshot),
        onHeard: (isHeard) => heard.push(isHeard),
      }),
    );
    return { seen, heard };
  };

  it('hears the host die within 3 s and come back within 2 s', async () => {
    const host = await start();
    const { seen, heard } = follow(host);
    await until(() => seen.length > 0, 2_000);
    await host.close();
    expect(await until(() => heard.at(-1) === false, 5_000)).toBeLessThan(3_000);
    await start(host.port);
    expect(await until(() => heard.at(-1) === true, 5_000)).toBeLessThan(2_000);
  });

  it('does not trust a connection that is open and silent', async () => {
    const host = await start();
    const { heard, seen } = follow(host);
    await until(() => seen.length > 0, 2_000);
    host.isMute = true;
    expect(await until(() => heard.at(-1) === false, 5_000)).toBeLessThan(3_000);
    host.isMute = false;
    expect(await until(() => heard.at(-1) === true, 5_000)).toBeLessThan(3_500);
  });
});

describe('sending a press', () => {
  it('tries again with the same touch when the answer is lost', async () => {
    const host = await start();
    let lost = 2;
    host.answer = () => (lost-- > 0 ? undefined : { ok: true });
    const send = sender({ fetch, url: `http://127.0.0.1:${host.port}/api/command`, token: testToken });
    const press = { do: 'press', category: 'comment', touch: 'touch-1' } as const;
    expect(await sendUntilAnswered(send, browserClock, press)).toEqual({ ok: true });
    expect(host.commands).toEqual([press, press, press]);
  });

  it('gives up after five seconds without an answer', async () => {
    const began = performance.now();
    const press = { do: 'press', category: 'comment', touch: 'touch-1' } as const;
    const send = sender({ fetch, url: 'http://127.0.0.1:9/api/command', token: testToken });
    expect(await sendUntilAnswered(send, browserClock, press)).toBeUndefined();
    expect(performance.now() - began).toBeGreaterThanOrEqual(4_990);
    expect(performance.now() - began).toBeLessThan(5_600);
  });

  it('takes a refusal for an answer', async () => {
    const host = await start();
    const send = sender({ fetch, url: `http://127.0.0.1:${host.port}/api/command`, token: 'wrong' });
    expect(await send({ do: 'dismiss' })).toMatchObject({ ok: false, code: 'host/forbidden' });
  });
});

describe('the token', () => {
  it('leaves the address and stays for a reload', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const addresses: string[] = [];
    const history = {
      replaceState: (_data: unknown, _unused: string, url: string) => void addresses.push(url),
    };
    expect(takeToken({ location: { hash: '#k=secret', pathname: '/' }, history, storage })).toBe('secret');
    expect(addresses).toEqual(['/']);
    expect(takeToken({ location: { hash: '', pathname: '/' }, history, storage })).toBe('secret');
  });
});
