import { describe, expect, it } from 'vitest';
import { ageOf, halfwayMs, longestSessionMs } from '../../sync/centre/people/sessions.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { addPerson, goodPassword, inside, openPeople, outside, setUpAdmin } from './bench-people.ts';

const day = 86_400_000;

describe('the first start', () => {
  it('needs a set-up link, which opens once and makes an admin who must have an authenticator', async () => {
    const bench = openPeople();
    expect(bench.roster.needsSetUp()).toBe(true);
    const { token } = bench.roster.setUpLink();
    expect(bench.roster.read(token)).toMatchObject({ kind: 'setup', account: undefined });
    const chosen = { name: 'Quantri', fullName: 'Trần Thị B', password: goodPassword };
    const accepted = await bench.roster.accept(token, chosen, inside);
    expect(accepted).toMatchObject({ ok: true, account: { name: 'quantri', role: 'admin' } });
    expect(accepted.ok && accepted.opened.session.step).toBe('enrol');
    expect(await bench.roster.accept(token, chosen, inside)).toEqual({
      ok: false,
      reason: 'invitation/gone',
    });
    expect(bench.roster.needsSetUp()).toBe(false);
  });

  it('of two who open the link at once lets in one', async () => {
    const bench = openPeople();
    const { token } = bench.roster.setUpLink();
    const accept = (name: string) =>
      bench.roster.accept(token, { name, fullName: `Người ${name}`, password: goodPassword }, inside);
    const answers = await Promise.all([accept('mot'), accept('hai')]);
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
    expect(bench.roster.list()).toHaveLength(1);
  });

  it('makes an older link void with a newer one, and every link after 72 hours', () => {
    const bench = openPeople();
    const first = bench.roster.setUpLink();
    const second = bench.roster.setUpLink();
    expect(bench.roster.read(first.token)).toBeUndefined();
    expect(bench.roster.read(second.token)).toBeDefined();
    bench.pass(72 * 3_600_000);
    expect(bench.roster.read(second.token)).toBeUndefined();
  });
});

describe('signing in', () => {
  it('of an admin takes two steps, and a code opens once', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    const first = await bench.signIn.withPassword(' QuanTri ', goodPassword, inside);
    if (!first.ok) throw new Error(first.reason);
    expect(first.opened.session.step).toBe('totp');
    const code = bench.code(admin.secret);
    const done = bench.signIn.withCode(first.opened.session, `${code.slice(0, 3)} ${code.slice(3)}`, inside);
    if (!done.ok) throw new Error(done.reason);
    expect(done.opened.session.step).toBe('done');
    expect(done.opened.secret).not.toBe(first.opened.secret);
    expect(bench.sessions.find(first.opened.secret)).toBeUndefined();

    const again = await bench.signIn.withPassword('quantri', goodPassword, inside);
    if (!again.ok) throw new Error(again.reason);
    expect(bench.signIn.withCode(again.opened.session, code, inside)).toEqual({
      ok: false,
      reason: 'wrong-code',
    });
  });

  it('lets five codes be wrong, then asks for the password again', async () => {
    const bench = openPeople();
    await setUpAdmin(bench);
    const first = await bench.signIn.withPassword('quantri', goodPassword, inside);
    if (!first.ok) throw new Error(first.reason);
    const reasons: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const session = bench.sessions.find(first.opened.secret);
      const answer = session && bench.signIn.withCode(session, '000000', inside);
      reasons.push(!answer ? 'gone' : answer.ok ? 'ok' : answer.reason);
      bench.pass(61_000);
    }
    expect(reasons).toEqual(['wrong-code', 'wrong-code', 'wrong-code', 'wrong-code', 'wrong-code', 'over']);
    expect(bench.sessions.find(first.opened.secret)).toBeUndefined();
  });

  it('cannot guess codes by beginning again and again: they lock the account too', async () => {
    const bench = openPeople();
    await setUpAdmin(bench);
    let codes = 0;
    for (let i = 0; i < 60; i += 1) {
      const first = await bench.signIn.withPassword('quantri', goodPassword, inside);
      if (!first.ok) break;
      const answer = bench.signIn.withCode(first.opened.session, '000000', inside);
      if (!answer.ok && answer.reason === 'wrong-code') codes += 1;
      bench.pass(61_000);
    }
    expect(codes).toBeLessThanOrEqual(10);
    expect(bench.lockOut.isLocked('quantri', bench.at)).toBe(true);
  });

  it('takes each recovery code once', async () => {
    const bench = openPeople();
    const { token } = bench.roster.setUpLink();
    const accepted = await bench.roster.accept(
      token,
      { name: 'quantri', fullName: 'Trần B', password: goodPassword },
      inside,
    );
    if (!accepted.ok) throw new Error(accepted.reason);
    const { session } = accepted.opened;
    const enrolled = bench.signIn.enrol(session, bench.code(session.pendingTotp ?? ''), inside);
    if (!enrolled.ok) throw new Error(enrolled.reason);
    const [code = ''] = enrolled.recoveryCodes;
    const tryIt = async (): Promise<boolean> => {
      const first = await bench.signIn.withPassword('quantri', goodPassword, inside);
      return first.ok && bench.signIn.withCode(first.opened.session, code.toUpperCase(), inside).ok;
    };
    expect(await tryIt()).toBe(true);
    expect(await tryIt()).toBe(false);
  });

  it('from outside needs an authenticator, whatever the role', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    expect(await bench.signIn.withPassword('lan', goodPassword, outside)).toEqual({
      ok: false,
      reason: 'totp-needed-outside',
    });
    expect(await bench.signIn.withPassword('lan', goodPassword, inside)).toMatchObject({ ok: true });
    expect(await bench.signIn.withPassword('quantri', goodPassword, outside)).toMatchObject({ ok: true });
  });

  it('ends for accounts without a sign-in for 45 days, until an admin opens them again', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    const lan = await addPerson(bench, admin, 'lan');
    bench.pass(45 * day + 1);
    expect(await bench.signIn.withPassword('lan', goodPassword, inside)).toEqual({
      ok: false,
      reason: 'idle',
    });
    bench.roster.change(lan.personNo, { isOff: false }, admin);
    expect(await bench.signIn.withPassword('lan', goodPassword, inside)).toMatchObject({ ok: true });
  });

  it('prints a set-up link again when the only admin was away for 45 days', async () => {
    const bench = openPeople();
    await setUpAdmin(bench);
    expect(bench.roster.needsSetUp()).toBe(false);
    bench.pass(46 * day);
    expect(bench.roster.needsSetUp()).toBe(true);
  });

  it('keeps sessions by the hash of their secret, for so long and no longer', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    const answer = await bench.signIn.withPassword('lan', goodPassword, inside);
    if (!answer.ok) throw new Error(answer.reason);
    const { secret, session } = answer.opened;
    const stored = JSON.stringify(bench.store.db.prepare('SELECT * FROM session').all());
    expect(stored).not.toContain(secret);
    const idle = 15 * 60_000;
    const at = (ms: number): Instant => (session.startedAt + ms) as Instant;
    expect(ageOf(session, idle, at(idle - 1))).toBe('alive');
    expect(ageOf(session, idle, at(idle))).toBe('idle');
    expect(ageOf({ ...session, usedAt: at(longestSessionMs) }, idle, at(longestSessionMs))).toBe('over');
    expect(ageOf({ ...session, step: 'totp', usedAt: at(halfwayMs) }, idle, at(halfwayMs))).toBe('over');
  });
});

