import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { parseCommand } from '../contract/command.ts';
import type { Kiosk } from '../core/port.ts';
import { contentPolicy } from './content-policy.ts';
import { HostError } from './host-error.ts';
import type { PageFile } from './page-files.ts';
import { feedSnapshots } from './snapshot-feed.ts';

export interface Host {
  readonly port: number;
  /** What a window opens; the token stands in the fragment, which no server or log ever sees. */
  readonly url: string;
  /** Stops listening and lets go of every screen. */
  close(): Promise<void>;
}

const headersFor = (html: string): Readonly<Record<string, string>> => ({
  'content-security-policy': contentPolicy(html),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
});

const isSame = (given: unknown, token: string): boolean => {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ ok: false, code, message });

/**
 * Serves one kiosk on loopback.
 * @throws HostError `host/port-in-use`
 */
export const startHost = async (options: {
  readonly kiosk: Kiosk;
  readonly token: string;
  readonly page: ReadonlyMap<string, PageFile>;
  /** 0: any free port. */
  readonly port: number;
}): Promise<Host> => {
  const { kiosk, token, page } = options;
  const app = Fastify({ bodyLimit: 16 * 1024, forceCloseConnections: true });
  const securityHeaders = headersFor(page.get('/index.html')?.content.toString('utf8') ?? '');
  let hosts: ReadonlySet<string> = new Set();

  // DNS rebinding and foreign pages end here: the browser tells the name it used, and whose page asked.
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders)) reply.header(name, value);
    const { host, origin } = request.headers;
    const isOurs = host !== undefined && hosts.has(host);
    if (!isOurs || (origin !== undefined && !hosts.has(origin.replace(/^http:\/\//, ''))))
      return refuse(reply, 403, 'host/forbidden', 'this address answers its own page only');
    return undefined;
  });
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) return refuse(reply, 413, 'host/too-large', 'a command has at most 16 KB');
    return refuse(reply, status >= 500 ? 500 : 400, 'host/not-a-command', 'this is not a command');
  });

  app.get('/api/health', async () => ({ ok: true }));
  app.get('/api/events', async (request: FastifyRequest<{ Querystring: { k?: unknown } }>, reply) => {
    if (!isSame(request.query.k, token))
      return refuse(reply, 403, 'host/forbidden', 'the token is not valid');
    reply.hijack();
    for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
    feedSnapshots(kiosk, reply.raw);
    return reply;
  });
  app.post('/api/command', async (request, reply) => {
    if (!isSame(request.headers['x-mot-cham-token'], token))
      return refuse(reply, 403, 'host/forbidden', 'the token is not valid');
    const command = parseCommand(request.body);
    if (!command) return refuse(reply, 400, 'host/not-a-command', 'this is not a command');
    return kiosk.command(command);
  });
  app.setNotFoundHandler((request, reply) => {
    const file = request.method === 'GET' ? page.get(request.url.split('?')[0] ?? '') : undefined;
    if (!file) return refuse(reply, 404, 'host/not-found', 'there is nothing here');
    return reply
      .header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(file.type)
      .send(file.content);
  });

  try {
    await app.listen({ host: '127.0.0.1', port: options.port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      throw new HostError(
        'host/port-in-use',
        `port ${options.port} is in use or not allowed: choose another with --http`,
        error,
      );
    throw error;
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return {
    port,
    url: `http://127.0.0.1:${port}/#k=${token}`,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
};
