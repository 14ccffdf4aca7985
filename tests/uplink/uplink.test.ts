import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryHash } from '../../sync/domain/chain.ts';
import type { HashHex, Instant, LedgerId, Seq } from '../../sync/domain/ids.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { commentHash } from '../../sync/proof/comment-hash.ts';
import { mintKeyPair, sha256 } from '../../sync/proof/signing.ts';
import type { Uplink } from '../../sync/uplink/port.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { startAedes, startMosquitto, type TestBroker } from '../support/test-broker.ts';
import { centreId, kioskId, makeLedger, makeUplink, quickTimers, rating, until } from './kiosk-side.ts';
import { type ScriptedCentre, startScriptedCentre } from './scripted-centre.ts';

const brokers = [
  { name: 'aedes', start: startAedes, suite: describe },
  { name: 'Mosquitto', start: startMosquitto, suite: needs('mosquitto') },
] as const;

for (const { name, start, suite } of brokers) {
  suite(`uplink over ${name}`, () => {
    let folder: string;
    let broker: TestBroker;
    let centre: ScriptedCentre;
    let ledger: Ledger;
    let uplink: Uplink;

    beforeEach(async () => {
      folder = temporaryFolder();
      broker = await start();
      centre = await startScriptedCentre(broker.url, centreId);
      ledger = makeLedger(folder);
      uplink = makeUplink(ledger, broker.url);
    });
    afterEach(async () => {
      await uplink.close();
      ledger.close();
      await centre.close();
      await broker.stop();
    });

    const press = (times = 1): void => {
      for (let i = 0; i < times; i += 1) ledger.append(rating);
    };
    const counted = (what: string): number => uplink.status().counters[what] ?? 0;
    const allReceived = (): boolean =>
      ledger.watermark() === ledger.head().seq && centre.bodies(ledger.id).length === ledger.head().seq;
    const settled = async (): Promise<void> => {
      await until('the centre has answered', () => counted('receipts') > 0);
      await until('everything arrived', allReceived);
    };

    it('sends a live press at once and moves the watermark on the receipt', async () => {
      press();
      await settled();
      press();
      await until('everything arrived', allReceived);
      expect(centre.batches.at(-1)?.entries).toHaveLength(1);
      expect(uplink.status()).toMatchObject({ link: 'up', pending: 0, twin: false, watermark: 3 });
      expect(ledger.centreKey()).toBe(centre.publicKey);
    });

    it('moves a backlog in full batches, each entry as it was written', async () => {
      press(1_600);
      await settled();
      expect(centre.bodies(ledger.id)).toEqual(ledger.read(1 as Seq, 2_000).map((entry) => entry.body));
      expect(centre.batches.filter((batch) => batch.entries.length > 0).length).toBeLessThan(10);
    });

    it('moves what is pending on reconnect, without waiting for the next press', async () => {
      press();
      await settled();
      centre.listening = false;
      press(20);
      broker.cut();
      await broker.stop();
      await until('the link is down', () => uplink.status().link !== 'up');
      centre.listening = true;
      broker = await start(broker.port);
      await until('everything arrived', allReceived);
      expect(counted('connects')).toBeGreaterThan(1);
    });

    it('does not take a PUBACK for arrival', async () => {
      press();
      await settled();
      centre.listening = false;
      press(3);
      await until('the entries were sent', () => counted('entries') === 5);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(uplink.status()).toMatchObject({ pending: 3, watermark: 2 });
    });

    it('goes back to a batch that was lost on the way', async () => {
      press();
      await settled();
      centre.dropNext = 1;
      press();
      await until('the second press is under way', () => counted('entries') === 3);
      await new Promise((resolve) => setTimeout(resolve, 600));
      press();
      await until('everything arrived', allReceived);
      expect(counted('gap')).toBe(1);
    });

    it('publishes its state, and the broker says offline when it is gone', async () => {
      press();
      await settled();
      uplink.announce();
      await until('a state with an echo', () =>
        centre.states.some((state) => state.clock.echo !== undefined),
      );
      expect(centre.states.at(-1)).toMatchObject({
        online: true,
        version: '0.0.0',
        ledger: { id: ledger.id, key: ledger.publicKey },
        panel: { status: 'ready' },
      });
      await uplink.close();
      await until('offline', () => centre.states.at(-1)?.online === false);
    });

    it('tells comment texts beside the chain', async () => {
      press();
      const comment = ledger.appendComment(2 as Seq, 'Cảm ơn “quầy 1”,\nphục vụ tốt \\ 🙂');
      await settled();
      const texts = centre.batches.flatMap((batch) => batch.texts ?? []);
      expect(texts).toHaveLength(1);
      const [text] = texts;
      expect(text?.seq).toBe(comment.seq);
      expect(JSON.parse(comment.body)).toMatchObject({
        kind: 'comment',
        textHash: commentHash(text?.salt ?? '', text?.text ?? ''),
      });
      expect(comment.body).not.toContain('quầy');
    });

    it('ignores and counts receipts that prove nothing', async () => {
      press();
      await settled();
      centre.listening = false;
      press();
      const upTo = 3 as Seq;
      const head = ledger.head().hash;
      const other = mintKeyPair();
      const stranger = await startScriptedCentre(broker.url, centreId, other, false);
      stranger.listening = false;
      const lies: readonly (readonly [string, string])[] = [
        ['receipt/bad-signature', centre.receipt(ledger.id, { upTo, head }, { at: 1 as Instant })],
        ['receipt/bad-signature', centre.receipt(ledger.id, { upTo: 2 as Seq }, { upTo, head })],
        ['receipt/other-ledger', centre.receipt('a'.repeat(26) as LedgerId, { upTo, head })],
        ['receipt/foreign-key', stranger.receipt(ledger.id, { upTo, head })],
        ['receipt/bad-signature', stranger.receipt(ledger.id, { upTo, head, key: centre.publicKey })],
        ['receipt/malformed', centre.receipt(ledger.id, { upTo: -1 as Seq, head })],
        ['receipt/malformed', '{"v":1'],
        ['receipt/malformed', 'x'.repeat(5_000)],
        ['receipt/malformed', '[]'],
      ];
      const before = { ...uplink.status().counters };
      for (const [, lie] of lies) await centre.publish(kioskId, lie);
      for (const code of new Set(lies.map(([code]) => code))) {
        const wanted = (before[code] ?? 0) + lies.filter(([c]) => c === code).length;
        await until(`${code} counted`, () => counted(code) === wanted);
      }
      expect(uplink.status()).toMatchObject({ watermark: 2, twin: false });
      expect(ledger.centreKey()).toBe(centre.publicKey);
      await stranger.close();
      // The next good receipt works.
      centre.listening = true;
      await centre.publish(kioskId, centre.receipt(ledger.id, { upTo, head }));
      await until('the watermark moved', () => ledger.watermark() === 3);
    });

    it('sends again by itself when the centre was restored from an old backup', async () => {
      press(50);
      await settled();
      centre.forget(ledger.id, 10);
      await centre.publish(kioskId, centre.receipt(ledger.id));
      await until('moved back', () => counted('moved-back') === 1);
      await until('everything arrived again', allReceived);
      expect(uplink.status().watermark).toBe(51);
    });

    it('is not moved back by an old receipt that the broker kept', async () => {
      press(5);
      await settled();
      await centre.publish(kioskId, centre.receipt(ledger.id, { upTo: 2 as Seq }), true);
      await until('moved back, live', () => counted('moved-back') === 1);
      await until('everything arrived again', allReceived);
      // Kept at the broker, the same receipt meets the next connection first.
      await centre.publish(kioskId, centre.receipt(ledger.id, { upTo: 2 as Seq }), true);
      await until('moved back, live', () => counted('moved-back') === 2);
      await until('everything arrived again', allReceived);
    });

    it('finds its twin: a receipt above its own head', async () => {
      press(3);
      await settled();
      const head = sha256('what the twin wrote');
      await centre.publish(kioskId, centre.receipt(ledger.id, { upTo: 9 as Seq, head }));
      await until('the twin is proven', () => uplink.status().twin);
      const sent = counted('entries');
      press();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(counted('entries')).toBe(sent);
      expect(uplink.status()).toMatchObject({ twin: true, pending: 1 });
    });

    it('finds its twin: a cloned disk whose copy was faster', async () => {
      press(3);
      await settled();
      await uplink.close();
      ledger.close();
      copyFileSync(join(folder, 'ledger.sqlite'), join(folder, 'clone.sqlite'));
      ledger = makeLedger(folder);
      const clone = makeLedger(folder, 'clone.sqlite');
      const cloneUplink = makeUplink(clone, broker.url);
      clone.append(rating);
      await until('the clone is heard', () => clone.watermark() === 5);
      ledger.append({ kind: 'self-test', category: 'comment', via: 'touch' });
      uplink = makeUplink(ledger, broker.url);
      await until('the twin is proven', () => uplink.status().twin);
      expect(ledger.watermark()).toBe(4);
      expect(cloneUplink.status().twin).toBe(false);
      await cloneUplink.close();
      clone.close();
    });
  });
}

