import type { RouteKey } from './contract.ts';
import type { Right } from './role.ts';

/**
 * Who may use a route. `anyone`: no session; `second-step`: the password was right; `signed-in`: any role; else a right. What
 * is not allowed answers 401 (nobody) or 403 (somebody else) and changes nothing.
 */
export type Access = 'anyone' | 'second-step' | 'signed-in' | Right;

export interface RouteRule {
  readonly may: Access;
  /** The largest body, in bytes; 0 takes none. */
  readonly bodyBytes: number;
  /** The media types of the body; JSON unless told. */
  readonly takes?: readonly string[];
}

const kib = 1024;
const mib = 1024 * kib;
const none = 0;
const small = 16 * kib;
const sheet = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

/** The table of rights: read by the server, by the console (what to offer) and by the test that tries every role on it. */
export const routeRules: Readonly<Record<RouteKey, RouteRule>> = {
  'GET /api/session': { may: 'anyone', bodyBytes: none },
  'POST /api/session': { may: 'anyone', bodyBytes: small },
  'POST /api/session/second-step': { may: 'second-step', bodyBytes: small },
  'POST /api/session/totp': { may: 'second-step', bodyBytes: small },
  'DELETE /api/session': { may: 'second-step', bodyBytes: none },
  'POST /api/session/password': { may: 'signed-in', bodyBytes: small },
  'POST /api/session/totp/new': { may: 'signed-in', bodyBytes: small },
  'POST /api/invitation': { may: 'anyone', bodyBytes: small },
  'POST /api/invitation/accept': { may: 'anyone', bodyBytes: small },

  'GET /api/live': { may: 'see', bodyBytes: none },
  'GET /api/today': { may: 'see', bodyBytes: none },

  'GET /api/periods': { may: 'see', bodyBytes: none },
  'GET /api/periods/:label': { may: 'see', bodyBytes: none },
  'POST /api/periods/:label/close': { may: 'report', bodyBytes: small },
  'POST /api/periods/:label/reissue': { may: 'report', bodyBytes: small },
  'POST /api/periods/:label/supplement': { may: 'report', bodyBytes: small },
  'PUT /api/periods/:label/watch': { may: 'report', bodyBytes: small },
  'PUT /api/periods/:label/dossiers': { may: 'report', bodyBytes: 256 * kib },
  'POST /api/periods/:label/dossiers/read': { may: 'report', bodyBytes: 2 * mib, takes: sheet },
  'GET /api/periods/:label/look-back': { may: 'see', bodyBytes: none },
  'GET /api/periods/:label/excluded': { may: 'report', bodyBytes: none },
  'GET /api/periods/:label/dissatisfied': { may: 'report', bodyBytes: none },
  'GET /api/periods/:label/history': { may: 'see', bodyBytes: none },
  'GET /api/periods/:label/summary': { may: 'report', bodyBytes: none },
  'GET /api/periods/:label/files/:format': { may: 'see', bodyBytes: none },
  'GET /api/periods/:label/supplements/:number/files/:format': { may: 'see', bodyBytes: none },
  'GET /api/periods/:label/dissatisfied/files/:format': { may: 'report', bodyBytes: none },
  'GET /api/spans/:span': { may: 'see', bodyBytes: none },
  'GET /api/spans/:span/files/:format': { may: 'see', bodyBytes: none },

  'GET /api/registry': { may: 'see', bodyBytes: none },
  'POST /api/registry/preview': { may: 'administer', bodyBytes: 256 * kib },
  'POST /api/registry/csv/preview': { may: 'administer', bodyBytes: mib, takes: ['text/csv'] },
  'POST /api/registry/apply': { may: 'administer', bodyBytes: 256 * kib },
  'GET /api/registry/csv': { may: 'see', bodyBytes: none },

  'GET /api/kiosks': { may: 'see', bodyBytes: none },
  'GET /api/kiosks/:id': { may: 'see', bodyBytes: none },
  'PUT /api/kiosks/:id/retired': { may: 'tend', bodyBytes: small },
  'PUT /api/kiosks/:id/config': { may: 'tend', bodyBytes: small },
  'POST /api/kiosks/:id/orders': { may: 'tend', bodyBytes: small },
  'GET /api/enrolments': { may: 'tend', bodyBytes: none },
  'POST /api/enrolments': { may: 'tend', bodyBytes: small },
  'DELETE /api/enrolments/:id': { may: 'tend', bodyBytes: none },
  'POST /api/enrol': { may: 'anyone', bodyBytes: small },
  'POST /api/kiosks/import': { may: 'tend', bodyBytes: 256 * mib, takes: ['application/octet-stream'] },
  'GET /api/kiosks/:id/presses': { may: 'administer', bodyBytes: none },
  'POST /api/voids': { may: 'administer', bodyBytes: small },

  'GET /api/comments': { may: 'read-comments', bodyBytes: none },
  'PUT /api/comments/:id': { may: 'read-comments', bodyBytes: small },
  'POST /api/comments/:id/uncover': { may: 'read-comments', bodyBytes: none },
  'POST /api/comments/:id/erase': { may: 'read-comments', bodyBytes: small },

  'GET /api/alarms': { may: 'see', bodyBytes: none },
  'PUT /api/alarms/:id/seen': { may: 'tend', bodyBytes: none },

  'GET /api/settings': { may: 'see', bodyBytes: none },
  'PUT /api/settings/:key': { may: 'administer', bodyBytes: 64 * kib },
  'PUT /api/cut-off': { may: 'administer', bodyBytes: small },

  'GET /api/people': { may: 'administer', bodyBytes: none },
  'POST /api/people': { may: 'administer', bodyBytes: small },
  'PUT /api/people/:id': { may: 'administer', bodyBytes: small },
  'POST /api/people/:id/reset': { may: 'administer', bodyBytes: none },
  'POST /api/people/:id/sign-out': { may: 'administer', bodyBytes: none },

  'GET /api/audit': { may: 'administer', bodyBytes: none },
  'GET /api/audit/csv': { may: 'administer', bodyBytes: none },

  'GET /api/tokens': { may: 'administer', bodyBytes: none },
  'POST /api/tokens': { may: 'administer', bodyBytes: small },
  'DELETE /api/tokens/:id': { may: 'administer', bodyBytes: none },
  'GET /api/webhooks': { may: 'administer', bodyBytes: none },
  'POST /api/webhooks': { may: 'administer', bodyBytes: small },
  'DELETE /api/webhooks/:id': { may: 'administer', bodyBytes: none },
  'POST /api/webhooks/:id/test': { may: 'administer', bodyBytes: none },
  'GET /api/webhooks/:id/deliveries': { may: 'administer', bodyBytes: none },

  'GET /api/backups': { may: 'administer', bodyBytes: none },
  'POST /api/backups': { may: 'administer', bodyBytes: none },
  'POST /api/time-check': { may: 'administer', bodyBytes: none },
  'GET /api/centre': { may: 'tend', bodyBytes: none },
};
