import type { Contract, RouteKey } from '../../../sync/centre/api/contract.ts';
import type { Role } from '../../../sync/centre/api/role.ts';
import type { SessionState } from '../../../sync/centre/api/session.ts';
import type { SettingValues } from '../../../sync/centre/api/setting.ts';
import { fromBase32, hotp, totpStepAt } from '../../../sync/centre/people/one-time-code.ts';
import type { Hall } from './hall.ts';

export interface Person {
  readonly name: string;
  readonly fullName: string;
  readonly password: string;
  /** For whoever has an authenticator. */
  readonly totpSecret: string | null;
}

/** Speaks to the console's API as its pages do, with one session. */
export interface Desk {
  readonly person: Person;
  /** Once more, after the hall's clock went on and the session is over. */
  signIn(): Promise<void>;
  ask<K extends RouteKey>(key: K, address: string, body?: unknown): Promise<Contract[K]['answer']>;
  put<K extends keyof SettingValues>(key: K, value: SettingValues[K], from: string): Promise<void>;
  /** A new account; its link is taken at once. */
  invite(name: string, fullName: string, role: Role, readsComments?: boolean): Promise<Person>;
}

const password = 'một câu dài dễ nhớ 2021';
export const codeFor = (secret: string, at: number): string =>
  hotp(fromBase32(secret.replaceAll(' ', '')), totpStepAt(at));

/** Takes the set-up link of a new centre: the first admin, with an authenticator. */
export const setUp = async (
  hall: Pick<Hall, 'url'> & {
    readonly now: () => number;
    readonly centre: { readonly console?: { readonly setUpLink: string | null } | null | undefined };
  },
): Promise<Desk> => {
  const { url } = hall;
  const origin = url.replace(/\/$/, '');
  let cookie = '';
  let csrf = '';
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        origin,
        ...(cookie ? { cookie } : {}),
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const enter = (state: SessionState): SessionState => {
    if (state.step !== 'password') csrf = state.csrf;
    return state;
  };

  const link = hall.centre.console?.setUpLink ?? '';
  const accept = {
    token: link.split('#setup=')[1] ?? '',
    name: 'quan.tri',
    fullName: 'Quản trị viên',
    password,
  };
  const state = enter((await send('POST', '/api/invitation/accept', accept)) as SessionState);
  if (state.step !== 'enrol-totp') throw new Error('staff: the first admin needs an authenticator');
  const totpSecret = state.enrolment.secret;
  const enrolled = (await send('POST', '/api/session/totp', { code: codeFor(totpSecret, hall.now()) })) as {
    readonly state: SessionState;
  };
  enter(enrolled.state);

  return {
    person: { name: accept.name, fullName: accept.fullName, password, totpSecret },
    signIn: async () => {
      // The answer also takes the old cookie back, in a header of its own.
      cookie = '';
      enter((await send('POST', '/api/session', { name: accept.name, password })) as SessionState);
      const code = codeFor(totpSecret, hall.now());
      enter((await send('POST', '/api/session/second-step', { code })) as SessionState);
    },
    ask: (key, address, body) => send(key.slice(0, key.indexOf(' ')), address, body) as never,
    put: async (key, value, from) => {
      await send('PUT', `/api/settings/${key}`, { value, from });
    },
    invite: async (name, fullName, role, readsComments = false) => {
      const { token } = (await send('POST', '/api/people', { name, fullName, role, readsComments })) as {
        readonly token: string;
      };
      const mine = { cookie, csrf };
      cookie = '';
      await send('POST', '/api/invitation/accept', { token, password });
      ({ cookie, csrf } = mine);
      return { name, fullName, password, totpSecret: null };
    },
  };
};