describe('uplink', () => {
  it('starts without a broker, keeps counting, and sends all when one appears', async () => {
    const first = await startAedes();
    await first.stop();
    const folder = temporaryFolder();
    const ledger = makeLedger(folder);
    const uplink = makeUplink(ledger, first.url);
    for (let i = 0; i < 10; i += 1) ledger.append(rating);
    await until('it tried', () => (uplink.status().counters.disconnects ?? 0) > 1);
    expect(uplink.status()).toMatchObject({ pending: 11, watermark: 0 });
    const broker = await startAedes(first.port);
    const centre = await startScriptedCentre(broker.url, centreId);
    await until('everything arrived', () => ledger.watermark() === 11);
    await uplink.close();
    ledger.close();
    await centre.close();
    await broker.stop();
  });

  it('spreads the first connect', () => {
    const folder = temporaryFolder();
    const ledger = makeLedger(folder);
    const waits: number[] = [];
    const timers = {
      now: () => 0,
      random: () => 0.5,
      after: (ms: number) => {
        waits.push(ms);
        return () => {};
      },
    };
    const uplink = makeUplink(ledger, 'mqtt://127.0.0.1:1', { timers, firstConnectSpreadMs: 30_000 });
    expect(waits).toEqual([15_000]);
    expect(uplink.status().link).toBe('down');
    ledger.close();
  });

  it('outlives a ledger that is closed under it', async () => {
    const broker = await startAedes();
    const centre = await startScriptedCentre(broker.url, centreId);
    const ledger = makeLedger(temporaryFolder());
    const uplink = makeUplink(ledger, broker.url, { timers: quickTimers });
    await until('up', () => uplink.status().link === 'up');
    ledger.close();
    const body = JSON.stringify({ v: 1 });
    const head = entryHash(sha256, sha256('x'), body) as HashHex;
    await centre.publish(kioskId, centre.receipt(ledger.id, { upTo: 1 as Seq, head }));
    await until('counted', () => (uplink.status().counters['ledger/closed'] ?? 0) > 0);
    await uplink.close();
    await centre.close();
    await broker.stop();
  });
});
