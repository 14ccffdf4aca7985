import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CentreError } from '../../sync/centre/centre-error.ts';
import { openCentre } from '../../sync/centre/open-centre.ts';
import type { Centre, CentreOptions } from '../../sync/centre/port.ts';
import type { CentreId, Instant } from '../../sync/domain/ids.ts';
import type { PeriodLabel } from '../../sync/domain/period.ts';
import { decodeReceipt, type ReceiptMessage } from '../../sync/wire/messages.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { startAedes, startMosquitto } from '../support/test-broker.ts';
import {
  centreId,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
  seq,
} from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const local = { port: 0, host: '127.0.0.1' };

const openTestCentre = async (over: Partial<CentreOptions> = {}): Promise<Centre> => {
  const centre = await openCentre({
    dataDir: temporaryFolder(),
    centre: centreId,
    mqtt: local,
    now: () => (noon + 3_600_000) as Instant,
    ...over,
  });
  onTestFinished(() => centre.close());
  return centre;
};

const connectTo = async (url: string): Promise<MqttClient> => {
  const client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0 });
  onTestFinished(() => client.endAsync(true));
  return client;
};

/** A kiosk's connection: sends what the test says, keeps the receipts that come. */
const plugIn = async (url: string, kiosk: ScriptedKiosk) => {
  const client = await connectTo(url);
  const receipts: ReceiptMessage[] = [];
  client.on('message', (_topic, payload) => {
    const decoded = decodeReceipt(payload);
    if (decoded.ok) receipts.push(decoded.value);
  });
  await client.subscribeAsync(`motcham/1/${centreId}/${kiosk.kiosk}/receipt`, { qos: 1 });
  return {
    receipts,
    client,
    send: (message: unknown) => client.publishAsync(kiosk.entriesTopic, JSON.stringify(message), { qos: 1 }),
    tell: (message: unknown) =>
      client.publishAsync(kiosk.stateTopic, JSON.stringify(message), { qos: 1, retain: true }),
    until: (upTo: number) => expect.poll(() => receipts.at(-1)?.upTo, { timeout: 5_000 }).toBe(upTo),
  };
};

const threeRatings = (): ScriptedKiosk => {
  const kiosk = scriptKiosk('k1', noon);
  for (let i = 0; i < 3; i += 1) kiosk.write(ratingDraft());
  return kiosk;
};

const codeOf = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof CentreError)) throw error;
  expect(error.message).not.toContain('\n');
  return error.code;
};

const journey = async (url: string, centre: Centre): Promise<void> => {
  const kiosk = threeRatings();
  const line = await plugIn(url, kiosk);
  await line.tell(kiosk.state());
  await line.until(0);
  await line.send(kiosk.batch(1, 2));
  await line.send(kiosk.batch(1, 2));
  await line.send(kiosk.batch(3));
  await line.until(3);
  expect(centre.report('2021-02' as PeriodLabel).totals.total).toBe(3);
  expect(centre.ledgers()).toEqual([{ ledger: kiosk.ledger, kiosk: 'k1', upTo: 3 }]);
};

