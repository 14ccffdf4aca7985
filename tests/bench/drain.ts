import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { checkConfig } from '../../kiosk-app/core/config-file.ts';
import { openKiosk } from '../../kiosk-app/core/kiosk.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { type Arena, type ArenaKind, arenaKinds } from './arena.ts';
import { startChild } from './child.ts';
import { benchPlace, fillLedger } from './fill-ledger.ts';
import { median } from './quantile.ts';
import type { Bench, Result } from './result.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a broker allows by itself: Mosquitto's max_inflight_messages. */
const usual = 20;
/**
 * Messages that the bare sender has on their way at a time: one after the other, as entries in order demand (MQTT 3.1.1, 4.6);
 * the broker's default, which is what is compared with; and as many as are of any use. The others stand in the note.
 */
const windows = [1, usual, 200] as const;
/** Entries and as many bare messages that go the same way first: broker and centre have been up for a while, as in life. */
const [warmUp, quickWarmUp] = [20_000, 500] as const;

/** Entries a second from when a kiosk with `pending` of them is on the line to the receipt for the last. */
const drainOurs = async (
  kioskName: string,
  dataDir: string,
  arena: Arena,
  pending: number,
  tell: Bench['tell'],
): Promise<number> => {
  const kiosk = openKiosk({
    dataDir,
    config: checkConfig(
      {
        v: 1,
        kiosk: kioskName,
        centre: 'centre',
        department: { id: benchPlace.department, name: 'Sở Tư pháp' },
        counter: { id: benchPlace.counter, label: '12' },
        broker: arena.url,
      },
      'bench',
    ),
    version: 'bench',
    clock: systemKioskClock(),
    timers: systemTimers,
    openPanels: () => [],
    firstConnectSpreadMs: 0,
    log: () => {},
  });
  while (kiosk.snapshot().info.network.link !== 'up') await pause(1);
  const began = performance.now();
  while (!kiosk.isDrained()) {
    tell(`${kiosk.snapshot().info.ledger.watermark} of ${pending} have their receipt`);
    await pause(10);
  }
  const seconds = (performance.now() - began) / 1000;
  await kiosk.close();
  return pending / seconds;
};

const bodiesOf = (dataDir: string, count: number): readonly string[] => {
  const path = join(dataDir, 'ledger.sqlite');
  const ledger = openLedger({ path, clock: systemKioskClock(), version: 'bench' });
  const bodies = ledger.bodies(1 as Seq, count);
  ledger.close();
  return bodies;
};

/**
 * Entries a second that the same broker moves as one QoS 1 message each, from a plain mqtt.js client to another in a process of
 * its own, which only counts them: sender -> broker and broker -> receiver are each acknowledged.
 */
const moveBare = async (
  { url }: Arena,
  bodies: readonly string[],
  inFlight: number,
  tell: Bench['tell'],
): Promise<number> => {
  const far = await startChild('tests/bench/bare-messages.ts', [url, String(bodies.length)], /listening/);
  const client = await connectAsync(url);
  const began = performance.now();
  let next = 0;
  const send = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      await client.publishAsync('bare/entries', body, { qos: 1 });
      if (next % 1_000 === 0) tell(`${next} of ${bodies.length} bare messages, ${inFlight} in flight`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, send));
  await far.said(/all taken/);
  const seconds = (performance.now() - began) / 1000;
  await client.endAsync();
  await far.end();
  return bodies.length / seconds;
};

const benchKind = async (bench: Bench, kind: ArenaKind): Promise<Result> => {
  const [runs, pending, bareCount, warm] = bench.isQuick
    ? [1, 2_000, 500, quickWarmUp]
    : [3, 100_000, 10_000, warmUp];
  const ours: number[] = [];
  const bare = windows.map((): number[] => []);
  for (let run = 1; run <= runs; run += 1) {
    const tell = (what: string): void => bench.tell(`${kind.name}, run ${run} of ${runs}: ${what}`);
    const folder = join(bench.folder, `${kind.name.replaceAll(' ', '-')}-${run}`);
    mkdirSync(join(folder, 'centre'), { recursive: true });
    const dataDir = join(folder, 'kiosk');
    tell(`a ledger of ${pending} entries`);
    fillLedger(join(dataDir, 'ledger.sqlite'), pending);
    const firstDir = join(folder, 'first-kiosk');
    fillLedger(join(firstDir, 'ledger.sqlite'), warm);
    const bodies = bodiesOf(dataDir, bareCount);
    const warmBodies = bodiesOf(firstDir, warm);
    const arena = await kind.open(join(folder, 'centre'));
    await moveBare(arena, warmBodies, usual, tell);
    await drainOurs('q11-1', firstDir, arena, warm, tell);
    ours.push(await drainOurs('q12-1', dataDir, arena, pending, tell));
    for (const [i, inFlight] of windows.entries())
      bare[i]?.push(await moveBare(arena, bodies, inFlight, tell));
    await arena.end();
  }
  const rates = windows.map((inFlight, i) => ({ inFlight, rate: median(bare[i] ?? []) }));
  const value = median(ours);
  const others = rates
    .filter(({ inFlight }) => inFlight !== usual)
    .map(({ inFlight, rate }) => `${(value / rate).toPrecision(3)} × ${Math.round(rate)} with ${inFlight}`)
    .join(', ');
  return {
    name: `${pending} pending entries to their receipts, ${kind.name}`,
    value,
    unit: 'entries/s',
    baseline: {
      name: `the same broker, one QoS 1 message per entry between two plain mqtt.js clients, ${usual} in flight`,
      value: rates.find(({ inFlight }) => inFlight === usual)?.rate ?? Number.NaN,
    },
    target: { of: 'times baseline', is: 'at least', limit: 3 },
    note: `ours with signature, proof, tables and COMMIT at the centre, the baseline only counts; ${others} in flight`,
  };
};

export const benchDrain = async (bench: Bench): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const kind of arenaKinds) results.push(await benchKind(bench, kind));
  return results;
};