describe('the roster', () => {
  it('keeps the last admin, and nobody takes their own rights', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    expect(bench.roster.change(admin.personNo, { role: 'viewer' }, admin)).toEqual({
      ok: false,
      reason: 'person/self',
    });
    const second = await addPerson(bench, admin, 'hai', { role: 'admin' });
    expect(bench.roster.change(admin.personNo, { isOff: true }, second)).toMatchObject({ ok: true });
    expect(bench.roster.change(second.personNo, { isOff: true }, admin)).toEqual({
      ok: false,
      reason: 'person/last-admin',
    });
  });

  it('ends every session of somebody whose role or password changed, and of whoever is switched off', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    const lan = await addPerson(bench, admin, 'lan');
    const open = async (): Promise<string> => {
      const answer = await bench.signIn.withPassword('lan', goodPassword, inside);
      if (!answer.ok) throw new Error(answer.reason);
      return answer.opened.secret;
    };
    const isOpen = (secret: string): boolean => bench.sessions.find(secret) !== undefined;
    const first = await open();
    bench.roster.change(lan.personNo, { role: 'reporter' }, admin);
    expect(isOpen(first)).toBe(false);

    const [here, there] = [await open(), await open()];
    const session = bench.sessions.find(here);
    if (!session) throw new Error('no session');
    const changed = await bench.roster.changePassword(session, goodPassword, 'một mật khẩu khác hẳn', lan);
    expect(changed).toEqual({ ok: true });
    expect([isOpen(here), isOpen(there)]).toEqual([true, false]);

    bench.roster.change(lan.personNo, { isOff: true }, admin);
    expect(isOpen(here)).toBe(false);
    const next = 'một mật khẩu khác hẳn';
    expect(await bench.signIn.withPassword('lan', next, inside)).toEqual({ ok: false, reason: 'off' });
  });

  it('resets somebody with a link: neither the old password nor the old authenticator opens', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    const second = await addPerson(bench, admin, 'hai', { role: 'admin' });
    const link = bench.roster.reset(admin.personNo, second);
    if (!link.ok) throw new Error(link.reason);
    expect(await bench.signIn.withPassword('quantri', goodPassword, inside)).toEqual({
      ok: false,
      reason: 'wrong',
    });
    const accepted = await bench.roster.accept(link.token, { password: 'lại một mật khẩu mới' }, inside);
    expect(accepted).toMatchObject({ ok: true, account: { name: 'quantri', totpSecret: null } });
    expect(accepted.ok && accepted.opened.session.step).toBe('enrol');
  });

  it('takes no name twice and no name that is none', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    const invite = (name: string) =>
      bench.roster.invite({ name, fullName: 'Ai đó', role: 'viewer', readsComments: false }, admin);
    expect(invite('QUANTRI')).toEqual({ ok: false, reason: 'name/taken' });
    for (const bad of ['a', '1a', 'có dấu', '../etc', 'x'.repeat(41), ''])
      expect(invite(bad), bad).toEqual({ ok: false, reason: 'name/malformed' });
  });
});
