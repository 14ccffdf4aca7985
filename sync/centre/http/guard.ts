import type { IncomingHttpHeaders } from 'node:http';
import type { RouteRule } from '../api/route-rules.ts';
import { isSameSecret } from '../people/secret.ts';
import { type Identity, mayUse } from './call.ts';
import { type HttpProblem, problem } from './http-problem.ts';

/** What is looked at before a body is read. */
export interface Knock {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly identity: Identity | 'idle' | undefined;
  readonly origins: ReadonlySet<string>;
}

/** A foreign page, or a name that was lent to this address (DNS rebinding): refused before anything else. */
export const originProblem = ({
  method,
  headers,
  origins,
}: Omit<Knock, 'identity'>): HttpProblem | undefined => {
  const { host, origin } = headers;
  const isOurHost = [...origins].some((own) => own.slice(own.indexOf('//') + 2) === host);
  if (!isOurHost) return problem('http/bad-origin', 'this name is not answered here');
  if (origin !== undefined && !origins.has(origin))
    return problem('http/bad-origin', 'this address answers its own page only');
  const site = headers['sec-fetch-site'];
  if (method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none')
    return problem('http/bad-origin', 'this address answers its own page only');
  return undefined;
};

const accessProblem = (rule: RouteRule, identity: Knock['identity']): HttpProblem | undefined => {
  if (rule.may === 'anyone') return undefined;
  if (identity === 'idle')
    return problem('http/session-ended', 'signed out: nothing was done here for a while');
  if (identity === undefined) return problem('http/no-session', 'sign in first');
  if (rule.may === 'second-step') return undefined;
  if (identity.session.step !== 'done') return problem('http/no-session', 'finish signing in first');
  if (rule.may === 'signed-in' || mayUse(identity.account, rule.may)) return undefined;
  return problem('http/not-allowed', 'this account may not do that');
};

/** Whether a request may go on; undefined when it may. Decided from its head alone, so that a refusal changes nothing. */
export const guard = (rule: RouteRule, knock: Knock): HttpProblem | undefined => {
  const { method, headers, identity } = knock;
  const refused = originProblem(knock) ?? accessProblem(rule, identity);
  if (refused) return refused;
  const session = identity === 'idle' ? undefined : identity?.session;
  // Signing in has no session yet; its origin and its media type are what a foreign page cannot forge.
  if (
    method !== 'GET' &&
    rule.may !== 'anyone' &&
    !isSameSecret(headers['x-csrf-token'], session?.csrf ?? '')
  )
    return problem('http/bad-csrf', 'the header x-csrf-token is not this session’s');
  const length = Number(headers['content-length'] ?? 0);
  const hasBody = length > 0 || headers['transfer-encoding'] !== undefined;
  if (!hasBody) return undefined;
  if (length > rule.bodyBytes || rule.bodyBytes === 0)
    return problem('http/too-large', `this route takes ${rule.bodyBytes} bytes at most`);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return (rule.takes ?? ['application/json']).includes(type)
    ? undefined
    : problem('http/not-that-type', `this route takes ${(rule.takes ?? ['application/json']).join(', ')}`);
};
