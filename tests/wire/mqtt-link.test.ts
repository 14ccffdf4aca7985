import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Link, LinkEvent } from '../../sync/wire/link.ts';
import { type MqttLinkOptions, openMqttLink } from '../../sync/wire/mqtt-link.ts';
import { needs } from '../support/needs.ts';
import { startAedes, startMosquitto } from '../support/test-broker.ts';

interface Heard {
  readonly link: Link;
  readonly events: LinkEvent[];
  readonly is: (name: LinkEvent['is']) => Promise<LinkEvent>;
}

const open = (brokerUrl: string, more: Partial<MqttLinkOptions> = {}): Heard => {
  const link = openMqttLink({ brokerUrl, name: 'quay-1', ...more });
  const events: LinkEvent[] = [];
  link.on((event) => events.push(event));
  onTestFinished(() => link.close());
  const is = async (name: LinkEvent['is']): Promise<LinkEvent> => {
    for (let i = 0; i < 1_000; i += 1) {
      const found = events.find((event) => event.is === name);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`never ${name}`);
  };
  return { link, events, is };
};

const silentServer = async (): Promise<string> => {
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const quick = { qos: 1, retain: false } as const;

for (const [name, start, suite] of [
  ['aedes', startAedes, describe],
  ['Mosquitto', startMosquitto, needs('mosquitto')],
] as const) {
  suite(`the MQTT link with ${name}`, () => {
    it('carries messages both ways, says which were kept, and resolves on PUBACK', async () => {
      const broker = await start();
      onTestFinished(() => broker.stop());
      const a = open(broker.url);
      a.link.connect();
      await a.is('up');
      await a.link.publish('t/kept', 'one', { qos: 1, retain: true });
      const b = open(broker.url);
      b.link.connect();
      await b.is('up');
      await b.link.subscribe('t/+', 1);
      await a.link.publish('t/live', 'hai', quick);
      for (let i = 0; i < 400 && b.events.length < 3; i += 1) await new Promise((r) => setTimeout(r, 5));
      const heard = b.events.flatMap((event) =>
        event.is === 'message'
          ? [[event.message.topic, Buffer.from(event.message.payload).toString(), event.message.isRetained]]
          : [],
      );
      expect(heard).toEqual([
        ['t/kept', 'one', true],
        ['t/live', 'hai', false],
      ]);
    });

    it('tells why it went down, rejects what was not acknowledged, and comes back when told to', async () => {
      const broker = await start();
      const { link, events, is } = open(broker.url);
      link.connect();
      await is('up');
      await broker.stop();
      await is('down');
      await expect(link.publish('t', 'x', quick)).rejects.toMatchObject({ code: 'link/down' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(events.filter((event) => event.is === 'down')).toHaveLength(1);
      const again = await start(broker.port);
      onTestFinished(() => again.stop());
      events.length = 0;
      link.connect();
      await is('up');
      await link.publish('t', 'x', quick);
    });

    it('leaves its last will when it drops, and none when it closes in good order', async () => {
      const broker = await start();
      onTestFinished(() => broker.stop());
      const listener = open(broker.url);
      listener.link.connect();
      await listener.is('up');
      await listener.link.subscribe('will/#', 1);
      for (const [topic, end] of [
        ['will/dropped', (link: Link) => link.drop('test')],
        ['will/closed', (link: Link) => link.close()],
      ] as const) {
        const { link, is } = open(broker.url);
        link.connect({ topic, payload: 'gone', qos: 1, retain: false });
        await is('up');
        await end(link);
      }
      const message = await listener.is('message');
      expect(message).toMatchObject({ message: { topic: 'will/dropped' } });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(listener.events.filter((event) => event.is === 'message')).toHaveLength(1);
    });
  });
}

describe('the MQTT link', () => {
  it('says so when nobody listens, when the URL is nonsense, and when a broker never answers', async () => {
    for (const [url, reason] of [
      ['mqtt://127.0.0.1:1', /ECONNREFUSED/],
      ['gopher://127.0.0.1', /./],
      [await silentServer(), /timeout/],
    ] as const) {
      const { link, is, events } = open(url, { connectTimeoutMs: 150 });
      link.connect();
      expect(await is('down')).toMatchObject({ reason: expect.stringMatching(reason) });
      expect(events).toHaveLength(1);
      await expect(link.publish('t', 'x', quick)).rejects.toMatchObject({ code: 'link/down' });
    }
  });

  it('finds out that a broker went silent', async () => {
    // A server that says CONNACK and nothing more: a half-open connection as a firewall leaves it.
    const server = createServer((socket) => {
      socket.once('data', () => socket.write(Buffer.from([0x20, 2, 0, 0])));
      socket.on('error', () => {});
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { link, is } = open(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      keepaliveSeconds: 1,
      ackTimeoutMs: 100,
      maxInFlight: 2,
    });
    link.connect();
    await is('up');
    const first = link.publish('t', 'x', quick);
    const second = link.publish('t', 'x', quick);
    await expect(link.publish('t', 'x', quick)).rejects.toMatchObject({ code: 'link/busy' });
    await expect(first).rejects.toMatchObject({ code: 'link/timeout' });
    await expect(second).rejects.toMatchObject({ code: 'link/timeout' });
    expect(await is('down')).toMatchObject({ reason: 'Keepalive timeout' });
  });

  it('outlives a server that speaks no MQTT', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { link, is } = open(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`);
    link.connect();
    await is('down');
    expect(() => link.connect()).not.toThrow();
    await link.close();
  });

  it('takes a second connect for a bug, and a close at any time', async () => {
    const broker = await startAedes();
    onTestFinished(() => broker.stop());
    const { link, is } = open(broker.url);
    link.connect();
    expect(() => link.connect()).toThrow('under way');
    await link.close();
    await link.close();
    link.connect();
    await is('up');
    await link.close();
  });
});
