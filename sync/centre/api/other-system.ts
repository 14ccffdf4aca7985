/** What another system may read. A token opens `/api/v1/…` and nothing else. */
export const scopes = ['read:reports', 'read:today', 'read:kiosks', 'read:summary'] as const;
export type Scope = (typeof scopes)[number];

export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresOn: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** `YYYY-MM-DD`, the last day; null: until it is revoked. */
  readonly expiresOn: string | null;
}
/** The secret is shown once. */
export interface TokenMade {
  readonly token: TokenView;
  readonly secret: string;
}

export const webhookEvents = [
  'kiosk-silent',
  'backlog',
  'clock',
  'chain',
  'dissatisfied',
  'period-closed',
  'test',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: string;
  readonly isOn: boolean;
  readonly pending: number;
  readonly last: WebhookDelivery | null;
}
export interface WebhookDelivery {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly at: string;
  readonly attempts: number;
  readonly state: 'delivered' | 'waiting' | 'given-up';
  readonly status: number | null;
  readonly problem: string | null;
  readonly nextAt: string | null;
}
export interface NewWebhook {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}
/** The secret that signs (`x-mot-cham-signature: t=…,v1=HMAC-SHA256`) is shown once. */
export interface WebhookMade {
  readonly webhook: WebhookView;
  readonly secret: string;
}

export interface BackupView {
  readonly folder: string;
  readonly nextAt: string | null;
  readonly backups: readonly { readonly file: string; readonly at: string; readonly bytes: number }[];
  readonly lastProblem: { readonly at: string; readonly message: string } | null;
}

/** The centre's own clock beside an NTP server's. */
export interface TimeCheck {
  readonly server: string;
  readonly at: string;
  /** The centre's clock minus the server's; null: not reached. */
  readonly offsetMs: number | null;
  readonly problem: string | null;
}

/** The centre as a program. */
export interface CentreView {
  readonly version: string;
  readonly at: string;
  readonly startedAt: string;
  readonly counters: Readonly<Record<string, number>>;
  readonly storeBytes: number;
  readonly time: TimeCheck | null;
}
