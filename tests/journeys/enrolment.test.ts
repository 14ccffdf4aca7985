import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type IClientOptions } from 'mqtt';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { configPath, readConfig, writeConfig } from '../../kiosk-app/core/config-file.ts';
import { EnrolError, enrol } from '../../kiosk-app/core/enrol.ts';
import { ledgerPath } from '../../kiosk-app/core/store.ts';
import { systemKioskClock } from '../../kiosk-app/core/system-clock.ts';
import { hashLogin } from '../../sync/centre/fleet/login-hash.ts';
import { openCentre } from '../../sync/centre/open-centre.ts';
import type { CentreOptions } from '../../sync/centre/port.ts';
import { openStoreForReading, storePathIn } from '../../sync/centre/store/open-store.ts';
import type { CentreId, DepartmentId, Instant } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { mintKeyPair } from '../../sync/proof/signing.ts';
import { setUp } from '../console/support/staff.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openTestKiosk } from '../support/kiosk.ts';
import { needs } from '../support/needs.ts';
import { startMosquitto } from '../support/test-broker.ts';
import { testCertificate } from '../support/test-certificate.ts';

const soon = { timeout: 20_000, interval: 25 };
const local = { host: '127.0.0.1', port: 0 };
const place = { department: 'so-y-te', counter: 'q15-2', label: '15-2' };

/** A real centre with its broker and its console; its clock can be moved on. */
const openHouse = async (over: Partial<CentreOptions> = {}) => {
  const dataDir = temporaryFolder();
  let ahead = 0;
  const now = (): Instant => (Date.now() + ahead) as Instant;
  const centre = await openCentre({
    dataDir,
    centre: 'centre' as CentreId,
    mqtt: local,
    console: local,
    now,
    ...over,
  });
  onTestFinished(() => centre.close());
  centre.putDepartments([{ order: 1, id: 'so-y-te' as DepartmentId, name: 'Sở Y tế' }]);
  const url = centre.console?.url ?? '';
  const desk = await setUp({ url, now, centre });
  const codeFor = (kiosk: string) => desk.ask('POST /api/enrolments', '/api/enrolments', { ...place, kiosk });
  const enter = (code: string, folder = temporaryFolder()) =>
    enrol({ dataDir: folder, code, centre: new URL(url) }).then((config) => ({ config, folder }));
  const refusalOf = async (code: string, folder?: string): Promise<string> => {
    const error = await enter(code, folder).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (!(error instanceof EnrolError)) throw error ?? new Error('it was let in');
    return `${error.code}: ${error.message}`;
  };
  const read = <T>(sql: string): readonly T[] => {
    const db = openStoreForReading(storePathIn(dataDir));
    try {
      return db.prepare<[], T>(sql).all();
    } finally {
      db.close();
    }
  };
  const actions = () =>
    read<{ readonly action: string }>(
      `SELECT body ->> 'action' AS action FROM audit WHERE body ->> 'action' LIKE 'kiosk/%' ORDER BY seq`,
    ).map(({ action }) => action);
  const start = (folder: string) =>
    openTestKiosk({
      dataDir: folder,
      config: readConfig(folder),
      saveConfig: (change) => writeConfig(folder, { ...readConfig(folder), ...change }),
    });
  const drained = (kiosk: ReturnType<typeof start>['kiosk']) =>
    vi.waitFor(() => expect(kiosk.isDrained() && kiosk.snapshot().info.network.link).toBe('up'), soon);
  const pass = (ms: number) => {
    ahead += ms;
  };
  return { centre, dataDir, url, desk, codeFor, enter, refusalOf, read, actions, start, drained, pass };
};
type House = Awaited<ReturnType<typeof openHouse>>;

const press = { do: 'press', category: 'satisfied-service', touch: 'touch-1' } as const;
const closed = 'enrol/refused: this code does not open: it is wrong, was used, was withdrawn, or is too old';

const connectTo = async (url: string, options: IClientOptions = {}) => {
  const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0, ...options });
  onTestFinished(() => client.endAsync(true));
  return client;
};
const enterOne = async (house: House, kiosk = 'q15-2') => {
  const { code } = await house.codeFor(kiosk);
  return house.enter(code);
};

