import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { Audit } from '../audit/audit.ts';
import { auditOf } from '../audit/audit.ts';
import type { Desk } from '../desk/open-desk.ts';
import type { BrokerAddress } from '../fleet/enrol.ts';
import type { KioskSteering } from '../fleet/steer-kiosks.ts';
import type { ImportResult } from '../import/import-file.ts';
import type { Publication } from '../ingest/intake.ts';
import { accountsOf } from '../people/accounts.ts';
import { invitationsOf } from '../people/invitations.ts';
import { lockOutOf } from '../people/lock-out.ts';
import { type Actor, type Roster, rosterOf } from '../people/roster.ts';
import { sessionsOf } from '../people/sessions.ts';
import { type PeopleParts, type SignIn, signInOf } from '../people/sign-in.ts';
import { type Settings, settingsOf } from '../settings/settings.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { Reader } from '../views/reader.ts';
import { type Sources, sourcesOf } from '../views/sources.ts';

/** What the running centre lends to its console. */
export interface OfficeParts {
  readonly dataDir: string;
  readonly store: CentreStore;
  readonly desk: Desk;
  readonly steering: KioskSteering;
  /** Where a kiosk that asked at this name finds the broker. */
  readonly brokerFor: (hostHeader: string) => BrokerAddress;
  /** Hands a message to the broker; best effort. */
  readonly publish: (publication: Publication) => void;
  readonly reader: Reader;
  readonly now: () => Instant;
  readonly counters: () => Readonly<Record<string, number>>;
  /** Takes a kiosk's export through the running intake. */
  readonly importExport: (path: string) => ImportResult;
  readonly log: (line: { readonly code: string; readonly message: string }) => void;
}

/** The console's side of the centre: who comes in, what they may change, and the log of it. */
export interface Office extends OfficeParts {
  readonly audit: Audit;
  readonly people: PeopleParts;
  readonly signIn: SignIn;
  readonly roster: Roster;
  readonly settings: Settings;
  /** The few questions that a change itself must ask, on the connection that changes. */
  readonly sources: Sources;
  readonly startedAt: Instant;
  /** Writes a line of the log; inside the transaction of what it tells. */
  note(by: Actor, action: string, subject: string | null, detail: Readonly<Record<string, unknown>>): number;
}

export const officeOf = (parts: OfficeParts): Office => {
  const { store, now } = parts;
  const { db } = store;
  const settings = settingsOf(db);
  const audit = auditOf(db, store.identity);
  const people: PeopleParts = {
    store,
    audit,
    accounts: accountsOf(db),
    sessions: sessionsOf(db),
    invitations: invitationsOf(db),
    lockOut: lockOutOf(db),
    access: () => settings.at('access', reportDayOf(now())),
    now,
  };
  const signIn = signInOf(people);
  return {
    ...parts,
    audit,
    people,
    signIn,
    roster: rosterOf(people, signIn),
    settings,
    sources: sourcesOf(db),
    startedAt: now(),
    note: (by, action, subject, detail) =>
      audit.append({ person: by.name, from: by.address, action, subject, detail }, now()),
  };
};
