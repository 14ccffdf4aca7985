import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { walkAudit } from '../../sync/centre/audit/prove-audit.ts';
import { addPerson, goodPassword, inside, openPeople, setUpAdmin } from './bench-people.ts';

describe('the audit log', () => {
  it('holds who came and what was changed, and neither password nor secret', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    await bench.signIn.withPassword('lan', 'mật khẩu bị gõ sai', inside);
    await bench.signIn.withPassword('mat-khau-go-nham-o-ten', 'gì đó', inside);
    const bodies = bench.store.db.prepare<[], string>('SELECT body FROM audit ORDER BY seq').pluck().all();
    const actions = bodies.map((body) => String((JSON.parse(body) as { action: unknown }).action));
    expect(actions).toEqual([
      'person/accepted',
      'person/authenticator',
      'session/signed-in',
      'person/invited',
      'person/accepted',
      'session/signed-in',
      'session/wrong-password',
      'session/wrong-password',
    ]);
    const all = bodies.join('\n');
    for (const secret of [goodPassword, 'bị gõ sai', 'mat-khau-go-nham-o-ten', admin.secret])
      expect(all).not.toContain(secret);
  });

  it('is proven by verify, which names the first line that was changed, cut out or put in', async () => {
    const bench = openPeople();
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'lan');
    expect(bench.verify()).toMatchObject({ ok: true });
    const { path } = bench;
    bench.store.close();
    const tamper = (sql: string): readonly string[] => {
      const db = new Database(path);
      db.exec(sql);
      db.close();
      return bench.verify().findings.map((finding) => `${finding.where} ${finding.reason}`);
    };
    expect(tamper(`UPDATE audit SET body = replace(body, '"lan"', '"ian"') WHERE seq = 4`)[0]).toContain(
      'audit:4 is not what was written',
    );
    expect(tamper('DELETE FROM audit WHERE seq = 2')[0]).toContain('audit:2 is missing');
    const db = new Database(path, { readonly: true });
    expect(walkAudit(db)).toMatchObject({ isWhole: false, upTo: 1 });
    db.close();
  });

  it('is proven together with the settings that are read from it', async () => {
    const bench = openPeople();
    const { store, audit } = bench;
    store.transact(() => {
      const detail = { from: '2026-03-01', value: { ntpServer: 'ntp.example' } };
      const fact = { person: 'quantri', from: null, action: 'setting/changed', subject: 'time', detail };
      const seq = audit.append(fact, bench.at);
      store.db
        .prepare('INSERT INTO setting (audit_seq, key, from_day) VALUES (?, ?, ?)')
        .run(seq, 'time', '2026-03-01');
    });
    expect(bench.verify().findings).toEqual([]);
    store.db.prepare("UPDATE setting SET from_day = '2020-01-01'").run();
    expect(bench.verify().findings.map((finding) => finding.reason)).toEqual([
      'the log does not say: setting time 2020-01-01 1',
      'is missing: setting time 2026-03-01 1',
    ]);
  });
});