describe('a kiosk that comes in by a code', () => {
  it('is given everything, keeps what is its own, and rates through the broker under its own name', async () => {
    const house = await openHouse();
    const { code, enrolment } = await house.codeFor('q15-2');
    expect(enrolment).toMatchObject({ kiosk: 'q15-2', state: 'open', department: 'Sở Y tế' });
    const folder = temporaryFolder();
    writeFileSync(
      configPath(folder),
      JSON.stringify({ panels: ['motcham-line:/dev/ttyUSB7'], sound: false }),
    );
    const typed = code.toLowerCase().replace('-', ' ');
    const { config } = await house.enter(typed, folder);
    expect(config).toMatchObject({
      kiosk: 'q15-2',
      department: { name: 'Sở Y tế' },
      counter: { id: 'q15-2', label: '15-2' },
      broker: house.centre.brokerUrl,
      centreKey: house.centre.publicKey,
      login: { user: 'q15-2' },
      configRevision: 1,
      panels: ['motcham-line:/dev/ttyUSB7'],
      sound: false,
    });
    const { kiosk } = house.start(folder);
    await kiosk.command(press);
    await house.drained(kiosk);
    expect(house.centre.ledgers()).toMatchObject([{ kiosk: 'q15-2' }]);
    expect(house.read(`SELECT code FROM alarm WHERE code LIKE 'ledger-%'`)).toEqual([]);
    // The configuration goes on by the wire.
    const body = {
      ...place,
      label: '15-3',
      languages: ['vi'],
      responseIntervalMs: 5_000,
      followsHours: false,
    };
    await house.desk.ask('PUT /api/kiosks/:id/config', '/api/kiosks/q15-2/config', body);
    await vi.waitFor(() => expect(kiosk.snapshot().binding.counter.label).toBe('15-3'), soon);
    expect(house.actions()).toEqual(['kiosk/enrolment-made', 'kiosk/enrolled', 'kiosk/configured']);
    const [stored] = house.read<{ readonly text: string }>(
      `SELECT group_concat(quote(hash) || config) || (SELECT password FROM kiosk_login) AS text FROM enrolment`,
    );
    expect(stored?.text).not.toContain(config.login?.password);
    expect(stored?.text).not.toContain(code.replace('-', ''));
  });

  it('is not let in by a code that is wrong, used, withdrawn or too old; all sound alike and change nothing', async () => {
    const house = await openHouse();
    const { code } = await house.codeFor('q15-2');
    const { folder } = await house.enter(code);
    const before = readFileSync(configPath(folder), 'utf8');
    const logins = house.read('SELECT * FROM kiosk_login');
    expect(await house.refusalOf(code, folder)).toBe(closed);
    expect(await house.refusalOf(code)).toBe(closed);
    expect(await house.refusalOf('ABCD-EFGH')).toBe(closed);
    expect(await house.refusalOf('hello')).toBe('enrol/refused: this is no code: hello');
    const second = await house.codeFor('q15-3');
    await house.desk.ask('DELETE /api/enrolments/:id', `/api/enrolments/${second.enrolment.id}`);
    expect(await house.refusalOf(second.code)).toBe(closed);
    const [older, newer] = [await house.codeFor('q15-4'), await house.codeFor('q15-4')];
    expect(await house.refusalOf(older.code)).toBe(closed);
    house.pass(24 * 3_600_000 + 1);
    expect(await house.refusalOf(newer.code)).toBe(closed);
    expect(readFileSync(configPath(folder), 'utf8')).toBe(before);
    expect(house.read('SELECT * FROM kiosk_login')).toEqual(logins);
    expect(house.actions().filter((action) => action === 'kiosk/enrolled')).toHaveLength(1);
  });

  it('is one of two with the same code', async () => {
    const house = await openHouse();
    const { code } = await house.codeFor('q15-2');
    const tries = await Promise.allSettled([house.enter(code), house.enter(code), house.enter(code)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(house.read('SELECT kiosk FROM kiosk_key')).toEqual([{ kiosk: 'q15-2' }]);
  });

  it('is told to wait after ten tries, and a ledger of another centre uses no code up', async () => {
    const house = await openHouse();
    const folder = temporaryFolder();
    const ledger = openLedger({ path: ledgerPath(folder), clock: systemKioskClock(), version: 'test' });
    ledger.pinCentreKey(mintKeyPair().publicKey);
    ledger.close();
    const { code } = await house.codeFor('q15-2');
    expect(await house.refusalOf(code, folder)).toContain('trusts another centre');
    await house.enter(code);
    for (let i = 2; i < 10; i += 1) expect(await house.refusalOf('ABCD-EFGH')).toBe(closed);
    expect(await house.refusalOf('ABCD-EFGH')).toContain('too many codes');
    house.pass(61_000);
    expect(await house.refusalOf('ABCD-EFGH')).toBe(closed);
  });

  it('is told to a person when another ledger writes in its name, and counts all the same', async () => {
    const house = await openHouse();
    const { folder, config } = await enterOne(house);
    const stranger = temporaryFolder();
    writeConfig(stranger, config);
    const { kiosk } = house.start(stranger);
    await kiosk.command(press);
    await house.drained(kiosk);
    expect(house.read(`SELECT code, subject FROM alarm WHERE code = 'ledger-not-enrolled'`)).toEqual([
      { code: 'ledger-not-enrolled', subject: 'q15-2' },
    ]);
    expect(folder).not.toBe(stranger);
  });
});

describe('the broker inside', () => {
  it('lets an enrolled kiosk speak and hear for itself alone', async () => {
    const house = await openHouse();
    const { config } = await enterOne(house);
    const other = await enterOne(house, 'q15-3');
    const { brokerUrl } = house.centre;
    const { user: username = '', password = '' } = config.login ?? {};
    const asKiosk = { username, password };
    await expect(connectTo(brokerUrl, { username, password: 'guess' })).rejects.toThrow(/authorized/i);
    await expect(connectTo(brokerUrl, { username: 'nobody', password })).rejects.toThrow(/authorized/i);
    await expect(connectTo(brokerUrl, { username: 'q15-3', password })).rejects.toThrow(/authorized/i);

    const client = await connectTo(brokerUrl, asKiosk);
    const granted = async (filter: string) => (await client.subscribeAsync(filter, { qos: 1 }))[0]?.qos;
    expect(await granted('motcham/1/centre/q15-2/receipt')).toBe(1);
    for (const filter of [
      'motcham/1/centre/q15-3/receipt',
      'motcham/1/centre/+/receipt',
      'motcham/#',
      '#',
      'motcham/1/centre/q15-2/entries',
      'other',
    ])
      await expect(granted(filter), filter).rejects.toThrow();
    expect(other.config.login?.user).toBe('q15-3');

    const before = house.centre.counters().foreignTopics ?? 0;
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.publish('motcham/1/centre/q15-3/state', '{}', { qos: 1 });
    await gone;
    await expect.poll(() => house.centre.counters().foreignTopics).toBe(before + 1);
    expect(house.centre.counters().malformed ?? 0).toBe(0);
  });

  it('lets nobody without its password speak for it or listen to it, and goes on hearing kiosks that never were enrolled', async () => {
    const house = await openHouse();
    const { folder } = await enterOne(house);
    const { brokerUrl } = house.centre;
    const spy = await connectTo(brokerUrl);
    const heard: string[] = [];
    spy.on('message', (topic) => heard.push(topic));
    await spy.subscribeAsync('motcham/#', { qos: 1 });
    const { kiosk } = house.start(folder);
    await kiosk.command(press);
    await house.drained(kiosk);
    const liar = await connectTo(brokerUrl);
    const gone = new Promise<void>((resolve) => liar.once('close', () => resolve()));
    liar.publish('motcham/1/centre/q15-2/entries', '{}', { qos: 1 });
    await gone;
    const free = await connectTo(brokerUrl);
    await free.publishAsync('motcham/1/centre/k1/state', '{}', { qos: 1 });
    await vi.waitFor(() => expect(heard).toContain('motcham/1/centre/k1/state'), soon);
    expect(heard.filter((topic) => topic.includes('q15-2'))).toEqual([]);
  });

  it('lets in nobody without a password where it is told so', async () => {
    const house = await openHouse({ mqtt: { ...local, anonymous: 'nowhere' } });
    await expect(connectTo(house.centre.brokerUrl)).rejects.toThrow(/authorized/i);
    const { folder } = await enterOne(house);
    await house.drained(house.start(folder).kiosk);
  });

  it('speaks TLS with a certificate that the kiosk was handed when it came in', async () => {
    const tls = { ...testCertificate, ca: testCertificate.cert };
    const house = await openHouse({ mqtt: { ...local, tls } });
    expect(house.centre.brokerUrl).toMatch(/^mqtts:/);
    const { folder, config } = await enterOne(house);
    expect(config.brokerCa).toBe(testCertificate.cert);
    const { kiosk } = house.start(folder);
    await kiosk.command(press);
    await house.drained(kiosk);
    await kiosk.close();
    // Without it the broker is a stranger.
    const { brokerCa: _, ...without } = config;
    const deaf = openTestKiosk({ dataDir: folder, config: without });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(deaf.kiosk.snapshot().info.network.link).not.toBe('up');
  });
});

needs('mosquitto')('a Mosquitto outside', () => {
  it('takes the password file and the rules that the centre writes', async () => {
    const house = await openHouse();
    const { config } = await enterOne(house);
    await enterOne(house, 'q15-3');
    const folder = temporaryFolder();
    const command = join(import.meta.dirname, '..', '..', 'sync', 'centre', 'commands', 'centre.ts');
    const lines = execFileSync(process.execPath, [command, 'logins', '--data', house.dataDir], {
      encoding: 'utf8',
    });
    expect(lines.trim().split('\n')).toHaveLength(2);
    const passwords = `${lines}centre:${hashLogin('secret')}\n`;
    writeFileSync(join(folder, 'passwords'), passwords, { mode: 0o600 });
    const rules = readFileSync(join(import.meta.dirname, '../../sync/centre/broker/mosquitto.acl'), 'utf8');
    writeFileSync(join(folder, 'acl'), rules, { mode: 0o600 });
    const broker = await startMosquitto(undefined, [
      'allow_anonymous false',
      `password_file ${join(folder, 'passwords')}`,
      `acl_file ${join(folder, 'acl')}`,
      ...(process.getuid?.() === 0 ? ['user root'] : []),
    ]);
    onTestFinished(() => broker.stop());
    const { user: username = '', password = '' } = config.login ?? {};
    await expect(connectTo(broker.url)).rejects.toThrow(/authorized/i);
    await expect(connectTo(broker.url, { username, password: 'guess' })).rejects.toThrow(/authorized/i);
    const client = await connectTo(broker.url, { username, password });
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    await client.subscribeAsync(['motcham/1/centre/q15-3/config', 'motcham/1/centre/q15-2/config'], {
      qos: 1,
    });
    const far = await connectTo(broker.url, { username: 'centre', password: 'secret' });
    far.on('message', (topic) => heard.push(topic));
    await far.subscribeAsync('motcham/1/centre/+/state', { qos: 1 });
    await client.publishAsync('motcham/1/centre/q15-3/state', '{}', { qos: 1 });
    await client.publishAsync('motcham/1/centre/q15-2/state', '{}', { qos: 1 });
    await far.publishAsync('motcham/1/centre/q15-3/config', '{}', { qos: 1 });
    await far.publishAsync('motcham/1/centre/q15-2/config', '{}', { qos: 1 });
    await vi.waitFor(() => expect(heard).toContain('motcham/1/centre/q15-2/config'), soon);
    await vi.waitFor(() => expect(heard).toContain('motcham/1/centre/q15-2/state'), soon);
    expect(heard).toHaveLength(2);
  });
});
