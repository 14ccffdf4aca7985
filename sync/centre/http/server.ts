import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { CentreError } from '../centre-error.ts';
import type { Identity } from './call.ts';
import { consoleFilesOf } from './console-files.ts';
import { pageWith } from './first-answers.ts';
import { originProblem } from './guard.ts';
import { HttpProblem, notFound, problem } from './http-problem.ts';
import { keeperOf } from './keeper.ts';
import { liveFeedOf } from './live-feed.ts';
import { ownOrigins } from './network.ts';
import { newestTodayOf } from './newest-today.ts';
import { type OfficeParts, officeOf } from './office.ts';
import { registerRoutes } from './routes.ts';
import { securityHeaders, strictTransport } from './security-headers.ts';
import { serveV1 } from './v1/serve.ts';

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

export interface ConsoleOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Certificate and key in PEM; without them the console speaks plain HTTP, for this machine or behind a proxy. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** The address that people type where a proxy ends their TLS: `https://danhgia.tinh.gov.vn`. */
  readonly publicOrigin?: string;
  /** Opens the backups; without it none is written. */
  readonly backupPassphrase?: string;
}

/** The console of a running centre. */
export interface Console {
  readonly url: string;
  readonly port: number;
  /** A one-time link for the first admin; null when there is one already. */
  readonly setUpLink: string | null;
  close(): Promise<void>;
}

const consoleFolder = join(import.meta.dirname, '..', '..', 'console', 'dist');
const manifest = join(import.meta.dirname, '..', '..', '..', 'package.json');
const tickMs = 2_000;
const isLoopback = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address);

/** Where a request comes from: behind a proxy of this machine the last hop that the proxy saw, else the socket's other end. */
const addressOf =
  (publicOrigin: string | undefined) =>
  ({ raw, headers }: FastifyRequest): string => {
    const socket = raw.socket.remoteAddress ?? '';
    const told = [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() ?? '';
    return publicOrigin !== undefined && isLoopback(socket) && told !== '' ? told : socket;
  };

const toProblem = (cause: unknown): HttpProblem | undefined => {
  if (cause instanceof HttpProblem) return cause;
  if (cause instanceof CentreError)
    return problem('http/store-failed', 'the store does not answer; try again');
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem('http/too-large', 'the body is too large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return problem('http/not-that-type', 'this route does not take that media type');
  const status = cause instanceof Error && 'statusCode' in cause ? Number(cause.statusCode) : 500;
  return status >= 400 && status < 500 ? problem('http/malformed', 'the request is malformed') : undefined;
};

const prepare = (app: FastifyInstance, parts: OfficeParts): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  app.addContentTypeParser(
    ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  // Streamed to the disk by its route, which counts the bytes.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.setErrorHandler((cause, request, reply) => {
    const known = toProblem(cause);
    const told = known ?? problem('http/failed', 'this failed here; the centre’s log says why');
    if (told.status >= 500) {
      const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      parts.log({
        code: told.code,
        message: `${request.method} ${request.routeOptions.url ?? ''}: ${message}`,
      });
    }
    return reply.code(told.status).type('application/json; charset=utf-8').send(told.toBody());
  });
};

/**
 * Serves the console of a centre.
 * @throws CentreError `centre/port-in-use`, `centre/address-not-usable`
 */
export const startConsole = async (parts: OfficeParts, options: ConsoleOptions): Promise<Console> => {
  const { host, port: wanted, tls, publicOrigin, backupPassphrase } = options;
  const office = officeOf(parts);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const keeper = keeperOf(office, version, backupPassphrase);
  const arrivals = office.store.db.prepare<[], number>('SELECT arrivals FROM meta').pluck();
  const today = newestTodayOf({
    ask: () => office.reader.ask('today'),
    arrivals: () => arrivals.get() ?? 0,
    now: office.now,
    monotonicMs: () => performance.now(),
  });
  const live = liveFeedOf(office, today.ask);
  const files = consoleFilesOf(consoleFolder);
  const scheme = tls ? 'https' : 'http';
  const isSecure = tls !== undefined || publicOrigin?.startsWith('https:') === true;
  let origins: ReadonlySet<string> = new Set();

  const server = { forceCloseConnections: true, ...(tls ? { https: tls } : {}) };
  const app: FastifyInstance = Fastify(server);
  prepare(app, parts);
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(securityHeaders)) reply.header(name, value);
    if (isSecure) reply.header('strict-transport-security', strictTransport);
    const refused = originProblem({ method: request.method, headers: request.headers, origins });
    if (refused) throw refused;
  });
  const door = { isSecure, origins: () => origins, addressOf: addressOf(publicOrigin) };
  const routes = registerRoutes(app, office, { keeper, live, today, door });
  let url = '';
  serveV1(app, office, { tokens: keeper.tokens, version, url: () => url });
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const file = request.method === 'GET' && !path.startsWith('/api/') ? files(path) : undefined;
    if (!file) throw notFound('such thing here');
    const answers = file.isPage ? routes.firstAnswers(request, reply) : undefined;
    if (answers)
      return reply
        .header('cache-control', 'no-store')
        .type(file.type)
        .send(pageWith(file.content.toString('utf8'), answers));
    reply
      .header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(file.type);
    if (!file.packed) return reply.send(file.content);
    reply.header('vary', 'accept-encoding');
    const takesGzip = /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(
      String(request.headers['accept-encoding'] ?? ''),
    );
    if (!takesGzip) return reply.send(file.content);
    return reply.header('content-encoding', 'gzip').send(await file.packed());
  });

  try {
    await app.listen({ host, port: wanted });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      const message = `port ${wanted} is in use or not allowed: choose another with --http`;
      throw new CentreError('centre/port-in-use', message, cause);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new CentreError('centre/address-not-usable', `this machine has no address ${host}`, cause);
    throw cause;
  }
  // Whoever comes first does not wait until the month was read from the disk.
  today.keep();
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : wanted;
  origins = ownOrigins({ scheme, host, port, publicOrigin });
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  url = publicOrigin ?? `${scheme}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;

  const tick = (): void => {
    today.keep();
    keeper.tick().catch((cause: unknown) => {
      const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      parts.log({ code: 'console/keeper', message });
    });
  };
  const timer = setInterval(tick, tickMs);
  return {
    url: `${url}/`,
    port,
    setUpLink: office.roster.needsSetUp() ? `${url}/#setup=${office.roster.setUpLink().token}` : null,
    close: async () => {
      clearInterval(timer);
      live.close();
      app.server.closeAllConnections();
      await app.close();
    },
  };
};
