import type { RouteKey } from '../../centre/api/contract.ts';
import type { Problem } from '../../centre/api/problem.ts';
import { type AnswerOf, addressOf, type LooseParts, type PartsArgument } from './address.ts';

/** An answer of the centre. `status` 0: it could not be reached. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

export interface Server {
  /** Asks a route of the contract; changes carry the session's CSRF token. A `Blob` goes as it is, everything else as JSON. */
  ask<K extends RouteKey>(key: K, ...parts: PartsArgument<K>): Promise<Answer<AnswerOf<K>>>;
  /** Asks an address that `addressOf` made. */
  read(address: string): Promise<Answer<unknown>>;
}

export interface ServerParts {
  readonly fetch: typeof fetch;
  readonly csrf: () => string | null;
  /** Called on every 401 whose code says that the session is over. */
  readonly onSignedOut: () => void;
}

const unreachable: Problem = { code: 'console/unreachable', message: 'the centre did not answer' };

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

const readBody = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The only place that talks to the centre. Page and API come from one build, so a 2xx body has the shape the contract says. */
export const createServer = ({ fetch, csrf, onSignedOut }: ServerParts): Server => {
  const send = async (address: string, init: RequestInit): Promise<Answer<unknown>> => {
    try {
      const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store', ...init });
      const body = await readBody(response);
      if (response.ok) return { ok: true, value: body };
      const problem = isProblem(body)
        ? body
        : { code: 'console/foreign-answer', message: `the answer ${response.status} has no problem in it` };
      if (problem.code === 'http/no-session' || problem.code === 'http/session-ended') onSignedOut();
      return { ok: false, status: response.status, problem };
    } catch {
      return { ok: false, status: 0, problem: unreachable };
    }
  };
  const headersFor = (method: string, body: unknown, name: unknown): Record<string, string> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    const token = csrf();
    if (method !== 'GET' && token !== null) headers['x-csrf-token'] = token;
    if (body instanceof Blob) {
      headers['content-type'] = body.type || 'application/octet-stream';
      if (typeof name === 'string') headers['x-file-name'] = encodeURIComponent(name);
    } else if (body !== undefined) headers['content-type'] = 'application/json';
    return headers;
  };
  return {
    read: (address) => send(address, { headers: { accept: 'application/json' } }),
    ask: <K extends RouteKey>(key: K, ...parts: PartsArgument<K>) => {
      const method = key.slice(0, key.indexOf(' '));
      const { body }: LooseParts = parts[0] ?? {};
      const name = body instanceof File ? body.name : undefined;
      return send(addressOf(key, ...parts), {
        method,
        headers: headersFor(method, body, name),
        ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      }) as Promise<Answer<AnswerOf<K>>>;
    },
  };
};
