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

/**
 * Messages that the bare sender has on their way at a time: one after the other, as entries in order demand (MQTT 3.1.1, 4.6);
 * Mosquitto's own default; and as many as are of any use. What is compared with is the fastest of them.
 */
const windows = [1, 20, 200] as const;

/** Entries a second from opening a kiosk with `pending` of them to the receipt for the last. */
const drainOurs = async (
  dataDir: string,
  arena: Arena,
  pending: number,
  tell: Bench['tell'],
): Promise<number> => {
  const began = performance.now();
  const kiosk = openKiosk({
    dataDir,
    config: checkConfig(
      {
        v: 1,
        kiosk: 'q12-1',
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
  const [runs, pending, bareCount] = bench.isQuick ? [1, 2_000, 500] : [3, 100_000, 10_000];
  const ours: number[] = [];
  const bare = windows.map((): number[] => []);
  for (let run = 1; run <= runs; run += 1) {
    const tell = (what: string): void => bench.tell(`${kind.name}, run ${run} of ${runs}: ${what}`);
    const folder = join(bench.folder, `${kind.name.replaceAll(' ', '-')}-${run}`);
    mkdirSync(join(folder, 'centre'), { recursive: true });
    const dataDir = join(folder, 'kiosk');
    tell(`a ledger of ${pending} entries`);
    fillLedger(join(dataDir, 'ledger.sqlite'), pending);
    const bodies = bodiesOf(dataDir, bareCount);
    const arena = await kind.open(join(folder, 'centre'));
    ours.push(await drainOurs(dataDir, arena, pending, tell));
    for (const [i, inFlight] of windows.entries())
      bare[i]?.push(await moveBare(arena, bodies, inFlight, tell));
    await arena.end();
  }
  const rates = windows.map((inFlight, i) => ({ inFlight, rate: median(bare[i] ?? []) }));
  const fastest = rates.reduce((best, each) => (each.rate > best.rate ? each : best));
  const said = rates.map(({ inFlight, rate }) => `${inFlight}: ${Math.round(rate)}`).join(', ');
  return {
    name: `${pending} pending entries to their receipts, ${kind.name}`,
    value: median(ours),
    unit: 'entries/s',
    baseline: {
      name: `the same broker, one QoS 1 message per entry between two plain mqtt.js clients, ${fastest.inFlight} in flight`,
      value: fastest.rate,
    },
    target: { of: 'times baseline', is: 'at least', limit: 3 },
    note: `ours with signature, proof, tables and COMMIT at the centre, the baseline only counts; its entries/s by messages in flight: ${said}`,
  };
};

export const benchDrain = async (bench: Bench): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const kind of arenaKinds) results.push(await benchKind(bench, kind));
  return results;
};
