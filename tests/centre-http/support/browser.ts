import { request } from 'node:http';
import type { Contract, RouteKey } from '../../../sync/centre/api/contract.ts';
import type { Problem } from '../../../sync/centre/api/problem.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON, when it is a refusal. */
  readonly problem: Problem;
}

export interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Goes as JSON; a Buffer as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** What a browser does for the console: keeps the cookie, sends the session's token with every change. */
export interface Browser {
  csrf: string;
  cookie: string;
  /** Any request at all; a header that is undefined is left out. */
  send(method: string, path: string, parts?: Omit<Parts, 'params' | 'query'>): Promise<Reply>;
  ask(key: RouteKey, parts?: Parts): Promise<Reply>;
  /** The answer of a route; anything but 2xx fails the test with what was said. */
  get<K extends RouteKey>(key: K, parts?: Parts): Promise<Contract[K]['answer']>;
}

export const pathOf = (key: RouteKey, { params = {}, query = {} }: Parts): string => {
  const path = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(params[name] ?? name));
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? path : `${path}?${asked}`;
};

export const openBrowser = (origin: string): Browser => {
  const { port } = new URL(origin);
  const send: Browser['send'] = (method, path, { body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const isJson = body !== undefined && !(body instanceof Uint8Array);
      const content = isJson ? JSON.stringify(body) : body;
      const told = {
        ...(content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content as string)) }),
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...(method === 'GET' ? {} : { origin: origin.replace(/\/$/, ''), 'sec-fetch-site': 'same-origin' }),
        ...(browser.csrf === '' || method === 'GET' ? {} : { 'x-csrf-token': browser.csrf }),
        ...(browser.cookie === '' ? {} : { cookie: browser.cookie }),
        ...headers,
      };
      const sent = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
      const req = request({ host: '127.0.0.1', port, method, path, headers: sent, agent: false }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const [cookie] = res.headers['set-cookie'] ?? [];
          const pair = cookie?.split(';')[0];
          if (pair !== undefined) browser.cookie = pair.endsWith('=') ? '' : pair;
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          const isProblem = (res.statusCode ?? 0) >= 400 && text.startsWith('{');
          const problem: Problem = isProblem ? JSON.parse(text) : { code: '', message: '' };
          resolve({ status: res.statusCode ?? 0, headers: res.headers, bytes, text, problem });
        });
      });
      req.on('error', reject);
      req.end(content);
    });
  const ask: Browser['ask'] = (key, parts = {}) =>
    send(key.slice(0, key.indexOf(' ')), pathOf(key, parts), parts);
  const browser: Browser = {
    csrf: '',
    cookie: '',
    send,
    ask,
    get: async (key, parts) => {
      const reply = await ask(key, parts);
      if (reply.status >= 300) throw new Error(`${key} answered ${reply.status}: ${reply.text}`);
      const answer = JSON.parse(reply.text);
      if (typeof answer?.csrf === 'string') browser.csrf = answer.csrf;
      if (typeof answer?.state?.csrf === 'string') browser.csrf = answer.state.csrf;
      return answer;
    },
  };
  return browser;
};
