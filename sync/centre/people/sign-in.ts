import type { Instant } from '../../domain/ids.ts';
import type { SettingValues } from '../api/setting.ts';
import type { Audit } from '../audit/audit.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { type Account, type Accounts, isIdle, plainName } from './accounts.ts';
import type { Invitations } from './invitations.ts';
import type { LockOut } from './lock-out.ts';
import { matchTotp, mintRecoveryCodes, mintTotpSecret, plainRecoveryCode } from './one-time-code.ts';
import { isPassword } from './password.ts';
import { hashOfSecret } from './secret.ts';
import {
  codesPerSession,
  type OpenedSession,
  type Session,
  type SessionStep,
  type Sessions,
} from './sessions.ts';

/** What the rooms of this folder stand on. */
export interface PeopleParts {
  readonly store: CentreStore;
  readonly audit: Audit;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly lockOut: LockOut;
  readonly access: () => SettingValues['access'];
  readonly now: () => Instant;
}

export type SignInRefusal =
  | { readonly reason: 'wrong' | 'off' | 'idle' | 'totp-needed-outside' | 'wrong-code' | 'over' | 'busy' }
  | { readonly reason: 'locked'; readonly retryInMs: number };
export type SignedIn =
  | { readonly ok: true; readonly opened: OpenedSession; readonly account: Account }
  | ({ readonly ok: false } & SignInRefusal);
export type Enrolled =
  | {
      readonly ok: true;
      readonly opened: OpenedSession;
      readonly account: Account;
      readonly recoveryCodes: readonly string[];
    }
  | ({ readonly ok: false } & SignInRefusal);

export interface Caller {
  readonly address: string;
  /** From a network that the settings call inside. */
  readonly isInside: boolean;
}

export interface SignIn {
  withPassword(name: string, password: string, caller: Caller): Promise<SignedIn>;
  /** Six digits or a recovery code; a right one opens a new session and ends the halfway one. */
  withCode(session: Session, code: string, caller: Caller): SignedIn;
  /** Proves the authenticator that was shown, so that it holds from now on. */
  enrol(session: Session, code: string, caller: Caller): Enrolled;
  /** Opens a session for somebody who has just proven a link and a password. */
  open(account: Account, caller: Caller): OpenedSession;
  end(session: Session, account: Account, caller: Caller): void;
}

const no = <T extends SignInRefusal>(refusal: T): { readonly ok: false } & T => ({ ok: false, ...refusal });

/** Argon2 takes memory: only so many passwords are tried at once, and only so many wait. */
const atOnce = 3;
const inLine = 30;
const makeTurnstile = () => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running >= atOnce) {
      if (waiting.length >= inLine) return undefined;
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};

