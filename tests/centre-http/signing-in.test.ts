import { describe, expect, it } from 'vitest';
import { addPerson, goodPassword, openConsole, setUpAdmin } from './support/console-bench.ts';

const minute = 60_000;
const day = 86_400_000;
const morning = '2026-03-10T08:00:00+07:00';

describe('the set-up link', () => {
  it('makes the first admin once, with an authenticator, and is not printed again', async () => {
    const bench = await openConsole(morning);
    expect(bench.console.setUpLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#setup=[\w-]{43}$/);
    const stranger = bench.browser();
    const body = { token: 'A'.repeat(43) };
    expect((await stranger.ask('POST /api/invitation', { body })).status).toBe(410);
    expect(await stranger.get('GET /api/session')).toMatchObject({ step: 'password', needsSetUp: true });
    const admin = await setUpAdmin(bench);
    expect(await stranger.get('GET /api/session')).toMatchObject({ needsSetUp: false });
    const token = bench.console.setUpLink?.split('=')[1] ?? '';
    const again = { token, name: 'hai', fullName: 'Người hai', password: goodPassword };
    const reply = await stranger.ask('POST /api/invitation/accept', { body: again });
    expect([reply.status, reply.problem.code]).toEqual([410, 'invitation/gone']);
    const log = await admin.browser.get('GET /api/audit');
    expect(log.entries.map((entry) => entry.action)).toEqual([
      'session/signed-in',
      'person/authenticator',
      'person/accepted',
    ]);
    expect(log.chain.isWhole).toBe(true);
    expect(bench.centre.verify().findings).toEqual([]);
    await bench.close();
    bench.centre.store.close();
    const next = await openConsole(morning, { dataDir: bench.centre.dataDir });
    expect(next.console.setUpLink).toBeNull();
  });
});

describe('twenty wrong passwords', () => {
  it('lock a name, with the same answers whether somebody has it or not; an admin opens it again', async () => {
    const bench = await openConsole(morning);
    const admin = await setUpAdmin(bench);
    const person = await addPerson(bench, admin, 'lan', 'reporter');
    const browser = bench.browser();
    const attempt = async (name: string, password: string) => {
      const reply = await browser.ask('POST /api/session', { body: { name, password } });
      return { status: reply.status, text: reply.text, cookie: reply.headers['set-cookie'] };
    };
    const told: Record<string, unknown[]> = { lan: [], 'khong-co': [] };
    const began = bench.centre.now;
    for (const name of ['lan', 'khong-co']) {
      bench.centre.now = began;
      for (let wrong = 0; wrong < 20; ) {
        const reply = await attempt(name, `sai mật khẩu ${wrong}`);
        told[name]?.push(reply);
        if (reply.status === 401) wrong += 1;
        else bench.pass(JSON.parse(reply.text).detail.retryInSeconds * 1_000);
      }
      told[name]?.push(await attempt(name, goodPassword));
    }
    expect(told['khong-co']).toEqual(told.lan);
    const last = told.lan?.at(-1) as { status: number; text: string };
    expect(last.status).toBe(429);
    expect(JSON.parse(last.text)).toMatchObject({ code: 'session/locked', detail: { retryInSeconds: 900 } });
    bench.pass(14 * minute);
    expect((await attempt('lan', goodPassword)).status).toBe(429);
    // The admin was idle meanwhile, and signs in anew.
    const body = { name: 'quantri', password: goodPassword };
    await admin.browser.get('POST /api/session', { body });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
    const { people } = await admin.browser.get('GET /api/people');
    expect(people.find((each) => each.name === 'lan')?.state).toBe('locked');
    await admin.browser.get('PUT /api/people/:id', { params: { id: person.id }, body: { isOff: false } });
    expect((await attempt('lan', goodPassword)).status).toBe(200);
  });

  it('from one address are slowed down, whatever names they are for', async () => {
    const bench = await openConsole(morning);
    const browser = bench.browser();
    const statuses: number[] = [];
    for (let i = 0; i < 125; i += 1)
      statuses.push((await browser.ask('POST /api/invitation', { body: { token: `x${i}` } })).status);
    expect(statuses.slice(0, 120)).toEqual(Array(120).fill(410));
    expect(statuses.slice(120)).toEqual(Array(5).fill(429));
    bench.pass(minute);
    expect((await browser.ask('POST /api/invitation', { body: { token: 'x' } })).status).toBe(410);
  });
});

describe('a session', () => {
  it('has a cookie that no script reads and no other site sends, and ends where it is ended', async () => {
    const bench = await openConsole(morning);
    await setUpAdmin(bench);
    const browser = bench.browser();
    const body = { name: 'quantri', password: goodPassword };
    const reply = await browser.ask('POST /api/session', { body });
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(/^mot-cham=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  });

  it('ends after the idle time, which a page that refreshes by itself does not stretch', async () => {
    const bench = await openConsole(morning);
    const admin = await setUpAdmin(bench);
    for (let i = 0; i < 3; i += 1) {
      bench.pass(14 * minute);
      await admin.browser.get('GET /api/today');
    }
    for (let i = 0; i < 2; i += 1) {
      bench.pass(7 * minute);
      await admin.browser.get('GET /api/today', { headers: { 'x-mot-cham-auto': '1' } });
    }
    bench.pass(2 * minute);
    const over = await admin.browser.ask('GET /api/today');
    expect([over.status, over.problem.code]).toEqual([401, 'http/session-ended']);
    expect(over.headers['set-cookie']?.[0]).toMatch(/^mot-cham=; .*Max-Age=0$/);
    expect((await admin.browser.ask('GET /api/today')).problem.code).toBe('http/no-session');
  });

  it('ends twelve hours after it began, however busy', async () => {
    const bench = await openConsole(morning);
    const admin = await setUpAdmin(bench);
    for (let i = 0; i < 71; i += 1) {
      bench.pass(10 * minute);
      await admin.browser.get('GET /api/centre');
    }
    bench.pass(10 * minute);
    expect((await admin.browser.ask('GET /api/centre')).status).toBe(401);
  });

  it('ends at once when its person is switched off or signed out by an admin', async () => {
    const bench = await openConsole(morning);
    const admin = await setUpAdmin(bench);
    const lan = await addPerson(bench, admin, 'lan', 'viewer');
    const minh = await addPerson(bench, admin, 'minh', 'viewer');
    await admin.browser.get('PUT /api/people/:id', { params: { id: lan.id }, body: { isOff: true } });
    await admin.browser.get('POST /api/people/:id/sign-out', { params: { id: minh.id } });
    expect((await lan.browser.ask('GET /api/today')).status).toBe(401);
    expect((await minh.browser.ask('GET /api/today')).status).toBe(401);
    const body = { name: 'lan', password: goodPassword };
    expect((await bench.browser().ask('POST /api/session', { body })).problem.code).toBe('session/off');
  });
});

describe('an account', () => {
  it('is off after 45 days without a sign-in until an admin opens it', async () => {
    const bench = await openConsole(morning);
    const admin = await setUpAdmin(bench);
    const lan = await addPerson(bench, admin, 'lan', 'viewer');
    const body = { name: 'lan', password: goodPassword };
    bench.pass(44 * day);
    const signIn = () => bench.browser().ask('POST /api/session', { body });
    expect((await signIn()).status).toBe(200);
    await admin.browser.get('POST /api/session', { body: { ...body, name: 'quantri' } });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
    bench.pass(45 * day + 1);
    const idle = await signIn();
    expect([idle.status, idle.problem.code]).toEqual([403, 'session/account-idle']);
    // The admin was away as long: a set-up link is due again, printed at the next start.
    await bench.close();
    bench.centre.store.close();
    const at = new Date(bench.centre.now).toISOString();
    const next = await openConsole(at, { dataDir: bench.centre.dataDir });
    const token = next.console.setUpLink?.split('=')[1] ?? '';
    const second = next.browser();
    const chosen = { token, name: 'quantri2', fullName: 'Người thứ hai', password: goodPassword };
    const state = await second.get('POST /api/invitation/accept', { body: chosen });
    const secret = state.step === 'enrol-totp' ? state.enrolment.secret : '';
    await second.get('POST /api/session/totp', { body: { code: next.code(secret) } });
    await second.get('PUT /api/people/:id', { params: { id: lan.id }, body: { isOff: false } });
    expect((await next.browser().ask('POST /api/session', { body })).status).toBe(200);
  });
});

describe('from outside', () => {
  const origin = 'https://danhgia.example.vn';
  const outside = { host: 'danhgia.example.vn', origin, 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };

  it('everybody needs an authenticator, the cookie is pinned to the host over TLS', async () => {
    const bench = await openConsole(morning, { publicOrigin: origin });
    const local = { token: bench.console.setUpLink?.split('=')[1] ?? '' };
    expect(bench.console.url).toBe(`${origin}/`);
    const browser = bench.browser();
    // The first admin comes over the proxy as everybody does.
    const inside = { ...outside, 'x-forwarded-for': '10.1.2.3' };
    const accept = { ...local, name: 'quantri', fullName: 'Trần Thị B', password: goodPassword };
    const state = await browser.get('POST /api/invitation/accept', { body: accept, headers: inside });
    const secret = state.step === 'enrol-totp' ? state.enrolment.secret : '';
    await browser.get('POST /api/session/totp', { body: { code: bench.code(secret) }, headers: inside });
    const lan = { name: 'lan', fullName: 'Nguyễn Thị Lan', role: 'reporter' as const, readsComments: false };
    const link = await browser.get('POST /api/people', { body: lan, headers: inside });

    // A link that is opened from outside asks for an authenticator of everybody.
    const away = bench.browser();
    const body = { token: link.token, password: goodPassword };
    const first = await away.ask('POST /api/invitation/accept', { body, headers: outside });
    expect(JSON.parse(first.text).step).toBe('enrol-totp');
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-mot-cham=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
    ]);
    expect(first.headers['strict-transport-security']).toMatch(/^max-age=\d+$/);
    const password = { name: 'lan', password: goodPassword };
    const refused = await bench.browser().ask('POST /api/session', { body: password, headers: outside });
    expect([refused.status, refused.problem.code]).toEqual([403, 'session/totp-needed-outside']);
    // Inside the password is enough; that session opens nothing outside.
    const desk = bench.browser();
    expect(await desk.get('POST /api/session', { body: password, headers: inside })).toMatchObject({
      step: 'done',
    });
    await desk.get('GET /api/today', { headers: inside });
    expect((await desk.ask('GET /api/today', { headers: outside })).status).toBe(401);
    // With an authenticator, set up at the desk, outside is open too.
    const fresh = await desk.get('POST /api/session/totp/new', {
      body: { password: goodPassword },
      headers: inside,
    });
    const own = fresh.step === 'enrol-totp' ? fresh.enrolment.secret : '';
    const enrolled = await desk.get('POST /api/session/totp', {
      body: { code: bench.code(own) },
      headers: inside,
    });
    expect(enrolled.recoveryCodes).toHaveLength(10);
    const home = bench.browser();
    const step = await home.get('POST /api/session', { body: password, headers: outside });
    expect(step.step).toBe('totp');
    const code = { code: enrolled.recoveryCodes[0] ?? '' };
    await home.get('POST /api/session/second-step', { body: code, headers: outside });
    await home.get('GET /api/today', { headers: outside });
  });
});
