import type { Readable } from 'node:stream';
import type { Contract, FileAnswer, RouteKey, StreamAnswer } from '../api/contract.ts';
import { type Right, rightsOf } from '../api/role.ts';
import type { Account } from '../people/accounts.ts';
import type { Actor } from '../people/roster.ts';
import type { Session } from '../people/sessions.ts';
import type { Caller } from '../people/sign-in.ts';
import type { FileMade } from '../views/files.ts';
import { problem } from './http-problem.ts';

/** Somebody whose session the cookie holds; halfway through signing in, or done. */
export interface Identity {
  readonly session: Session;
  readonly account: Account;
}

/** A request that has passed the guard, without anything of the server in it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly caller: Caller;
  readonly identity: Identity | undefined;
  /** Gives the browser a session's secret, or takes it away. */
  readonly setSession: (secret: string | null) => void;
}

type AnswerOf<K extends RouteKey> = Contract[K]['answer'] extends FileAnswer
  ? FileMade
  : Contract[K]['answer'] extends StreamAnswer
    ? never
    : Contract[K]['answer'];

/** Every route but the stream has one; the compiler keeps the table whole. */
export type Handlers = {
  readonly [K in Exclude<RouteKey, 'GET /api/live'>]: (call: Call) => Promise<AnswerOf<K>> | AnswerOf<K>;
};

export const mayUse = (account: Account, right: Right): boolean =>
  rightsOf({ role: account.role, readsComments: account.readsComments === 1 }).includes(right);

export const identityOf = ({ identity }: Call): Identity => {
  if (!identity) throw problem('http/no-session', 'sign in first');
  return identity;
};

export interface NamedActor extends Actor {
  readonly fullName: string;
}

/** Who does it: the name stands in the audit log, the full name in the journal and on what is closed. */
export const actorOf = (call: Call): NamedActor => {
  const { account } = identityOf(call);
  return { ...call.caller, personNo: account.personNo, name: account.name, fullName: account.fullName };
};

export const param = (call: Call, name: string): string => call.params[name] ?? '';

export const bytesOf = ({ body }: Call): Uint8Array => {
  if (!(body instanceof Uint8Array)) throw problem('http/malformed', 'the body must be a file');
  return body;
};

export const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
