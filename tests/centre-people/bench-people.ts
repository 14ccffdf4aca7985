import { onTestFinished } from 'vitest';
import { auditOf } from '../../sync/centre/audit/audit.ts';
import { accountsOf } from '../../sync/centre/people/accounts.ts';
import { invitationsOf } from '../../sync/centre/people/invitations.ts';
import { lockOutOf } from '../../sync/centre/people/lock-out.ts';
import { fromBase32, hotp, totpStepAt } from '../../sync/centre/people/one-time-code.ts';
import { type Actor, type Roster, rosterOf } from '../../sync/centre/people/roster.ts';
import { sessionsOf } from '../../sync/centre/people/sessions.ts';
import { type Caller, type PeopleParts, type SignIn, signInOf } from '../../sync/centre/people/sign-in.ts';
import { settingsOf } from '../../sync/centre/settings/settings.ts';
import { openCentreStore } from '../../sync/centre/store/centre-store.ts';
import { storePathIn } from '../../sync/centre/store/open-store.ts';
import { type CentreStoreReport, verifyCentreStore } from '../../sync/centre/verify-store.ts';
import type { CentreId, Instant } from '../../sync/domain/ids.ts';
import { reportDayOf } from '../../sync/domain/period.ts';
import { temporaryFolder } from '../support/folder.ts';

export const inside: Caller = { address: '127.0.0.1', isInside: true };
export const outside: Caller = { address: '203.0.113.9', isInside: false };
export const goodPassword = 'bốn con cò trắng';

/** A real store with the people's rooms on it, on a clock that the test sets. */
export interface PeopleBench extends PeopleParts {
  at: Instant;
  readonly path: string;
  readonly signIn: SignIn;
  readonly roster: Roster;
  pass(ms: number): void;
  /** What an authenticator shows now. */
  code(secret: string): string;
  verify(): CentreStoreReport;
}

export const openPeople = (start = Date.parse('2026-03-10T08:00:00+07:00')): PeopleBench => {
  const dataDir = temporaryFolder();
  const clock = { at: start as Instant };
  const store = openCentreStore(dataDir, 'centre' as CentreId, clock.at);
  const { db } = store;
  const settings = settingsOf(db);
  const parts: PeopleParts = {
    store,
    audit: auditOf(db, store.identity),
    accounts: accountsOf(db),
    sessions: sessionsOf(db),
    invitations: invitationsOf(db),
    lockOut: lockOutOf(db),
    access: () => settings.at('access', reportDayOf(clock.at)),
    now: () => clock.at,
  };
  const signIn = signInOf(parts);
  onTestFinished(() => {
    if (db.open) store.close();
  });
  return Object.assign(clock, parts, {
    path: storePathIn(dataDir),
    signIn,
    roster: rosterOf(parts, signIn),
    pass: (ms: number) => {
      clock.at = (clock.at + ms) as Instant;
    },
    code: (secret: string) => hotp(fromBase32(secret), totpStepAt(clock.at)),
    verify: () => verifyCentreStore(storePathIn(dataDir)),
  });
};

/** The first admin, signed in with an authenticator. */
export const setUpAdmin = async (bench: PeopleBench): Promise<Actor & { readonly secret: string }> => {
  const { token } = bench.roster.setUpLink();
  const accepted = await bench.roster.accept(
    token,
    { name: 'quantri', fullName: 'Trần Thị Quản Trị', password: goodPassword },
    inside,
  );
  if (!accepted.ok) throw new Error(accepted.reason);
  const secret = accepted.opened.session.pendingTotp ?? '';
  const enrolled = bench.signIn.enrol(accepted.opened.session, bench.code(secret), inside);
  if (!enrolled.ok) throw new Error(enrolled.reason);
  bench.pass(60_000);
  return { ...inside, personNo: accepted.account.personNo, name: 'quantri', secret };
};

/** A person of another role who has used the link. */
export const addPerson = async (
  bench: PeopleBench,
  by: Actor,
  name: string,
  over: Partial<{ role: 'viewer' | 'reporter' | 'technician' | 'admin'; readsComments: boolean }> = {},
): Promise<Actor> => {
  const invited = bench.roster.invite(
    { name, fullName: `Người ${name}`, role: 'viewer', readsComments: false, ...over },
    by,
  );
  if (!invited.ok) throw new Error(invited.reason);
  const accepted = await bench.roster.accept(invited.token, { password: goodPassword }, inside);
  if (!accepted.ok) throw new Error(accepted.reason);
  return { ...inside, personNo: invited.account.personNo, name };
};
