import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerId, Seq } from '../../sync/domain/ids.ts';
import { ledgersAside } from '../../sync/ledger/ledgers-aside.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import { sha256 } from '../../sync/proof/signing.ts';
import type { Uplink } from '../../sync/uplink/port.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startAedes, type TestBroker } from '../support/test-broker.ts';
import { centreId, clock, kioskId, makeLedger, makeUplink, rating, until } from './kiosk-side.ts';
import { type ScriptedCentre, startScriptedCentre } from './scripted-centre.ts';

describe('a ledger that a rotation set aside, at the centre up to entry 4', () => {
  let path: string;
  let aside: string;
  let old: LedgerId;
  let broker: TestBroker;
  let centre: ScriptedCentre;
  let ledger: Ledger;
  let uplink: Uplink;

  const connect = (): void => {
    uplink = makeUplink(ledger, broker.url, { aside: ledgersAside(path) });
  };
  const arrived = (): Promise<void> =>
    until('everything arrived', () => ledger.watermark() === ledger.head().seq);
  const questions = (): number => centre.batches.filter((batch) => batch.ledger === old).length;

  beforeEach(async () => {
    broker = await startAedes();
    centre = await startScriptedCentre(broker.url, centreId);
    const folder = temporaryFolder();
    path = join(folder, 'ledger.sqlite');
    ledger = makeLedger(folder);
    old = ledger.id;
    uplink = makeUplink(ledger, broker.url);
    for (let i = 0; i < 3; i += 1) ledger.append(rating);
    await arrived();
    await uplink.close();
    ledger.close();
    const rotated = rotateLedger({ path, clock, version: '1' });
    ledger = rotated.ledger;
    aside = rotated.old.path;
    centre.batches.length = 0;
  });
  afterEach(async () => {
    await uplink.close();
    ledger.close();
    await centre.close();
    await broker.stop();
  });

  it('is asked after, and left alone as long as the centre has it', async () => {
    ledger.append(rating);
    connect();
    await arrived();
    await until('it was asked after', () => questions() > 0);
    await centre.publish(kioskId, centre.receipt(old));
    expect(uplink.status().lost).toEqual([]);
    expect(centre.batches.find((batch) => batch.ledger === old)).toMatchObject({ first: 5, entries: [] });
  });

  it('is carried on again from where a restored centre still has it, and arrives', async () => {
    centre.forget(old, 1);
    ledger.append(rating);
    connect();
    await until('the loss is known', () => uplink.status().lost.length > 0);
    // Not before a second answer: the first may have been on its way since before.
    expect(questions()).toBeGreaterThan(1);
    const { lost } = uplink.status();
    expect(lost).toEqual([{ path: aside, above: 1 }]);
    await uplink.close();
    ledger.close();
    ledger = rotateLedger({ path, clock, version: '1' }, lost).ledger;
    connect();
    await arrived();
    const carried = centre.bodies(ledger.id).filter((body) => body.includes(`"ledger":"${old}"`));
    expect(carried).toHaveLength(3);
    expect(uplink.status().lost).toEqual([]);
  });

  it('is carried on whole where the centre has somebody else’s entries in its place', async () => {
    ledger.append(rating);
    connect();
    await arrived();
    await centre.publish(kioskId, centre.receipt(old, { upTo: 3 as Seq, head: sha256('another') }));
    await until('the loss is known', () => uplink.status().lost.length > 0);
    expect(uplink.status().lost).toEqual([{ path: aside, above: 0 }]);
  });

  it('is not doubted for one old receipt, for a kept one, or for one that a stranger signed', async () => {
    ledger.append(rating);
    connect();
    await arrived();
    await until('it was asked after', () => questions() > 0);
    const asked = questions();
    const stranger = await startScriptedCentre(broker.url, centreId);
    stranger.listening = false;
    await stranger.publish(kioskId, stranger.receipt(old, { upTo: 0 as Seq }));
    await centre.publish(kioskId, centre.receipt(old, { upTo: 2 as Seq }), true);
    await until('it was asked once more', () => questions() > asked);
    await uplink.close();
    await centre.publish(kioskId, centre.receipt(old, { upTo: 2 as Seq, head: sha256('x') }), true);
    connect();
    await arrived();
    await until('it was asked after again', () => questions() > asked + 1);
    expect(uplink.status().lost).toEqual([]);
    await stranger.close();
  });
});
