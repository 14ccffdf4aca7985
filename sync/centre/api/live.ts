import type { Today } from './today.ts';

/**
 * `GET /api/live`: server-sent events, each named by `kind` with this object as its data. `today` comes at once and then at
 * most once a second, when something changed; `changed` names the pages whose numbers are old now; `ping` every ten seconds.
 * `ended`: the session is over; the stream closes and does not come back.
 */
export type LiveEvent =
  | { readonly kind: 'today'; readonly today: Today }
  | { readonly kind: 'changed'; readonly what: readonly LivePage[]; readonly at: string }
  | { readonly kind: 'ping'; readonly at: string }
  | { readonly kind: 'ended'; readonly why: 'signed-out' | 'idle' };

export type LivePage = 'kiosks' | 'alarms' | 'periods' | 'comments' | 'registry' | 'settings' | 'people';
