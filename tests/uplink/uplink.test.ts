import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Seq } from '../../sync/domain/ids.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import type { Uplink } from '../../sync/uplink/port.ts';
import { startAedes, type TestBroker } from '../support/test-broker.ts';
import { centreId, makeFolder, makeLedger, makeUplink, rating, removeFolder, until } from './kiosk-side.ts';
import { type ScriptedCentre, startScriptedCentre } from './scripted-centre.ts';

describe('uplink over a real broker', () => {
  let folder: string;
  let broker: TestBroker;
  let centre: ScriptedCentre;
  let ledger: Ledger;
  let uplink: Uplink | undefined;

  beforeEach(async () => {
    folder = makeFolder();
    broker = await startAedes();
    centre = await startScriptedCentre(broker.url, centreId);
    ledger = makeLedger(folder);
  });
  afterEach(async () => {
    await uplink?.close();
    uplink = undefined;
    ledger.close();
    await centre.close();
    await broker.stop();
    removeFolder(folder);
  });

  const press = (times = 1): void => {
    for (let i = 0; i < times; i += 1) ledger.append(rating);
  };
  const allReceived = (): boolean =>
    ledger.watermark() === ledger.head().seq && centre.bodies(ledger.id).length === ledger.head().seq;

  it('sends a live press at once and moves the watermark on the receipt', async () => {
    uplink = makeUplink(ledger, broker.url);
    await until('the link is up', () => uplink?.status().link === 'up' && centre.batches.length > 0);
    press();
    await until('everything arrived', allReceived);
    press();
    await until('everything arrived', allReceived);
    expect(centre.batches.at(-1)?.entries).toHaveLength(1);
    expect(uplink.status()).toMatchObject({ pending: 0, twin: false, watermark: 3 });
    expect(ledger.centreKey()).toBe(centre.publicKey);
  });

  it('moves a backlog on connect, in full batches, each entry stored as it was written', async () => {
    press(1_800);
    uplink = makeUplink(ledger, broker.url);
    await until('everything arrived', allReceived);
    expect(centre.bodies(ledger.id)).toEqual(ledger.read(1 as Seq, 2_000).map((entry) => entry.body));
    expect(centre.batches.filter((batch) => batch.entries.length > 0).length).toBeLessThan(8);
  });
});
