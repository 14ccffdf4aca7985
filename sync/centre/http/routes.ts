import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reportDayOf } from '../../domain/period.ts';
import type { RouteKey } from '../api/contract.ts';
import { type RouteRule, routeRules } from '../api/route-rules.ts';
import type { Caller } from '../people/sign-in.ts';
import { adminRoutes } from './admin-routes.ts';
import type { Call, Handlers } from './call.ts';
import { commentRoutes } from './comment-routes.ts';
import { formatCookie, readCookie } from './cookie.ts';
import { enrolmentRoutes } from './enrolment-routes.ts';
import type { FirstAnswers } from './first-answers.ts';
import { fleetRoutes } from './fleet-routes.ts';
import { guard } from './guard.ts';
import { problem } from './http-problem.ts';
import type { Keeper } from './keeper.ts';
import { kioskRoutes } from './kiosk-routes.ts';
import type { LiveFeed } from './live-feed.ts';
import { isWithinNetworks } from './network.ts';
import type { NewestToday } from './newest-today.ts';
import type { Office } from './office.ts';
import { otherSystemRoutes } from './other-system-routes.ts';
import { periodRoutes } from './period-routes.ts';
import { registryRoutes } from './registry-routes.ts';
import { isFile, sendFile } from './send-file.ts';
import { identify, sessionRoutes } from './session-routes.ts';
import { makeThrottle } from './throttle.ts';

/** What the routes need to know of the door they stand behind. */
export interface Door {
  readonly isSecure: boolean;
  readonly origins: () => ReadonlySet<string>;
  readonly addressOf: (request: FastifyRequest) => string;
}

/** A page that refreshes by itself says so with this header, so that nobody stays signed in by a screen left open. */
const autoHeader = 'x-mot-cham-auto';
const liveKey = 'GET /api/live';
// Trying links, codes and names from one address: far above any office, far below any list.
const knocksPerMinute = 120;

export interface Routes {
  /** What somebody's page asks first, as its routes would answer; undefined for whoever may not see it, or not yet. */
  firstAnswers(request: FastifyRequest, reply: FastifyReply): FirstAnswers | undefined;
}

/** Every route of the contract, each behind the guard. */
export const registerRoutes = (
  app: FastifyInstance,
  office: Office,
  parts: {
    readonly keeper: Keeper;
    readonly live: LiveFeed;
    readonly today: NewestToday;
    readonly door: Door;
  },
): Routes => {
  const { keeper, live, today, door } = parts;
  const { people, settings, now } = office;
  const knocks = makeThrottle(knocksPerMinute);
  const entry = sessionRoutes(office);
  const handlers: Handlers = {
    ...entry,
    ...periodRoutes(office, keeper.outbox),
    'GET /api/today': today.ask,
    ...registryRoutes(office),
    ...kioskRoutes(office),
    ...fleetRoutes(office),
    ...enrolmentRoutes(office),
    ...commentRoutes(office),
    ...adminRoutes(office),
    ...otherSystemRoutes(office, keeper),
  };

  const cookieOf = (request: FastifyRequest): string | undefined =>
    readCookie(request.headers.cookie, door.isSecure);
  const callerOf = (request: FastifyRequest): Caller => {
    const address = door.addressOf(request);
    const { insideNetworks } = settings.at('access', reportDayOf(now()));
    return { address, isInside: isWithinNetworks(address, insideNetworks) };
  };
  /** Whose session it is; one that began inside without an authenticator ends where its computer is carried out of the house. */
  const identityOf = (request: FastifyRequest) => {
    const found = identify(office, cookieOf(request));
    if (found === undefined || found === 'idle') return found;
    const isWeak = found.session.step === 'done' && found.account.totpSecret === null;
    return isWeak && !callerOf(request).isInside ? undefined : found;
  };
  const knock = (request: FastifyRequest, reply: FastifyReply, rule: RouteRule): void => {
    const { method, headers } = request;
    const identity = identityOf(request);
    if (identity === 'idle') reply.header('set-cookie', formatCookie(null, door.isSecure));
    const refused = guard(rule, { method, headers, identity, origins: door.origins() });
    if (refused) throw refused;
    if (rule.may === 'anyone' && method !== 'GET') {
      const seconds = knocks.take(door.addressOf(request), now());
      if (seconds > 0) {
        reply.header('retry-after', String(seconds));
        throw problem('http/too-many', `too many attempts from this address: wait ${seconds} s`);
      }
    }
    if (identity && identity !== 'idle') {
      if (headers[autoHeader] !== '1') people.sessions.touch(identity.session, now());
      request.identity = identity;
    }
  };

  const callOf = (request: FastifyRequest, reply: FastifyReply): Call => ({
    params: request.params as Readonly<Record<string, string>>,
    query: request.query,
    body: request.body,
    headers: request.headers,
    caller: callerOf(request),
    identity: request.identity,
    setSession: (secret) => {
      // One cookie an answer: of an idle session that was just taken away nothing is said any more.
      reply.removeHeader('set-cookie');
      reply.header('set-cookie', formatCookie(secret, door.isSecure));
    },
  });

  const stream = (request: FastifyRequest, reply: FastifyReply): void => {
    const check = () => {
      const found = identityOf(request);
      return found === 'idle' ? 'idle' : found === undefined ? 'signed-out' : 'alive';
    };
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    if (live.open(reply.raw, check)) return;
    const body = problem('http/too-many', 'too many pages are open at once').toBody();
    reply.raw.writeHead(429, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  app.decorateRequest('identity', undefined);
  for (const key of Object.keys(routeRules) as RouteKey[]) {
    const [method = 'GET', url = '/'] = key.split(' ');
    const rule = routeRules[key];
    app.route({
      method,
      url,
      exposeHeadRoute: false,
      bodyLimit: Math.max(rule.bodyBytes, 1),
      onRequest: async (request, reply) => {
        reply.header('cache-control', 'no-store').header('vary', 'cookie');
        knock(request, reply, rule);
      },
      handler: async (request, reply) => {
        if (key === liveKey) return stream(request, reply);
        const answer: unknown = await handlers[key](callOf(request, reply));
        return isFile(answer) ? sendFile(reply, answer) : reply.send(answer);
      },
    });
  }
  return {
    firstAnswers: (request, reply) => {
      const identity = identityOf(request);
      if (identity === 'idle') reply.header('set-cookie', formatCookie(null, door.isSecure));
      if (identity === undefined || identity === 'idle') return undefined;
      const { method, headers } = request;
      const rule = routeRules['GET /api/today'];
      if (guard(rule, { method, headers, identity, origins: door.origins() })) return undefined;
      people.sessions.touch(identity.session, now());
      request.identity = identity;
      return {
        session: entry['GET /api/session'](callOf(request, reply)),
        today: today.recent(),
      };
    },
  };
};
