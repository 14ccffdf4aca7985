import { describe, expect, it } from 'vitest';
import type { RouteKey } from '../../sync/centre/api/contract.ts';
import { routeRules } from '../../sync/centre/api/route-rules.ts';
import { scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { type Browser, pathOf } from './support/browser.ts';
import {
  addPerson,
  type ConsoleBench,
  goodPassword,
  openConsole,
  setUpAdmin,
} from './support/console-bench.ts';

/**
 * Who may use which route, written down a second time and apart from the code: N nobody, H somebody halfway through signing in,
 * V viewer, R reporter, T technician, A admin, C a viewer who may read comments.
 */
const allowed: Readonly<Record<RouteKey, string>> = {
  'GET /api/session': 'NHVRTAC',
  'POST /api/session': 'NHVRTAC',
  'POST /api/session/second-step': 'HVRTAC',
  'POST /api/session/totp': 'HVRTAC',
  'DELETE /api/session': 'HVRTAC',
  'POST /api/session/password': 'VRTAC',
  'POST /api/session/totp/new': 'VRTAC',
  'POST /api/invitation': 'NHVRTAC',
  'POST /api/invitation/accept': 'NHVRTAC',
  'GET /api/live': 'VRTAC',
  'GET /api/today': 'VRTAC',
  'GET /api/periods': 'VRTAC',
  'GET /api/periods/:label': 'VRTAC',
  'POST /api/periods/:label/close': 'RA',
  'POST /api/periods/:label/reissue': 'RA',
  'POST /api/periods/:label/supplement': 'RA',
  'PUT /api/periods/:label/watch': 'RA',
  'PUT /api/periods/:label/dossiers': 'RA',
  'POST /api/periods/:label/dossiers/read': 'RA',
  'GET /api/periods/:label/look-back': 'VRTAC',
  'GET /api/periods/:label/excluded': 'RA',
  'GET /api/periods/:label/dissatisfied': 'RA',
  'GET /api/periods/:label/history': 'VRTAC',
  'GET /api/periods/:label/summary': 'RA',
  'GET /api/periods/:label/files/:format': 'VRTAC',
  'GET /api/periods/:label/supplements/:number/files/:format': 'VRTAC',
  'GET /api/periods/:label/dissatisfied/files/:format': 'RA',
  'GET /api/spans/:span': 'VRTAC',
  'GET /api/spans/:span/files/:format': 'VRTAC',
  'GET /api/registry': 'VRTAC',
  'POST /api/registry/preview': 'A',
  'POST /api/registry/csv/preview': 'A',
  'POST /api/registry/apply': 'A',
  'GET /api/registry/csv': 'VRTAC',
  'GET /api/kiosks': 'VRTAC',
  'GET /api/kiosks/:id': 'VRTAC',
  'PUT /api/kiosks/:id/retired': 'TA',
  'PUT /api/kiosks/:id/config': 'TA',
  'POST /api/kiosks/:id/orders': 'TA',
  'GET /api/enrolments': 'TA',
  'POST /api/enrolments': 'TA',
  'DELETE /api/enrolments/:id': 'TA',
  'POST /api/enrol': 'NHVRTAC',
  'POST /api/kiosks/import': 'TA',
  'GET /api/kiosks/:id/presses': 'A',
  'POST /api/voids': 'A',
  'GET /api/comments': 'C',
  'PUT /api/comments/:id': 'C',
  'POST /api/comments/:id/uncover': 'C',
  'POST /api/comments/:id/erase': 'C',
  'GET /api/alarms': 'VRTAC',
  'PUT /api/alarms/:id/seen': 'TA',
  'GET /api/settings': 'VRTAC',
  'PUT /api/settings/:key': 'A',
  'PUT /api/cut-off': 'A',
  'GET /api/people': 'A',
  'POST /api/people': 'A',
  'PUT /api/people/:id': 'A',
  'POST /api/people/:id/reset': 'A',
  'POST /api/people/:id/sign-out': 'A',
  'GET /api/audit': 'A',
  'GET /api/audit/csv': 'A',
  'GET /api/tokens': 'A',
  'POST /api/tokens': 'A',
  'DELETE /api/tokens/:id': 'A',
  'GET /api/webhooks': 'A',
  'POST /api/webhooks': 'A',
  'DELETE /api/webhooks/:id': 'A',
  'POST /api/webhooks/:id/test': 'A',
  'GET /api/webhooks/:id/deliveries': 'A',
  'GET /api/backups': 'A',
  'POST /api/backups': 'A',
  'POST /api/time-check': 'A',
  'GET /api/centre': 'TA',
};
// Signing out comes last: it would be the end of whoever tries.
const keys = (Object.keys(allowed) as RouteKey[]).sort(
  (a, b) => Number(a === 'DELETE /api/session') - Number(b === 'DELETE /api/session'),
);
const changing = keys.filter((key) => !key.startsWith('GET '));
const refusals = ['http/no-session', 'http/session-ended', 'http/not-allowed'];

const params = { label: '2021-02', format: 'csv', number: '1', span: '2021-Q1', id: 'k1', key: 'report' };
/** A body of the right kind that says nothing usable. */
const emptyBody = (key: RouteKey) => {
  const { bodyBytes, takes } = routeRules[key];
  if (bodyBytes === 0) return {};
  return takes ? { body: Buffer.from('x'), headers: { 'content-type': takes[0] ?? '' } } : { body: {} };
};

const openHouse = async () => {
  const bench = await openConsole('2021-02-01T10:00:00+07:00');
  const admin = await setUpAdmin(bench);
  const viewer = await addPerson(bench, admin, 'xem', 'viewer');
  const reporter = await addPerson(bench, admin, 'baocao', 'reporter');
  const technician = await addPerson(bench, admin, 'kythuat', 'technician');
  const commenter = await addPerson(bench, admin, 'gopy', 'viewer', true);
  const halfway = bench.browser();
  const state = await halfway.get('POST /api/session', {
    body: { name: 'quantri', password: goodPassword },
  });
  expect(state.step).toBe('totp');
  const kiosk = scriptKiosk('k1', bench.centre.now);
  bench.centre.take(kiosk.stateTopic, kiosk.state());
  const who: Readonly<Record<string, Browser>> = {
    N: bench.browser(),
    H: halfway,
    V: viewer.browser,
    R: reporter.browser,
    T: technician.browser,
    A: admin.browser,
    C: commenter.browser,
  };
  return { bench, who, admin };
};

/** Rows that this store has changed since it was opened: not one more after a refusal. */
const changes = ({ centre }: ConsoleBench): number =>
  Number(centre.store.db.prepare('SELECT total_changes()').pluck().get());

describe('every route × every role × no session', () => {
  it('answers whoever may, and 401 or 403 to everybody else, who changes nothing', async () => {
    const { bench, who } = await openHouse();
    const wrong: string[] = [];
    let refused = 0;
    for (const key of keys) {
      for (const [letter, browser] of Object.entries(who)) {
        if (key === 'GET /api/live' && allowed[key].includes(letter)) continue;
        const before = changes(bench);
        const reply = await browser.ask(key, { params, ...emptyBody(key) });
        const isRefused = refusals.includes(reply.problem.code);
        if (allowed[key].includes(letter)) {
          if (isRefused || reply.status >= 500) wrong.push(`${letter} ${key}: ${reply.status} ${reply.text}`);
          continue;
        }
        refused += 1;
        const status = letter === 'N' || letter === 'H' ? 401 : 403;
        if (!isRefused || reply.status !== status || changes(bench) !== before)
          wrong.push(`${letter} ${key}: ${reply.status} ${reply.text}, ${changes(bench) - before} changes`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(200);
  });

  it('has no route beside the contract', async () => {
    const { who } = await openHouse();
    const admin = who.A as Browser;
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['GET', '/api/../package.json'],
      ['GET', '/..%2f..%2fpackage.json'],
      ['GET', '/assets/../../../../etc/passwd'],
      ['DELETE', '/api/people/1'],
      ['PATCH', '/api/today'],
      ['HEAD', '/api/today'],
      ['OPTIONS', '/api/session'],
    ] as const)
      expect((await admin.send(method, path)).status, `${method} ${path}`).toBe(404);
  });
});

describe('every route that changes something', () => {
  it('refuses a missing or foreign token, another page’s origin and another name, and changes nothing', async () => {
    const { bench, who } = await openHouse();
    const wrong: string[] = [];
    const { host } = new URL(bench.console.url);
    const tricks: readonly [string, Record<string, string | undefined>, string][] = [
      ['no token', { 'x-csrf-token': undefined }, 'http/bad-csrf'],
      ['a foreign token', { 'x-csrf-token': who.V?.csrf }, 'http/bad-csrf'],
      ['another origin', { origin: 'https://example.org' }, 'http/bad-origin'],
      ['a sandboxed page', { origin: 'null' }, 'http/bad-origin'],
      ['another port', { origin: 'http://127.0.0.1:1' }, 'http/bad-origin'],
      ['another site', { 'sec-fetch-site': 'cross-site', origin: undefined }, 'http/bad-origin'],
      ['a neighbour', { 'sec-fetch-site': 'same-site' }, 'http/bad-origin'],
      ['a borrowed name', { host: `${host.replace('127.0.0.1', 'rebound.example.org')}` }, 'http/bad-origin'],
    ];
    for (const key of changing) {
      const browser = allowed[key].includes('A') ? who.A : who.C;
      for (const [name, headers, code] of tricks) {
        if (code === 'http/bad-csrf' && routeRules[key].may === 'anyone') continue;
        const before = changes(bench);
        const body = emptyBody(key);
        const reply = await browser?.ask(key, { params, ...body, headers: { ...body.headers, ...headers } });
        if (reply?.problem.code !== code || reply.status !== 403 || changes(bench) !== before)
          wrong.push(`${key} with ${name}: ${reply?.status} ${reply?.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses what is too large, of another type or malformed, and changes nothing', async () => {
    const { bench, who } = await openHouse();
    const wrong: string[] = [];
    const json = { 'content-type': 'application/json' };
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    for (const key of changing.filter((each) => each !== 'DELETE /api/session')) {
      const { bodyBytes, takes } = routeRules[key];
      const browser = allowed[key].includes('A') ? who.A : who.C;
      const type = { 'content-type': takes?.[0] ?? 'application/json' };
      const bad: [string, Parameters<Browser['send']>[2], readonly number[]][] = [
        ['a length over the limit', { headers: { ...type, 'content-length': String(bodyBytes + 1) } }, [413]],
        ['a form', { body: Buffer.from('a=b'), headers: { 'content-type': 'text/plain' } }, [413, 415]],
      ];
      if (bodyBytes > 0 && bodyBytes <= 1_048_576) {
        const headers = { ...type, 'content-length': undefined, 'transfer-encoding': 'chunked' };
        bad.push(['chunks over the limit', { body: Buffer.alloc(bodyBytes + 1, 32), headers }, [413]]);
      }
      if (bodyBytes > 0 && !takes)
        for (const text of [
          '',
          '{',
          '[]',
          '"x"',
          '7',
          'null',
          '{"__proto__":{"x":1}}',
          '{"a":{}}',
          deep,
          '\u0000',
        ])
          bad.push([
            JSON.stringify(text.slice(0, 20)),
            { body: Buffer.from(text), headers: json },
            [400, 404, 409, 413, 422],
          ]);
      if (takes)
        for (const bytes of [
          Buffer.alloc(64),
          Buffer.from('PK\u0003\u0004'),
          Buffer.from([0xff, 0xfe, 0x00]),
        ])
          bad.push([`${bytes.length} bytes of nothing`, { body: bytes, headers: type }, [400, 409, 422]]);
      for (const [name, parts, statuses] of bad) {
        const before = changes(bench);
        const reply = await browser?.send(key.slice(0, key.indexOf(' ')), pathOf(key, { params }), parts);
        if (!statuses.includes(reply?.status ?? 0) || !reply?.problem.code || changes(bench) !== before)
          wrong.push(
            `${key} with ${name}: ${reply?.status} ${reply?.text}, ${changes(bench) - before} changes`,
          );
      }
    }
    expect(wrong).toEqual([]);
    expect(bench.said).toEqual([]);
  });
});
