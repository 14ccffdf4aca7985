import { describe, expect, it } from 'vitest';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import type { BootId, HashHex, Instant, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { isSignedBy, mintKeyPair, type PublicKey, sha256, signerOf } from '../../sync/proof/signing.ts';
import { startUplink } from '../../sync/uplink/start-uplink.ts';
import { decodeEntries, receiptText, sealText } from '../../sync/wire/messages.ts';
import { formatTopic } from '../../sync/wire/topics.ts';
import { temporaryFolder } from '../support/folder.ts';
import { seeded } from '../support/seeded.ts';
import { centreId, counter, department, kioskId, rating } from './kiosk-side.ts';
import { VirtualBroker, VirtualTime } from './virtual-line.ts';

const keys = mintKeyPair();
const signAsCentre = signerOf(keys.privateKey);
const topic = formatTopic({ centre: centreId, kiosk: kioskId, channel: 'receipt' });

/** One kiosk, its real ledger and its real uplink, on a line that does its worst; then the line heals. */
const run = async (seed: number, folder: string) => {
  const random = seeded(seed);
  const time = new VirtualTime();
  const broker = new VirtualBroker(time, random);
  const clock = {
    now: () => ({
      at: (1_613_350_000_000 + time.nowMs) as Instant,
      boot: 'boot-1' as BootId,
      up: Math.floor(time.nowMs),
    }),
  };
  const ledger = openLedger({ path: `${folder}/${seed}.sqlite`, clock, version: '1' });
  let bodies: string[] = [];
  let hashes: HashHex[] = [genesisHash(sha256, ledger.id)];
  let restored = 0;

  broker.onEntries = (payload) => {
    const decoded = decodeEntries(Buffer.from(payload));
    if (!decoded.ok) throw new Error(decoded.reason);
    const message = decoded.value;
    const upTo = (message.first + message.entries.length - 1) as Seq;
    if (!isSignedBy(message.key as PublicKey, sealText(upTo, message), message.sig))
      throw new Error('bad seal');
    if (message.first <= bodies.length + 1) {
      expect(hashes[message.first - 1]).toBe(message.prev);
      message.entries.slice(bodies.length + 1 - message.first).forEach((body) => {
        bodies.push(body);
        hashes.push(entryHash(sha256, hashes.at(-1) as HashHex, body));
      });
    }
    const head = hashes[bodies.length] as HashHex;
    const receipt = {
      ledger: ledger.id,
      upTo: bodies.length as Seq,
      head,
      at: Math.floor(clock.now().at) as Instant,
    };
    const sig = signAsCentre(receiptText(centreId, kioskId, receipt));
    broker.publishReceipt(
      topic,
      JSON.stringify({ v: 1, ...receipt, key: keys.publicKey, sig }),
      random() < 0.9,
    );
  };

  const uplink = startUplink({
    ledger,
    clock,
    timers: { now: () => time.nowMs, random, after: (ms, work) => time.after(ms, work) },
    centre: centreId,
    kiosk: kioskId,
    brokerUrl: 'virtual',
    openLink: () => broker.openLink(),
    health: () => ({ version: '1', binding: { department, counter } }),
    firstConnectSpreadMs: 2_000,
  });

  const press = (times: number): void => {
    for (let i = 0; i < times; i += 1) ledger.append(rating);
  };
  press(Math.floor(random() * 300));
  broker.faults = { drop: 0.25, duplicate: 0.25, maxDelayMs: 50 + random() * 3_000 };
  for (let at = 0; at < 120_000; at += 1_000 + random() * 6_000) {
    time.after(at, () => {
      const what = random();
      if (what < 0.4) press(1);
      else if (what < 0.55) broker.cut();
      else if (what < 0.65) {
        broker.isUp = !broker.isUp;
        if (!broker.isUp) broker.cut();
      } else if (what < 0.75) broker.forgetKept();
      else if (what < 0.85) {
        // The centre comes back from a backup of some earlier time.
        const upTo = Math.floor(random() * (bodies.length + 1));
        bodies = bodies.slice(0, upTo);
        hashes = hashes.slice(0, upTo + 1);
        restored += 1;
      } else press(5);
    });
  }
  while (await time.step(120_000));
  broker.isUp = true;
  broker.faults = { drop: 0, duplicate: 0, maxDelayMs: 20 };
  const done = (): boolean => bodies.length === ledger.head().seq && ledger.watermark() === ledger.head().seq;
  // A press is what tells a kiosk, in the worst case, that the centre has forgotten: until then nobody asks.
  press(1);
  const healedAtMs = time.nowMs;
  while (!done() && (await time.step(time.nowMs + 1_000_000)));
  const stored = ledger.read(1 as Seq, 10_000).map((entry) => entry.body);
  const status = uplink.status();
  await uplink.close();
  ledger.close();
  return { bodies, stored, status, fired: broker.fired, restored, healedInMs: time.nowMs - healedAtMs };
};

describe('on a line that drops, doubles, reorders, delays and breaks', () => {
  it('everything arrives once, in order, without a restart', async () => {
    const folder = temporaryFolder();
    const fired = {
      drop: 0,
      duplicate: 0,
      reorder: 0,
      cut: 0,
      restored: 0,
      gap: 0,
      overdue: 0,
      movedBack: 0,
    };
    for (let seed = 1; seed <= 20; seed += 1) {
      const result = await run(seed, folder);
      expect(result.bodies, `seed ${seed}`).toEqual(result.stored);
      expect(result.status, `seed ${seed}`).toMatchObject({ twin: false, pending: 0 });
      expect(result.healedInMs, `seed ${seed}`).toBeLessThan(600_000);
      fired.drop += result.fired.drop;
      fired.duplicate += result.fired.duplicate;
      fired.reorder += result.fired.reorder;
      fired.cut += result.fired.cut;
      fired.restored += result.restored;
      fired.gap += result.status.counters.gap ?? 0;
      fired.overdue += result.status.counters.overdue ?? 0;
      fired.movedBack += result.status.counters['moved-back'] ?? 0;
    }
    // A fault that never happened proves nothing.
    for (const [fault, times] of Object.entries(fired)) expect(times, fault).toBeGreaterThan(3);
  }, 60_000);
});
