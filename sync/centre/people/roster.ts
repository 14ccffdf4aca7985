import type { Instant } from '../../domain/ids.ts';
import type { PutPerson } from '../api/person.ts';
import type { Role } from '../api/role.ts';
import { type Account, isIdle, isSignInName, plainName } from './accounts.ts';
import type { InvitationKind } from './invitations.ts';
import { mintTotpSecret } from './one-time-code.ts';
import { hashPassword, isPassword, type PasswordProblem, passwordProblem } from './password.ts';
import type { OpenedSession, Session } from './sessions.ts';
import type { Caller, PeopleParts, SignIn } from './sign-in.ts';

/** Who does it, and from where. */
export interface Actor extends Caller {
  readonly personNo: number;
  readonly name: string;
}

export interface NewPerson {
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly readsComments: boolean;
}

export interface Link {
  readonly account: Account;
  readonly token: string;
  readonly expiresAt: Instant;
}

export type InvitationView = {
  readonly kind: InvitationKind;
  readonly account: Account | undefined;
  readonly expiresAt: Instant;
};

type No<Reason extends string> = { readonly ok: false; readonly reason: Reason };
type NameProblem = 'name/malformed' | 'name/taken' | 'name/full-name';
export type Invited = ({ readonly ok: true } & Link) | No<NameProblem>;
export type Changed =
  | { readonly ok: true; readonly account: Account }
  | No<'person/unknown' | 'person/last-admin' | 'person/self' | 'name/full-name'>;
export type Accepted =
  | { readonly ok: true; readonly opened: OpenedSession; readonly account: Account }
  | No<NameProblem | PasswordProblem | 'invitation/gone'>;
export type PasswordChanged = { readonly ok: true } | No<PasswordProblem | 'session/wrong'>;

/** The people of a centre, and how they come in. Every change is one transaction with its line in the audit log. */
export interface Roster {
  list(): readonly Account[];
  /** Whether nobody could sign in as an admin, so that a set-up link is due. */
  needsSetUp(): boolean;
  setUpLink(): { readonly token: string; readonly expiresAt: Instant };
  invite(person: NewPerson, by: Actor): Invited;
  change(personNo: number, to: PutPerson, by: Actor): Changed;
  /** A new link; password and authenticator are gone until it is used, and whoever is signed in is not any more. */
  reset(personNo: number, by: Actor): ({ readonly ok: true } & Link) | No<'person/unknown'>;
  signOut(personNo: number, by: Actor): Changed;
  /** What a link is for. */
  read(token: string): InvitationView | undefined;
  accept(
    token: string,
    chosen: { readonly name?: string; readonly fullName?: string; readonly password: string },
    caller: Caller,
  ): Promise<Accepted>;
  changePassword(session: Session, current: string, next: string, by: Actor): Promise<PasswordChanged>;
  /** A new authenticator for somebody who has signed in: it holds once a code proves it. */
  renewTotp(session: Session, password: string): Promise<string | undefined>;
}

const no = <Reason extends string>(reason: Reason): No<Reason> => ({ ok: false, reason });
const plainFullName = (typed: string): string => typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
const isFullName = (name: string): boolean => /^[^\p{Cc}]{2,100}$/u.test(name);

