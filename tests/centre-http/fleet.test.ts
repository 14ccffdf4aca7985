import { describe, expect, it } from 'vitest';
import { hourFollowerOf } from '../../sync/centre/fleet/follow-hours.ts';
import { kioskSteeringOf } from '../../sync/centre/fleet/steer-kiosks.ts';
import type { CentreId, DepartmentId, KioskId } from '../../sync/domain/ids.ts';
import { isSignedBy } from '../../sync/proof/signing.ts';
import { commandText, decodeCommand } from '../../sync/wire/command-message.ts';
import { type ConfigBody, configText, decodeConfig, readConfigBody } from '../../sync/wire/config-message.ts';
import { type ScriptedKiosk, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { addPerson, type ConsoleBench, openConsole, setUpAdmin } from './support/console-bench.ts';

const kiosk = 'k1' as KioskId;
const healthDepartment = { order: 1, id: 'so-y-te' as DepartmentId, name: 'Sở Y tế' };
const wanted = {
  department: 'so-y-te',
  counter: 'q15-2',
  label: 'Quầy 15-2',
  languages: ['vi', 'en'],
  responseIntervalMs: 7_000,
  followsHours: false,
} as const;
const params = { id: kiosk };

const openHall = async () => {
  const bench = await openConsole('2021-02-01T10:00:00+07:00');
  const admin = await setUpAdmin(bench);
  const { store } = bench.centre;
  store.transact(() => store.registry.put([healthDepartment], 'test', bench.centre.now));
  const script = scriptKiosk(kiosk, bench.centre.now);
  bench.centre.take(script.stateTopic, script.state());
  return { bench, admin, script };
};

const configIn = ({ published, centre }: ConsoleBench) => {
  const last = published.at(-1);
  const decoded = decodeConfig(Buffer.from(last?.payload ?? ''));
  if (!decoded.ok) throw new Error(decoded.reason);
  const { key, sig, body } = decoded.value;
  const { identity } = centre.store;
  const text = configText(identity.centre, kiosk, decoded.value);
  expect(key).toBe(identity.publicKey);
  expect(isSignedBy(identity.publicKey, text, sig)).toBe(true);
  expect(isSignedBy(identity.publicKey, configText('other' as CentreId, kiosk, decoded.value), sig)).toBe(
    false,
  );
  const read = readConfigBody(body);
  if (!read.ok) throw new Error(read.reason);
  return { topic: last?.topic, retain: last?.retain, revision: decoded.value.revision, body: read.value };
};
const actionsIn = ({ centre }: ConsoleBench): readonly string[] =>
  centre.store.db
    .prepare<[], string>("SELECT body ->> 'action' || ' ' || (body ->> 'subject') FROM audit ORDER BY seq")
    .pluck()
    .all();
const tell = (bench: ConsoleBench, script: ScriptedKiosk, more: object): void => {
  bench.centre.take(script.stateTopic, { ...script.state(), ...more });
};

describe('what a kiosk is told to be', () => {
  it('is signed, kept by the broker, logged, and shown with what the kiosk says of it', async () => {
    const { bench, admin, script } = await openHall();
    const view = await admin.browser.get('PUT /api/kiosks/:id/config', { params, body: wanted });
    expect(view).toMatchObject({ ...wanted, revision: 1, runs: null, refused: null });
    expect(configIn(bench)).toMatchObject({
      topic: 'motcham/1/centre/k1/config',
      retain: true,
      revision: 1,
      body: {
        department: { id: 'so-y-te', name: 'Sở Y tế' },
        counter: { id: 'q15-2', label: 'Quầy 15-2' },
        languages: ['vi', 'en'],
        responseIntervalMs: 7_000,
      },
    });
    expect(configIn(bench).body).not.toHaveProperty('opening');
    expect(actionsIn(bench)).toContain('kiosk/configured k1');

    const refused = { revision: 1, code: 'config/invalid' };
    tell(bench, script, { config: { revision: 0, refused } });
    const shown = await admin.browser.get('GET /api/kiosks/:id', { params });
    expect(shown.config).toMatchObject({ revision: 1, runs: 0, refused });
    tell(bench, script, { config: { revision: 1 } });
    const after = await admin.browser.get('GET /api/kiosks/:id', { params });
    expect(after.config).toMatchObject({ revision: 1, runs: 1, refused: null });
  });

  it('rises above what a kiosk runs, also where an older store was restored', async () => {
    const { bench, admin, script } = await openHall();
    tell(bench, script, { config: { revision: 41 } });
    const view = await admin.browser.get('PUT /api/kiosks/:id/config', { params, body: wanted });
    expect(view.revision).toBe(42);
  });

  it('is refused for a department that does not stand, and for a kiosk that nobody knows', async () => {
    const { bench, admin } = await openHall();
    const unknown = { ...wanted, department: 'so-tuong-lai' };
    const reply = await admin.browser.ask('PUT /api/kiosks/:id/config', { params, body: unknown });
    expect(reply).toMatchObject({
      status: 422,
      problem: { code: 'kiosk/unknown-department', field: 'department' },
    });
    const nobody = { params: { id: 'nobody' }, body: wanted };
    expect((await admin.browser.ask('PUT /api/kiosks/:id/config', nobody)).status).toBe(404);
    for (const wrong of [
      { languages: [] },
      { languages: ['vi', 'vi'] },
      { responseIntervalMs: -1 },
      { buttons: ['comment', 'comment', 'comment', 'comment', 'comment'] },
      { label: 'a\u0000b' },
      { more: 1 },
    ]) {
      const body = { ...wanted, ...wrong } as typeof wanted;
      expect((await admin.browser.ask('PUT /api/kiosks/:id/config', { params, body })).status).toBe(400);
    }
    expect(bench.published).toEqual([]);
    expect(bench.centre.count('kiosk_config')).toBe(0);
  });

  it('follows the hours of the settings from the day on which they hold, and lets go of them', async () => {
    const { bench, admin } = await openHall();
    const { store } = bench.centre;
    await admin.browser.get('PUT /api/kiosks/:id/config', {
      params,
      body: { ...wanted, followsHours: true },
    });
    expect(configIn(bench).body.opening).toEqual([
      { days: [1, 2, 3, 4, 5], from: '07:00', to: '11:00' },
      { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
    ]);
    const steering = kioskSteeringOf(store, () => bench.centre.now);
    const follow = hourFollowerOf(store, steering);
    const workday = [
      { from: '07:00', to: '11:00' },
      { from: '13:00', to: '17:00' },
    ] as const;
    const week = [workday, workday, workday, workday, workday, [], []];
    expect(follow({ hours: { week }, holidays: { days: [] } })).toEqual([]);
    const tet = { from: '2021-02-10', to: '2021-02-16', name: 'Tết' };
    const [sent, ...more] = follow({ hours: { week }, holidays: { days: [tet] } });
    expect(more).toEqual([]);
    bench.published.push(...(sent ? [sent] : []));
    expect(configIn(bench)).toMatchObject({
      revision: 2,
      body: { holidays: [{ from: '2021-02-10', to: '2021-02-16' }], counter: { id: 'q15-2' } },
    });
    await admin.browser.get('PUT /api/kiosks/:id/config', { params, body: wanted });
    const last: ConfigBody = configIn(bench).body;
    expect(last).toMatchObject({ opening: [], holidays: [] });
    expect(follow({ hours: { week }, holidays: { days: [] } })).toEqual([]);
  });
});

describe('what a kiosk is told to do', () => {
  it('is signed, expires, is not kept by the broker, and shows what became of it', async () => {
    const { bench, admin, script } = await openHall();
    const { store } = bench.centre;
    const body = { order: 'identify' } as const;
    const sent = await admin.browser.get('POST /api/kiosks/:id/orders', { params, body });
    const last = bench.published.at(-1);
    expect(last).toMatchObject({ topic: 'motcham/1/centre/k1/command', retain: false });
    const decoded = decodeCommand(Buffer.from(last?.payload ?? ''));
    if (!decoded.ok) throw new Error(decoded.reason);
    const command = decoded.value;
    expect(command).toMatchObject({ id: sent.id, do: 'identify', expires: bench.centre.now + 60_000 });
    const text = commandText(store.identity.centre, kiosk, command);
    expect(isSignedBy(store.identity.publicKey, text, command.sig)).toBe(true);
    expect(actionsIn(bench)).toContain('kiosk/commanded k1');

    const shown = async () => (await admin.browser.get('GET /api/kiosks/:id', { params })).order;
    expect(await shown()).toMatchObject({ id: sent.id, outcome: null });
    // Another kiosk's word about it is none.
    const other = scriptKiosk('k2', bench.centre.now);
    tell(bench, other, { command: { id: sent.id, outcome: 'done' } });
    expect(await shown()).toMatchObject({ outcome: null });
    tell(bench, script, { command: { id: sent.id, outcome: 'refused', code: 'command/no-panel' } });
    expect(await shown()).toMatchObject({ outcome: 'refused', code: 'command/no-panel' });
    tell(bench, script, { command: { id: sent.id, outcome: 'done' } });
    expect(await shown()).toMatchObject({ outcome: 'refused' });
  });

  it('is not sent to a kiosk that would not hear it', async () => {
    const { bench, admin } = await openHall();
    bench.pass(4 * 60_000);
    const body = { order: 'restart' } as const;
    const reply = await admin.browser.ask('POST /api/kiosks/:id/orders', { params, body });
    expect(reply).toMatchObject({ status: 409, problem: { code: 'kiosk/not-connected' } });
    expect(bench.published).toEqual([]);
    expect(bench.centre.count('kiosk_command')).toBe(0);
  });
});

describe('codes that still let a kiosk in', () => {
  const place = { department: 'so-y-te', counter: 'q15-3', label: '15-3' };

  it('are listed by kiosk, place, person and end, never by the code; are withdrawn once; both are logged', async () => {
    const { bench, admin } = await openHall();
    const make = (name: string) =>
      admin.browser.get('POST /api/enrolments', { body: { ...place, kiosk: name } });
    const list = async () => (await admin.browser.get('GET /api/enrolments')).enrolments;
    const first = await make('k3');
    expect(await list()).toEqual([
      {
        id: first.enrolment.id,
        kiosk: 'k3',
        department: 'Sở Y tế',
        label: '15-3',
        at: '2021-02-01T10:00:00+07:00',
        by: 'Trần Thị Quản Trị',
        expiresAt: '2021-02-02T10:00:00+07:00',
        state: 'open',
      },
    ]);
    expect(JSON.stringify(await list())).not.toContain(first.code);
    const withdraw = () =>
      admin.browser.ask('DELETE /api/enrolments/:id', { params: { id: first.enrolment.id } });
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).status).toBe(404);
    expect((await list()).map(({ state }) => state)).toEqual(['over']);
    expect(actionsIn(bench).slice(-2)).toEqual(['kiosk/enrolment-made k3', 'kiosk/enrolment-withdrawn k3']);

    // A day later the walk to the counter is over.
    const { browser } = await addPerson(bench, admin, 'kythuat', 'technician');
    await make('k4');
    const states = async () =>
      (await browser.get('GET /api/enrolments')).enrolments.map((each) => `${each.kiosk} ${each.state}`);
    expect(await states()).toEqual(['k4 open', 'k3 over']);
    const { db } = bench.centre.store;
    db.prepare("UPDATE enrolment SET expires_at = ? WHERE kiosk = 'k4'").run(bench.centre.now);
    expect(await states()).toEqual(['k4 over', 'k3 over']);
  });
});
