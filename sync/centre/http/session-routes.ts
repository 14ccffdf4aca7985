import { z } from 'zod';
import { reportDayOf } from '../../domain/period.ts';
import { rightsOf } from '../api/role.ts';
import type { CentreName, SessionState } from '../api/session.ts';
import type { Account } from '../people/accounts.ts';
import { grouped, totpUri } from '../people/one-time-code.ts';
import { ageOf, type OpenedSession, type Session } from '../people/sessions.ts';
import type { SignInRefusal } from '../people/sign-in.ts';
import { iso } from '../views/time-of-day.ts';
import { actorOf, type Call, type Handlers, identityOf } from './call.ts';
import { HttpProblem, problem, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const secret = z.string().max(1_000);
const signInShape = z.strictObject({ name: z.string().max(200), password: secret });
const codeShape = z.strictObject({ code: z.string().max(64) });
const tokenShape = z.strictObject({ token: z.string().max(64) });
const acceptShape = z.strictObject({
  token: z.string().max(64),
  name: z.string().max(200).exactOptional(),
  fullName: z.string().max(200).exactOptional(),
  password: secret,
});
const passwordShape = z.strictObject({ current: secret, next: secret });

const refusalOf = (refusal: SignInRefusal): HttpProblem => {
  switch (refusal.reason) {
    case 'wrong':
      return new HttpProblem(401, 'session/wrong', 'the name or the password is wrong');
    case 'wrong-code':
      return new HttpProblem(401, 'session/wrong-code', 'the code is wrong');
    case 'over':
      return new HttpProblem(401, 'session/over', 'too late or too often: begin again with the password');
    case 'locked': {
      const retryInSeconds = Math.ceil(refusal.retryInMs / 1_000);
      const message = `too many attempts: try again in ${retryInSeconds} s`;
      return new HttpProblem(429, 'session/locked', message, { detail: { retryInSeconds } });
    }
    case 'busy':
      return new HttpProblem(429, 'session/busy', 'too many people sign in at once', {
        detail: { retryInSeconds: 2 },
      });
    case 'off':
      return new HttpProblem(403, 'session/off', 'this account is switched off');
    case 'idle':
      return new HttpProblem(
        403,
        'session/account-idle',
        'this account was not used for long; an admin can open it',
      );
    case 'totp-needed-outside':
      return new HttpProblem(403, 'session/totp-needed-outside', 'from here an authenticator is needed');
    default:
      return refusal satisfies never;
  }
};

export const centreNameOf = ({ store, settings, now }: Office): CentreName => ({
  id: store.identity.centre,
  issuingBody: settings.at('report', reportDayOf(now())).issuingBody ?? null,
});

/** Signing in and out, and the one-time links. */
export const sessionRoutes = (office: Office) => {
  const { people, signIn, roster } = office;

  const enrolmentOf = (account: Account, totpSecret: string) => ({
    secret: grouped(totpSecret),
    uri: totpUri(totpSecret, account.name, 'Một Chạm'),
  });
  const stateOf = (session: Session, account: Account): SessionState => {
    const { csrf } = session;
    const { fullName } = account;
    if (session.step === 'totp') return { step: 'totp', csrf, fullName };
    if (session.step === 'enrol')
      return {
        step: 'enrol-totp',
        csrf,
        fullName,
        enrolment: enrolmentOf(account, session.pendingTotp ?? ''),
      };
    return {
      step: 'done',
      csrf,
      me: {
        person: String(account.personNo),
        name: account.name,
        fullName,
        role: account.role,
        rights: rightsOf({ role: account.role, readsComments: account.readsComments === 1 }),
        hasTotp: account.totpSecret !== null,
        signedInAt: iso(session.startedAt),
        idleMinutes: people.access().idleMinutes,
        centre: centreNameOf(office),
      },
    };
  };
  const opened = (call: Call, { secret: cookie, session }: OpenedSession, personNo: number): SessionState => {
    const account = people.accounts.find(personNo);
    if (!account) throw problem('http/session-ended', 'this account is gone');
    call.setSession(cookie);
    return stateOf(session, account);
  };

  return {
    'GET /api/session': (call) =>
      call.identity
        ? stateOf(call.identity.session, call.identity.account)
        : { step: 'password', centre: centreNameOf(office), needsSetUp: roster.needsSetUp() },
    'POST /api/session': async (call) => {
      const { name, password } = read(signInShape, call.body);
      const answer = await signIn.withPassword(name, password, call.caller);
      if (!answer.ok) throw refusalOf(answer);
      // Whoever was signed in here before is not any more.
      if (call.identity) signIn.end(call.identity.session, call.identity.account, call.caller);
      return opened(call, answer.opened, answer.account.personNo);
    },
    'POST /api/session/second-step': (call) => {
      const { code } = read(codeShape, call.body);
      const answer = signIn.withCode(identityOf(call).session, code, call.caller);
      if (!answer.ok) throw refusalOf(answer);
      return opened(call, answer.opened, answer.account.personNo);
    },
    'POST /api/session/totp': (call) => {
      const { code } = read(codeShape, call.body);
      const answer = signIn.enrol(identityOf(call).session, code, call.caller);
      if (!answer.ok) throw refusalOf(answer);
      const state = opened(call, answer.opened, answer.account.personNo);
      return { state, recoveryCodes: answer.recoveryCodes };
    },
    'DELETE /api/session': (call) => {
      const { session, account } = identityOf(call);
      signIn.end(session, account, call.caller);
      call.setSession(null);
      return { done: true };
    },
    'POST /api/session/password': async (call) => {
      const { current, next } = read(passwordShape, call.body);
      const answer = await roster.changePassword(identityOf(call).session, current, next, actorOf(call));
      if (answer.ok) return { done: true };
      if (answer.reason === 'session/wrong')
        throw unable('session/wrong', 'the current password is wrong', { field: 'current' });
      throw unable(answer.reason, 'this password cannot be taken', { field: 'next' });
    },
    'POST /api/session/totp/new': async (call) => {
      const { password } = read(z.strictObject({ password: secret }), call.body);
      const { session, account } = identityOf(call);
      const totpSecret = await roster.renewTotp(session, password);
      if (totpSecret === undefined)
        throw unable('session/wrong', 'the password is wrong', { field: 'password' });
      const { csrf } = session;
      return {
        step: 'enrol-totp',
        csrf,
        fullName: account.fullName,
        enrolment: enrolmentOf(account, totpSecret),
      };
    },
    'POST /api/invitation': (call) => {
      const { token } = read(tokenShape, call.body);
      const found = roster.read(token);
      if (!found) throw new HttpProblem(410, 'invitation/gone', 'this link was used, or is too old');
      const { kind, account, expiresAt } = found;
      return {
        kind,
        name: account?.name ?? null,
        fullName: account?.fullName ?? null,
        role: account?.role ?? 'admin',
        expiresAt: iso(expiresAt),
      };
    },
    'POST /api/invitation/accept': async (call) => {
      const { token, ...chosen } = read(acceptShape, call.body);
      const answer = await roster.accept(token, chosen, call.caller);
      if (answer.ok) return opened(call, answer.opened, answer.account.personNo);
      if (answer.reason === 'invitation/gone')
        throw new HttpProblem(410, 'invitation/gone', 'this link was used, or is too old');
      const field = answer.reason.startsWith('password/')
        ? 'password'
        : answer.reason === 'name/full-name'
          ? 'fullName'
          : 'name';
      throw unable(answer.reason, 'this cannot be taken', { field });
    },
  } satisfies Partial<Handlers>;
};

/** Finds whose session a cookie holds; undefined when it opens nothing (any more). */
export const identify = (office: Office, cookie: string | undefined): Call['identity'] | 'idle' => {
  if (cookie === undefined) return undefined;
  const { people, now } = office;
  const session = people.sessions.find(cookie);
  const account = session && people.accounts.find(session.personNo);
  if (!session || !account || account.offAt !== null) return undefined;
  const age = ageOf(session, people.access().idleMinutes * 60_000, now());
  if (age === 'alive') return { session, account };
  people.sessions.end(session);
  return 'idle';
};