describe('a centre with its own broker', () => {
  it('takes entries from a kiosk and answers with retained receipts', async () => {
    const centre = await openTestCentre();
    await journey(centre.brokerUrl, centre);
    const late = await plugIn(centre.brokerUrl, scriptKiosk('k1', noon));
    await late.until(3);
  });

  it('says after a restart, unasked, how far every ledger is stored', async () => {
    const dataDir = temporaryFolder();
    const first = await openTestCentre({ dataDir });
    await journey(first.brokerUrl, first);
    await first.close();
    const second = await openTestCentre({ dataDir });
    expect(second.publicKey).toBe(first.publicKey);
    const line = await plugIn(second.brokerUrl, scriptKiosk('k1', noon));
    await line.until(3);
    expect(second.report('2021-02' as PeriodLabel).totals.total).toBe(3);
  });

  it('counts foreign and malformed messages and takes the next good one', async () => {
    const centre = await openTestCentre();
    const kiosk = threeRatings();
    const line = await plugIn(centre.brokerUrl, kiosk);
    await line.client.publishAsync('somewhere/else', 'hello', { qos: 1 });
    await line.client.publishAsync('motcham/1/other/k1/entries', JSON.stringify(kiosk.batch(1)), { qos: 1 });
    await line.send('{"v":1}');
    await line.client.publishAsync(kiosk.entriesTopic, Buffer.from([0xff, 0xfe, 0]), { qos: 1 });
    await line.client.publishAsync(kiosk.entriesTopic, Buffer.alloc(300_000, 'x'), { qos: 1 });
    await line.send({ ...kiosk.batch(1), sig: 'A'.repeat(86) });
    await line.send(kiosk.batch(1));
    await line.until(3);
    expect(centre.counters()).toMatchObject({
      foreignTopics: 2,
      malformed: 2,
      oversize: 1,
      badSignatures: 1,
      entries: 3,
    });
  });

  it('hangs up on a client that speaks in the centre’s name', async () => {
    const centre = await openTestCentre();
    const kiosk = threeRatings();
    const line = await plugIn(centre.brokerUrl, kiosk);
    await line.send(kiosk.batch(1));
    await line.until(3);
    const liar = await connectTo(centre.brokerUrl);
    const gone = new Promise<void>((resolve) => liar.once('close', () => resolve()));
    liar.publish(`motcham/1/${centreId}/k1/receipt`, '{"forged":true}', { qos: 1, retain: true });
    await gone;
    const late = await plugIn(centre.brokerUrl, scriptKiosk('k1', noon));
    await late.until(3);
  });

  it('cuts off who announces a packet of 100 MB, and holds none of it', async () => {
    const centre = await openTestCentre();
    const giant = await connectTo(centre.brokerUrl);
    giant.on('error', () => {});
    const gone = new Promise<void>((resolve) => giant.once('close', () => resolve()));
    const before = process.memoryUsage().rss;
    // The header of a PUBLISH that says how much is to come, and then nothing of it.
    giant.stream.write(Buffer.from([0x30, 0x80, 0xc2, 0xd7, 0x2f]));
    await gone;
    expect(centre.counters().oversize).toBe(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    await journey(centre.brokerUrl, centre);
  });

  it('says in one line why it cannot open', async () => {
    const dataDir = temporaryFolder();
    const centre = await openTestCentre({ dataDir });
    const port = Number(new URL(centre.brokerUrl).port);
    expect(await codeOf(openTestCentre({ mqtt: { port, host: '127.0.0.1' } }))).toBe('centre/port-in-use');
    expect(await codeOf(openTestCentre({ mqtt: { port: 0, host: '203.0.113.1' } }))).toBe(
      'centre/address-not-usable',
    );
    expect(await codeOf(openTestCentre({ dataDir }))).toBe('centre/in-use');
    await centre.close();
    expect(await codeOf(openTestCentre({ dataDir, centre: 'another' as CentreId }))).toBe(
      'centre/other-centre',
    );
    await (await openTestCentre({ dataDir })).close();
  });

  it('says that a folder cannot be written, or holds something else', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'not a folder');
    expect(await codeOf(openTestCentre({ dataDir: join(folder, 'file', 'data') }))).toBe(
      'centre/data-not-writable',
    );
    expect(await codeOf(openTestCentre({ dataDir: join(folder, 'file') }))).toBe('centre/data-not-writable');
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0o500);
    // A right that is denied stops nobody who runs as root.
    if (process.getuid?.() !== 0) {
      expect(await codeOf(openTestCentre({ dataDir: join(folder, 'closed') }))).toBe(
        'centre/data-not-writable',
      );
    }
    writeFileSync(
      join(folder, 'centre.sqlite'),
      'this is no database at all, but long enough to be looked at. '.repeat(20),
    );
    expect(await codeOf(openTestCentre({ dataDir: folder }))).toBe('centre/foreign-store');
  });
});

describe('a centre with an outside broker', () => {
  it('hears and answers through it, and says everything again when the broker comes back empty', async () => {
    const broker = await startAedes();
    const centre = await openTestCentre({ mqtt: { brokerUrl: broker.url } });
    await journey(broker.url, centre);
    await broker.stop();
    const empty = await startAedes(broker.port);
    onTestFinished(() => empty.stop());
    const line = await plugIn(empty.url, scriptKiosk('k1', noon));
    await line.until(3);
    const kiosk = scriptKiosk('k2', noon);
    kiosk.write(ratingDraft());
    const other = await plugIn(empty.url, kiosk);
    await other.send(kiosk.batch(1));
    await other.until(1);
  });

  it('comes up before its broker', async () => {
    const first = await startAedes();
    await first.stop();
    const centre = await openTestCentre({ mqtt: { brokerUrl: first.url } });
    const broker = await startAedes(first.port);
    onTestFinished(() => broker.stop());
    await expect.poll(() => centre.counters().states, { timeout: 5_000 }).toBe(0);
    const kiosk = threeRatings();
    const line = await plugIn(broker.url, kiosk);
    await expect
      .poll(
        async () => {
          await line.send(kiosk.batch(1));
          return line.receipts.at(-1)?.upTo;
        },
        { timeout: 5_000, interval: 200 },
      )
      .toBe(3);
  });

  it('closes although its broker is gone', async () => {
    const broker = await startAedes();
    const centre = await openTestCentre({ mqtt: { brokerUrl: broker.url } });
    await broker.stop();
    await centre.close();
    await centre.close();
    expect(() => centre.ledgers()).toThrow(CentreError);
  });
});

needs('mosquitto')('a centre on Mosquitto', () => {
  it('takes a retained state for what it is: old', async () => {
    const broker = await startMosquitto();
    onTestFinished(() => broker.stop());
    const kiosk = threeRatings();
    const line = await plugIn(broker.url, kiosk);
    await line.tell(kiosk.state({}, { head: seq(3) }));
    const centre = await openTestCentre({ mqtt: { brokerUrl: broker.url } });
    await line.until(0);
    const [pending] = centre.report('2021-01' as PeriodLabel).pending;
    expect(pending).toEqual({ kiosk: 'k1', entries: null, lastHeardAt: null });
    await line.send(kiosk.batch(1));
    await line.until(3);
  });
});