export const signInOf = (parts: PeopleParts): SignIn => {
  const { store, audit, accounts, sessions, lockOut, access, now } = parts;
  const inTurn = makeTurnstile();

  const note = (person: string, caller: Caller, action: string, subject: string | null, detail = {}): void =>
    void audit.append({ person, from: caller.address, action, subject, detail }, now());

  const open = (account: Account, caller: Caller): OpenedSession => {
    // An admin always; from outside whoever comes in, also by a link.
    const mustEnrol = account.totpSecret === null && (account.role === 'admin' || !caller.isInside);
    const step: SessionStep = account.totpSecret !== null ? 'totp' : mustEnrol ? 'enrol' : 'done';
    const at = now();
    sessions.sweep(at);
    const opened = sessions.open(
      {
        personNo: account.personNo,
        step,
        pendingTotp: step === 'enrol' ? mintTotpSecret() : null,
        fromAddress: caller.address,
      },
      at,
    );
    if (step === 'done') welcome(account, caller, 'password');
    return opened;
  };

  const welcome = (account: Account, caller: Caller, by: string): void => {
    lockOut.forget(account.name);
    accounts.signedIn(account.personNo, now());
    note(account.name, caller, 'session/signed-in', null, { by });
  };

  const replace = (session: Session, account: Account, caller: Caller): OpenedSession => {
    // A new secret with new rights: whoever knew the halfway one knows nothing.
    sessions.end(session);
    const of = { personNo: account.personNo, step: 'done' as const, pendingTotp: null };
    return sessions.open({ ...of, fromAddress: caller.address }, now());
  };

  const refusalOf = (account: Account, caller: Caller): SignInRefusal | undefined => {
    if (account.offAt !== null) return { reason: 'off' };
    if (isIdle(account, access().accountIdleDays, now())) return { reason: 'idle' };
    const needsTotp = !caller.isInside && account.totpSecret === null;
    return needsTotp ? { reason: 'totp-needed-outside' } : undefined;
  };

  const withPassword: SignIn['withPassword'] = async (typed, password, caller) => {
    const name = plainName(typed);
    const retryInMs = store.transact(() => lockOut.attempt(name, now()));
    if (retryInMs > 0) return no({ reason: 'locked', retryInMs });
    const isRight = await inTurn(() => isPassword(password, accounts.named(name)?.password));
    if (isRight === undefined) return no({ reason: 'busy' });
    return store.transact((): SignedIn => {
      // Read anew: while the password was tried, an admin may have switched the account off.
      const account = accounts.named(name);
      if (!isRight || !account) {
        // A line is written for a name that nobody has too, so that both take the same time. What was typed there may be
        // somebody's password, so it is not kept.
        note('system', caller, 'session/wrong-password', account?.name ?? null);
        return no({ reason: 'wrong' });
      }
      const refusal = refusalOf(account, caller);
      if (refusal) {
        note(account.name, caller, 'session/refused', null, { why: refusal.reason });
        return no(refusal);
      }
      return { ok: true, opened: open(account, caller), account };
    });
  };

  /** Counts a code as an attempt of the account, beside what the session itself may try. */
  const attemptCode = (session: Session, account: Account): SignInRefusal | undefined => {
    if (session.wrongCodes >= codesPerSession) {
      sessions.end(session);
      return { reason: 'over' };
    }
    const retryInMs = lockOut.attempt(account.name, now());
    return retryInMs > 0 ? { reason: 'locked', retryInMs } : undefined;
  };

  const withCode: SignIn['withCode'] = (session, code, caller) =>
    store.transact((): SignedIn => {
      const account = accounts.find(session.personNo);
      if (!account || account.totpSecret === null || session.step !== 'totp') return no({ reason: 'over' });
      const refusal = attemptCode(session, account);
      if (refusal) return no(refusal);
      const digits = code.replaceAll(/\s/g, '');
      const step = /^\d{6}$/.test(digits)
        ? matchTotp(account.totpSecret, digits, now(), account.totpStep)
        : undefined;
      if (step !== undefined) accounts.setTotpStep(account.personNo, step);
      const isRecovered =
        step === undefined &&
        accounts.spendRecoveryCode(account.personNo, hashOfSecret(plainRecoveryCode(code)), now());
      if (step === undefined && !isRecovered) {
        sessions.countWrongCode(session);
        note('system', caller, 'session/wrong-code', account.name);
        return no({ reason: 'wrong-code' });
      }
      welcome(account, caller, isRecovered ? 'recovery-code' : 'totp');
      return { ok: true, opened: replace(session, account, caller), account };
    });

  const enrol: SignIn['enrol'] = (session, code, caller) =>
    store.transact((): Enrolled => {
      const account = accounts.find(session.personNo);
      if (!account || session.pendingTotp === null) return no({ reason: 'over' });
      const refusal = attemptCode(session, account);
      if (refusal) return no(refusal);
      const step = matchTotp(session.pendingTotp, code.replaceAll(/\s/g, ''), now(), 0);
      if (step === undefined) {
        sessions.countWrongCode(session);
        return no({ reason: 'wrong-code' });
      }
      const recoveryCodes = mintRecoveryCodes();
      accounts.setTotp(account.personNo, session.pendingTotp, step);
      accounts.setRecoveryCodes(
        account.personNo,
        recoveryCodes.map((text) => hashOfSecret(plainRecoveryCode(text))),
      );
      note(account.name, caller, 'person/authenticator', account.name);
      welcome(account, caller, 'totp');
      sessions.endAll(account.personNo, session);
      return { ok: true, opened: replace(session, account, caller), account, recoveryCodes };
    });

  return {
    withPassword,
    withCode,
    enrol,
    open,
    end: (session, account, caller) =>
      store.transact(() => {
        sessions.end(session);
        if (session.step === 'done') note(account.name, caller, 'session/signed-out', null);
      }),
  };
};
