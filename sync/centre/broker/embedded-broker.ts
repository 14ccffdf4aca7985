import { createServer, type Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AedesPublishPacket } from 'aedes';
import { parseTopic } from '../../wire/topics.ts';
import { CentreError } from '../centre-error.ts';
import { type Client, clientOf, mayHear, mayPublish, maySubscribe } from './authorize.ts';
import { frameGuard } from './frame-guard.ts';
import { type BrokerAccess, type BrokerHooks, type BrokerLink, heardTopics } from './link.ts';

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.message;

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const code = codeOf(cause);
      reject(
        code === 'EADDRINUSE'
          ? new CentreError(
              'centre/port-in-use',
              `port ${port} on ${host} is in use by another program`,
              cause,
            )
          : new CentreError('centre/address-not-usable', `cannot listen on ${host}:${port}: ${code}`, cause),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/**
 * A broker of the centre's own (aedes, in memory). Its memory is of no importance: what it forgets, ledgers and
 * receipts bring back.
 * @param at port 0 takes any free one
 * @throws CentreError `centre/port-in-use`, `centre/address-not-usable`
 */
export const startEmbeddedBroker = async (
  at: {
    readonly port: number;
    readonly host: string;
    /** Certificate and key, PEM: `mqtts://`. */
    readonly tls?: { readonly cert: string; readonly key: string };
  },
  hooks: BrokerHooks,
  access: BrokerAccess,
): Promise<BrokerLink> => {
  const clients = new WeakMap<object, Client>();
  const nobody: Client = { is: 'anonymous' };
  // A client that hears through a wildcard is looked at message by message; all others hear only what they were let subscribe to.
  const wide = new WeakSet<object>();
  const aedes = await Aedes.createBroker({
    // A screen that stopped reading must not hold up the others.
    drainTimeout: 10_000,
    preConnect: (_client, packet, done) => {
      // No session outlives its connection: nothing queues in memory for a kiosk that never comes back.
      packet.clean = true;
      done(null, true);
    },
    authenticate: (client, user, password, done) => {
      const from = client.conn instanceof Socket ? (client.conn.remoteAddress ?? '') : '';
      const known = clientOf(access, from, user, password?.toString('utf8'));
      if (known) clients.set(client, known);
      else hooks.log({ code: 'broker/refused', message: `a client from ${from} was not let in` });
      done(null, known !== undefined);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const { topic } = subscription;
      const who = clients.get(client) ?? nobody;
      if (/[+#]/.test(topic)) wide.add(client);
      if (maySubscribe(access, hooks.centre, who, topic)) return done(null, subscription);
      hooks.log({ code: 'broker/not-its-topic', message: `${client.id} may not hear ${topic}` });
      done(null, null);
    },
    authorizeForward: (client, packet) =>
      wide.has(client) && !mayHear(access, clients.get(client) ?? nobody, packet.topic) ? null : packet,
    authorizePublish: (client, packet, done) => {
      const topic = parseTopic(packet.topic);
      const isKiosks = topic && (topic.channel === 'entries' || topic.channel === 'state');
      if (!isKiosks || topic.centre !== hooks.centre) hooks.onForeign(packet.topic);
      // Kept in memory for ever would be what nobody asks for.
      if (topic?.channel !== 'state') packet.retain = false;
      // Only the centre says what a kiosk believes; a foreign receipt would also take the retained place of the true one.
      const isCentresWord = packet.topic.startsWith(`motcham/`) && !isKiosks;
      if (isCentresWord || packet.topic.startsWith('$'))
        return done(new Error(`not for clients: ${packet.topic}`));
      const who = (client && clients.get(client)) ?? nobody;
      if (!mayPublish(access, hooks.centre, who, packet.topic)) {
        hooks.onForeign(packet.topic);
        return done(new Error(`not its topic: ${packet.topic}`));
      }
      done(null);
    },
  });
  // "connection closed" is a cable or a switched-off kiosk: the state message tells that, and better.
  aedes.on('clientError', (client, error) => {
    if (error.message === 'connection closed') return;
    hooks.log({ code: 'broker/client', message: `${client?.id ?? 'a client'}: ${error.message}` });
  });
  aedes.on('connectionError', (_client, error) =>
    hooks.log({ code: 'broker/connection', message: error.message }),
  );

  const deliver = (packet: AedesPublishPacket, done: () => void): void => {
    const { topic, payload } = packet;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    hooks.onMessage({ topic, payload: bytes, isRetained: false }, done);
  };
  for (const topic of heardTopics(hooks.centre)) {
    await new Promise<void>((resolve) => aedes.subscribe(topic, deliver, resolve));
  }

  const serve = (socket: Socket): void => {
    const isFit = frameGuard();
    // Beside aedes' own 'readable' listener this one only sees what aedes reads; it changes nothing of the flow.
    socket.on('data', (chunk: Buffer) => {
      if (isFit(chunk)) return;
      hooks.onOversize();
      socket.destroy();
    });
    aedes.handle(socket);
  };
  let server: Server;
  try {
    server = at.tls ? createTlsServer({ ...at.tls }, serve) : createServer(serve);
  } catch (cause) {
    await new Promise<void>((resolve) => aedes.close(resolve));
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CentreError(
      'centre/address-not-usable',
      `the broker's certificate cannot be used: ${reason}`,
      cause,
    );
  }
  // A handshake that failed is somebody else's affair: an outdated kiosk, a scanner.
  server.on('tlsClientError', (cause: Error) => hooks.log({ code: 'broker/tls', message: cause.message }));
  let port: number;
  try {
    port = await listen(server, at.port, at.host);
  } catch (cause) {
    await new Promise<void>((resolve) => aedes.close(resolve));
    throw cause;
  }
  return {
    url: `${at.tls ? 'mqtts' : 'mqtt'}://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`,
    publish: ({ topic, payload, retain }) =>
      aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, (error) => {
        if (error) hooks.log({ code: 'broker/publish', message: `${topic}: ${error.message}` });
      }),
    close: async () => {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(resolve));
      await stopped;
    },
  };
};
