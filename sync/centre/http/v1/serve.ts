import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../../api/other-system.ts';
import type { ApiTokens } from '../api-tokens.ts';
import { HttpProblem, notFound, problem } from '../http-problem.ts';
import type { Office } from '../office.ts';
import { isFile, sendFile } from '../send-file.ts';
import { makeThrottle } from '../throttle.ts';
import { apiPageOf, openApiOf } from './openapi.ts';
import { v1Routes } from './routes.ts';

const asksPerMinute = 120;

const tokenIn = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{10,100})$/.exec(headers.authorization ?? '')?.[1];

/** The read API for other systems: a token opens it and nothing else does, and it opens nothing else. */
export const serveV1 = (
  app: FastifyInstance,
  office: Pick<Office, 'reader' | 'now'>,
  parts: { readonly tokens: ApiTokens; readonly version: string; readonly url: () => string },
): void => {
  const { reader, now } = office;
  const { tokens, version, url } = parts;
  const throttle = makeThrottle(asksPerMinute);

  const knock = (request: FastifyRequest, reply: FastifyReply, scope: Scope): void => {
    const secret = tokenIn(request);
    const holder = secret === undefined ? undefined : tokens.holder(secret, now());
    if (!holder) {
      reply.header('www-authenticate', 'Bearer');
      throw new HttpProblem(401, 'token/unknown', 'send a valid token: Authorization: Bearer TOKEN');
    }
    if (!holder.scopes.includes(scope))
      throw new HttpProblem(403, 'token/not-in-scope', `this token has not the scope ${scope}`);
    const seconds = throttle.take(String(holder.id), now());
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      throw problem('http/too-many', `at most ${asksPerMinute} requests a minute: wait ${seconds} s`);
    }
  };

  app.get('/api/v1/openapi.json', { exposeHeadRoute: false }, () => openApiOf(version, url()));
  app.get('/api/v1', { exposeHeadRoute: false }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiPageOf(url())),
  );
  for (const { path, scope, answer, ask } of v1Routes)
    app.get(path, {
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        reply.header('cache-control', 'no-store');
        knock(request, reply, scope);
      },
      handler: async (request, reply) => {
        const found = await ask(reader, request.params as Readonly<Record<string, string>>);
        if (answer) return reply.send(answer.parse(found));
        if (!isFile(found)) throw notFound('such file');
        return sendFile(reply, found);
      },
    });
};
