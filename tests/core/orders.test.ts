import { readFileSync } from 'node:fs';
import { connectAsync } from 'mqtt';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ButtonIndex, PanelListener } from '../../device/panel.ts';
import { readConfig, writeConfig } from '../../kiosk-app/core/config-file.ts';
import { obeyedCommandsPath } from '../../kiosk-app/core/obeyed-commands.ts';
import type { KioskOptions } from '../../kiosk-app/core/port.ts';
import { systemKioskClock } from '../../kiosk-app/core/system-clock.ts';
import { orderSignerOf } from '../../sync/centre/fleet/sign-orders.ts';
import { parseEntry } from '../../sync/domain/entry.ts';
import type { CentreId, DepartmentId, Instant, KioskId, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { mintKeyPair } from '../../sync/proof/signing.ts';
import type { CommandMessage } from '../../sync/wire/command-message.ts';
import type { ConfigBody } from '../../sync/wire/config-message.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openTestKiosk, testConfig } from '../support/kiosk.ts';
import { startAedes } from '../support/test-broker.ts';
import { startScriptedCentre } from '../uplink/scripted-centre.ts';

const centre = 'centre' as CentreId;
const kioskId = testConfig.kiosk;
const minute = 60_000;
const moved: ConfigBody = {
  department: { id: 'so-y-te' as DepartmentId, name: 'Sở Y tế' },
  counter: { id: 'q15-2' as ConfigBody['counter']['id'], label: '15-2' },
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
let nextId = 0;
const order = (what: CommandMessage['do'], over: Partial<CommandMessage> = {}) => {
  nextId += 1;
  const at = Date.now() as Instant;
  return { id: `command-${nextId}`, do: what, at, expires: (at + minute) as Instant, ...over };
};

/** A real kiosk core on a real broker behind which a centre with real keys answers; its configuration is a real file. */
const openHouse = async (options: Partial<KioskOptions> = {}, pinned = true) => {
  const broker = await startAedes();
  const keys = mintKeyPair();
  const far = await startScriptedCentre(broker.url, centre, keys);
  const line = await connectAsync(broker.url, { protocolVersion: 4, reconnectPeriod: 0 });
  onTestFinished(async () => {
    await line.endAsync(true);
    await far.close();
    await broker.stop();
  });
  const dataDir = options.dataDir ?? temporaryFolder();
  const config = { ...testConfig, broker: broker.url, ...(pinned ? { centreKey: keys.publicKey } : {}) };
  writeConfig(dataDir, config);
  const said: string[] = [];
  const start = () =>
    openTestKiosk({
      dataDir,
      config: readConfig(dataDir),
      saveConfig: (change) => writeConfig(dataDir, { ...readConfig(dataDir), ...change }),
      log: ({ code }) => said.push(code),
      ...options,
    });
  const sign = orderSignerOf({ centre, ...keys });
  const send = (channel: 'config' | 'command', payload: string, retain = false) =>
    line.publishAsync(`motcham/1/${centre}/${kioskId}/${channel}`, payload, { qos: 1, retain });
  const state = () => far.states.at(-1);
  const connected = () => eventually(() => expect(state()?.online).toBe(true));
  // A command is judged by the centre's clock, which the kiosk knows from the first live receipt.
  const heard = (after: number) => eventually(() => expect(far.batches.length).toBeGreaterThan(after));
  return { dataDir, far, sign, send, said, start, state, connected, heard, keys };
};
type House = Awaited<ReturnType<typeof openHouse>>;

const ready = async (house: House) => {
  const before = house.far.batches.length;
  const started = house.start();
  await house.heard(before);
  await house.send('command', house.sign.command(kioskId, order('identify')));
  await eventually(() => expect(started.kiosk.snapshot().isAskedFor).toBe(true));
  return started;
};
const kindsOf = (path: string) => {
  const ledger = openLedger({ path, clock: systemKioskClock(), version: 'test' });
  try {
    return ledger.read(1 as Seq, 100).flatMap(({ body }) => {
      const parsed = parseEntry(body);
      return parsed.ok ? [parsed.entry] : [];
    });
  } finally {
    ledger.close();
  }
};

it('takes a configuration whole, keeps it, writes the binding and tells the centre which one it runs', async () => {
  const house = await openHouse();
  const { kiosk, ledgerPath } = house.start();
  await house.connected();
  const body: ConfigBody = {
    ...moved,
    languages: ['en', 'vi'],
    responseIntervalMs: 9_000,
    opening: [{ days: [1, 2], from: '07:00', to: '11:00' }],
    buttons: [
      'comment',
      'satisfied-attitude',
      'dissatisfied-competence',
      'dissatisfied-time',
      'satisfied-service',
    ],
  };
  await house.send('config', house.sign.config(kioskId, 3, Date.now() as Instant, body), true);
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 3 }));
  expect(house.state()?.binding).toEqual({ department: 'so-y-te', counter: 'q15-2' });
  expect(kiosk.snapshot()).toMatchObject({
    binding: { department: { name: 'Sở Y tế' }, counter: { label: '15-2' } },
    languages: ['en', 'vi'],
    responseIntervalMs: 9_000,
  });
  expect(readConfig(house.dataDir)).toMatchObject({ ...body, configRevision: 3, kiosk: kioskId });
  await kiosk.close();
  expect(kindsOf(ledgerPath).filter(({ kind }) => kind === 'binding')).toMatchObject([
    { department: 'so-tu-phap' },
    { department: 'so-y-te', counter: 'q15-2' },
  ]);
  // What the broker kept comes again after a restart, and changes nothing.
  const again = house.start();
  await eventually(() => expect(house.state()).toMatchObject({ online: true, config: { revision: 3 } }));
  await again.kiosk.close();
  expect(kindsOf(ledgerPath).filter(({ kind }) => kind === 'binding')).toHaveLength(2);
});

