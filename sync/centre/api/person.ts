import type { Role } from './role.ts';

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly readsComments: boolean;
  /** `invited`: the link was not used yet; `idle`: off after 45 days without a sign-in; `off`: switched off by somebody. */
  readonly state: 'active' | 'invited' | 'locked' | 'idle' | 'off';
  readonly hasTotp: boolean;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
}

export interface PeopleView {
  readonly people: readonly PersonView[];
}

/** `name`: 2 to 40 of a-z, 0-9, `.`, `_`, `-`. 409 `name/taken`. */
export interface InviteRequest {
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly readsComments: boolean;
}
/** The link is shown once; it opens for 72 hours. */
export interface InvitationLink {
  readonly person: PersonView;
  readonly token: string;
  readonly expiresAt: string;
}
/** 409 `person/last-admin`: the last admin keeps role and account. 409 `person/self`: not on oneself. */
export interface PutPerson {
  readonly fullName?: string;
  readonly role?: Role;
  readonly readsComments?: boolean;
  readonly isOff?: boolean;
}