export const rosterOf = (parts: PeopleParts, signIn: SignIn): Roster => {
  const { store, audit, accounts, sessions, invitations, lockOut, access, now } = parts;

  const note = (
    by: Actor | Caller,
    action: string,
    subject: string,
    detail: Record<string, unknown>,
  ): void => {
    const person = 'name' in by ? by.name : subject;
    audit.append({ person, from: by.address, action, subject, detail }, now());
  };
  const found = (personNo: number): Account => {
    const account = accounts.find(personNo);
    if (!account) throw new Error(`person ${personNo}: the row that was just written is not there`);
    return account;
  };
  const isActiveAdmin = (account: Account): boolean =>
    account.role === 'admin' && account.offAt === null && account.password !== null;
  const otherAdmins = (personNo: number): boolean =>
    accounts.list().some((account) => account.personNo !== personNo && isActiveAdmin(account));

  const change: Roster['change'] = (personNo, to, by) =>
    store.transact((): Changed => {
      const before = accounts.find(personNo);
      if (!before) return no('person/unknown');
      const fullName = to.fullName === undefined ? before.fullName : plainFullName(to.fullName);
      if (!isFullName(fullName)) return no('name/full-name');
      const role = to.role ?? before.role;
      const readsComments = to.readsComments === undefined ? before.readsComments : to.readsComments ? 1 : 0;
      const offAt = to.isOff === undefined ? before.offAt : to.isOff ? (before.offAt ?? now()) : null;
      const losesAdmin = isActiveAdmin(before) && (role !== 'admin' || offAt !== null);
      // Whoever could take their own rights away by a slip could not give them back.
      if (personNo === by.personNo && (role !== before.role || offAt !== null)) return no('person/self');
      if (losesAdmin && !otherAdmins(personNo)) return no('person/last-admin');
      accounts.change(personNo, { fullName, role, readsComments, offAt });
      if (to.isOff === false) {
        accounts.wake(personNo, now());
        lockOut.forget(before.name);
      }
      if (offAt !== null || role !== before.role) sessions.endAll(personNo);
      const detail = { fullName, role, readsComments: readsComments === 1, isOff: offAt !== null };
      note(by, 'person/changed', before.name, detail);
      return { ok: true, account: found(personNo) };
    });

  const linkFor = (kind: 'invite' | 'reset', personNo: number): { ok: true } & Link => ({
    ok: true,
    account: found(personNo),
    ...invitations.make(kind, personNo, now()),
  });

  const accept: Roster['accept'] = async (token, chosen, caller) => {
    const open = invitations.find(token, now());
    if (!open) return no('invitation/gone');
    const known = open.personNo === null ? undefined : accounts.find(open.personNo);
    const name = known?.name ?? plainName(chosen.name ?? '');
    const fullName = known?.fullName ?? plainFullName(chosen.fullName ?? '');
    if (!isSignInName(name)) return no('name/malformed');
    if (!isFullName(fullName)) return no('name/full-name');
    const problem = passwordProblem(chosen.password, name);
    if (problem) return no(problem);
    const password = await hashPassword(chosen.password);
    return store.transact((): Accepted => {
      // Asked again: the link may have been used while the password was hashed.
      if (!invitations.find(token, now())) return no('invitation/gone');
      if (!known && accounts.named(name)) return no('name/taken');
      const personNo =
        known?.personNo ?? accounts.add({ name, fullName, role: 'admin', readsComments: 0 }, now());
      invitations.use(token);
      accounts.setPassword(personNo, password, now());
      lockOut.forget(name);
      const account = found(personNo);
      note(caller, 'person/accepted', name, { kind: open.kind, role: account.role });
      return { ok: true, opened: signIn.open(account, caller), account };
    });
  };

  return {
    list: accounts.list,
    needsSetUp: () =>
      !accounts
        .list()
        .some((account) => isActiveAdmin(account) && !isIdle(account, access().accountIdleDays, now())),
    setUpLink: () => store.transact(() => invitations.make('setup', null, now())),
    invite: (person, by) =>
      store.transact((): Invited => {
        const name = plainName(person.name);
        const fullName = plainFullName(person.fullName);
        if (!isSignInName(name)) return no('name/malformed');
        if (!isFullName(fullName)) return no('name/full-name');
        if (accounts.named(name)) return no('name/taken');
        const { role } = person;
        const readsComments = person.readsComments ? 1 : 0;
        const personNo = accounts.add({ name, fullName, role, readsComments }, now());
        note(by, 'person/invited', name, { fullName, role, readsComments: person.readsComments });
        return linkFor('invite', personNo);
      }),
    change,
    reset: (personNo, by) =>
      store.transact(() => {
        const account = accounts.find(personNo);
        if (!account) return no('person/unknown');
        accounts.setPassword(personNo, null, now());
        accounts.setTotp(personNo, null, 0);
        accounts.setRecoveryCodes(personNo, []);
        sessions.endAll(personNo);
        note(by, 'person/reset', account.name, {});
        return linkFor('reset', personNo);
      }),
    signOut: (personNo, by) =>
      store.transact((): Changed => {
        const account = accounts.find(personNo);
        if (!account) return no('person/unknown');
        sessions.endAll(personNo);
        note(by, 'person/signed-out', account.name, {});
        return { ok: true, account };
      }),
    read: (token) => {
      const open = invitations.find(token, now());
      if (!open) return undefined;
      const account = open.personNo === null ? undefined : accounts.find(open.personNo);
      return { kind: open.kind, account, expiresAt: open.expiresAt };
    },
    accept,
    changePassword: async (session, current, next, by) => {
      const problem = passwordProblem(next, by.name);
      if (problem) return no(problem);
      if (store.transact(() => lockOut.attempt(by.name, now())) > 0) return no('session/wrong');
      if (!(await isPassword(current, accounts.find(by.personNo)?.password))) return no('session/wrong');
      const password = await hashPassword(next);
      return store.transact((): PasswordChanged => {
        lockOut.forget(by.name);
        accounts.setPassword(by.personNo, password, now());
        sessions.endAll(by.personNo, session);
        note(by, 'person/password', by.name, {});
        return { ok: true };
      });
    },
    renewTotp: async (session, password) => {
      const account = accounts.find(session.personNo);
      if (!account || store.transact(() => lockOut.attempt(account.name, now())) > 0) return undefined;
      if (!(await isPassword(password, account.password))) return undefined;
      const secret = mintTotpSecret();
      store.transact(() => {
        lockOut.forget(account.name);
        sessions.setPendingTotp(session, secret);
      });
      return secret;
    },
  };
};