it('refuses an older, a foreign and a broken configuration with a code, and the old one stays whole', async () => {
  const house = await openHouse();
  const { kiosk } = house.start();
  await house.connected();
  const at = Date.now() as Instant;
  const { sign, send } = house;
  await send('config', sign.config(kioskId, 5, at, moved));
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 5 }));
  const before = kiosk.snapshot().binding;

  await send('config', sign.config(kioskId, 4, at, { ...moved, counter: { ...moved.counter, label: 'cũ' } }));
  const old = { revision: 4, code: 'config/old-revision' };
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 5, refused: old }));

  // One field of many is wrong: nothing of it is taken.
  const bad = { ...moved, counter: { ...moved.counter, label: 'mới' }, responseIntervalMs: -1 };
  await send('config', sign.config(kioskId, 6, at, bad));
  const invalid = { revision: 6, code: 'config/invalid' };
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 5, refused: invalid }));

  // What nobody signed is counted and told to nobody.
  const stranger = orderSignerOf({ centre, ...mintKeyPair() });
  await send('config', stranger.config(kioskId, 7, at, moved));
  await send('config', sign.config('another' as KioskId, 7, at, moved));
  await send('config', sign.config(kioskId, 7, at, moved).replace('15-2', '99-9'));
  await send('config', '{"v":1');
  await eventually(() =>
    expect(house.said.filter((code) => code.startsWith('config/'))).toEqual([
      'config/taken',
      'config/old-revision',
      'config/invalid',
      'config/foreign-key',
      'config/bad-signature',
      'config/bad-signature',
      'config/malformed',
    ]),
  );
  expect(kiosk.snapshot().binding).toEqual(before);
  expect(readConfig(house.dataDir).configRevision).toBe(5);
  await send('config', sign.config(kioskId, 8, at, moved));
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 8 }));
});

it('waits with a configuration until it trusts a key, which orders never bring', async () => {
  const house = await openHouse({}, false);
  house.far.listening = false;
  await house.send('config', house.sign.config(kioskId, 1, Date.now() as Instant, moved), true);
  house.start();
  await eventually(() => expect(house.said).toContain('config/no-key'));
  expect(house.state()?.config).toEqual({ revision: 0 });
  house.far.listening = true;
  await eventually(() => expect(house.state()?.config).toEqual({ revision: 1 }));
});

