import type { Right, Role } from './role.ts';

/** Who is signed in, and what the page needs to know before its first question. */
export interface Me {
  readonly person: string;
  /** The name to sign in with. */
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly rights: readonly Right[];
  readonly hasTotp: boolean;
  readonly signedInAt: string;
  /**
   * Signed out after so many minutes without a request of the person's own: the live stream does not count, nor does a
   * request with the header `x-mot-cham-auto: 1`, which the page sends where it refreshes by itself.
   */
  readonly idleMinutes: number;
  readonly centre: CentreName;
}

export interface CentreName {
  readonly id: string;
  /** As it stands in the settings, null until somebody fills it in. */
  readonly issuingBody: string | null;
}

/**
 * Where the sign-in stands. `csrf` goes back in the header `x-csrf-token` of every request that changes something.
 * `password`: nobody is signed in. `totp`: the password was right, the six digits are due (or a recovery code).
 * `enrol-totp`: the password was right, an authenticator must be set up before anything else.
 */
export type SessionState =
  | { readonly step: 'password'; readonly centre: CentreName; readonly needsSetUp: boolean }
  | { readonly step: 'totp'; readonly csrf: string; readonly fullName: string }
  | {
      readonly step: 'enrol-totp';
      readonly csrf: string;
      readonly fullName: string;
      readonly enrolment: TotpEnrolment;
    }
  | { readonly step: 'done'; readonly csrf: string; readonly me: Me };

export interface TotpEnrolment {
  /** Base32, in groups of four for typing. */
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code drawn by the page. */
  readonly uri: string;
}

/** Wrong: 401 `session/wrong`, the same words and the same time whether the name exists or not; locked: 429 `session/locked`
 * with `retryInSeconds` in `detail`. From outside without an authenticator: 403 `session/totp-needed-outside`. */
export interface SignInRequest {
  readonly name: string;
  readonly password: string;
}

/** Six digits, or a recovery code. Wrong: 401 `session/wrong-code`. */
export interface SecondStepRequest {
  readonly code: string;
}

/** The codes are shown once; each opens the second step once. */
export interface TotpEnrolled {
  readonly state: SessionState;
  readonly recoveryCodes: readonly string[];
}

/** The secret of a one-time link; it stands in the link's fragment (`#setup=…`, `#invite=…`) and never in a path. */
export interface InvitationRequest {
  readonly token: string;
}
/** `setup` is the very first account: its names are chosen by who accepts. 410 `invitation/gone` when used or too old. */
export interface Invitation {
  readonly kind: 'setup' | 'invite' | 'reset';
  readonly name: string | null;
  readonly fullName: string | null;
  readonly role: Role;
  readonly expiresAt: string;
}
/** 422 `password/too-short` (under 12 characters), `password/known` (holds the name, or is on the short list), `name/taken`,
 * `name/malformed`. */
export interface AcceptInvitation extends InvitationRequest {
  readonly name?: string;
  readonly fullName?: string;
  readonly password: string;
}

export interface ChangePassword {
  readonly current: string;
  readonly next: string;
}