it('obeys a command once: not twice, not late, not of a stranger, not of another kiosk, not after a restart', async () => {
  let restarts = 0;
  const once = await openHouse({
    onRestart: () => {
      restarts += 1;
    },
  });
  const stranger = orderSignerOf({ centre, ...mintKeyPair() });
  const first = await ready(once);
  const at = Date.now() as Instant;
  const restart = once.sign.command(kioskId, order('restart', { id: 'restart-1' }));
  await once.send('command', restart);
  await once.send('command', restart);
  await eventually(() => expect(restarts).toBe(1));
  expect(once.state()?.command).toEqual({ id: 'restart-1', outcome: 'done' });
  await first.kiosk.close();
  await ready(once);
  await once.send('command', restart);
  await eventually(() => expect(once.said.filter((code) => code === 'command/known')).toHaveLength(2));

  const late = order('restart', { at: (at - 2 * minute) as Instant, expires: (at - minute) as Instant });
  await once.send('command', once.sign.command(kioskId, late));
  await once.send('command', stranger.command(kioskId, order('restart')));
  await once.send('command', once.sign.command('another' as KioskId, order('restart')));
  await once.send('command', restart.replace('restart-1', 'restart-2'));
  const forEver = order('restart', { expires: (at + 3_600_000) as Instant });
  await once.send('command', once.sign.command(kioskId, forEver));
  await eventually(() =>
    expect(once.said.filter((code) => /^command\/(?!heard|known|no-clock)/.test(code))).toEqual([
      'command/expired',
      'command/foreign-key',
      'command/bad-signature',
      'command/bad-signature',
      'command/malformed',
    ]),
  );
  // Longer than a restart waits before it is done.
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(restarts).toBe(1);
  expect(JSON.parse(readFileSync(obeyedCommandsPath(once.dataDir), 'utf8')).ids).toContain('restart-1');
});

it('does nothing before it knows the centre’s clock, whatever its own says', async () => {
  const house = await openHouse();
  house.far.listening = false;
  const { kiosk } = house.start();
  await house.connected();
  await house.send('command', house.sign.command(kioskId, order('identify')));
  await eventually(() => expect(house.said).toContain('command/no-clock'));
  expect(kiosk.snapshot().isAskedFor).toBeUndefined();
  house.far.listening = true;
  await eventually(() => expect(kiosk.snapshot().isAskedFor).toBe(true));
});

it('says why it cannot restart or test itself', async () => {
  const house = await openHouse();
  await ready(house);
  await house.send('command', house.sign.command(kioskId, order('restart')));
  await eventually(() =>
    expect(house.state()?.command).toMatchObject({ outcome: 'refused', code: 'command/no-restart' }),
  );
  await house.send('command', house.sign.command(kioskId, order('self-test')));
  await eventually(() =>
    expect(house.state()?.command).toMatchObject({ outcome: 'refused', code: 'command/no-panel' }),
  );
});

it('tests its buttons: what is pressed meanwhile is kept, never counted, and ends with the fifth', async () => {
  let listener: PanelListener | undefined;
  const house = await openHouse({
    openPanels: (_specs, listenerOf) => {
      listener = listenerOf(0);
      listener.status({ link: 'up', path: 'test' });
      return [{ status: () => ({ profile: 'motcham-line', counters: {} }), close: async () => {} }];
    },
  });
  const told: string[] = [];
  const press = (button: number, identity: string) =>
    listener?.press({
      button: button as ButtonIndex,
      identity,
      acknowledge: () => told.push(`ack ${identity}`),
      refuse: () => told.push(`refuse ${identity}`),
    });
  const { kiosk, ledgerPath } = await ready(house);
  await house.send('command', house.sign.command(kioskId, order('self-test')));
  await eventually(() => expect(kiosk.snapshot().buttonTest).toEqual({ answered: [] }));
  press(3, 'a:1');
  press(3, 'a:1');
  for (const button of [1, 2, 4]) press(button, `a:${button + 10}`);
  await eventually(() => expect(kiosk.snapshot().buttonTest).toEqual({ answered: [1, 2, 3, 4] }));
  expect(kiosk.snapshot().screen.name).toBe('choose');
  press(5, 'a:15');
  await eventually(() => expect(kiosk.snapshot().buttonTest).toBeUndefined());
  // Told again after the test, it still is no rating; the next press is one.
  press(5, 'a:15');
  press(1, 'b:1');
  await eventually(() => expect(kiosk.snapshot().screen.name).toBe('thanks'));
  await kiosk.close();
  expect(told.filter((word) => word === 'ack a:15')).toHaveLength(2);
  const kinds = kindsOf(ledgerPath).flatMap((entry) =>
    entry.kind === 'self-test' || entry.kind === 'rating' ? [`${entry.kind} ${entry.category}`] : [],
  );
  expect(kinds).toEqual([
    'self-test dissatisfied-competence',
    'self-test satisfied-service',
    'self-test satisfied-attitude',
    'self-test dissatisfied-time',
    'self-test comment',
    'rating satisfied-service',
  ]);
});
