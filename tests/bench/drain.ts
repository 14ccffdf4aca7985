import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { checkConfig } from '../../kiosk-app/core/config-file.ts';
import { openKiosk } from '../../kiosk-app/core/kiosk.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { type BenchBroker, startBroker } from './broker.ts';
import { startChild } from './child.ts';
import { benchPlace, fillLedger } from './fill-ledger.ts';
import { median } from './quantile.ts';
import type { Bench, Result } from './result.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Messages in flight of a client that may not let entries overtake each other (MQTT 3.1.1, 4.6), and Mosquitto's default. */
const [inOrder, pipelined] = [1, 20];

/** Seconds from opening a kiosk with `pending` entries to the receipt for the last of them. */
const drainOurs = async (
  { folder, tell }: Bench,
  broker: BenchBroker,
  pending: number,
  run: number,
): Promise<number> => {
  const dataDir = join(folder, `drain-${run}`);
  fillLedger(join(dataDir, 'ledger.sqlite'), pending);
  const words = ['--data', join(folder, `centre-${run}`), '--broker', broker.url];
  const centre = await startChild('sync/centre/commands/centre.ts', words, /centre \S+ is up/);
  const began = performance.now();
  const kiosk = openKiosk({
    dataDir,
    config: checkConfig(
      {
        v: 1,
        kiosk: `q12-${run}`,
        centre: 'centre',
        department: { id: benchPlace.department, name: 'Sở Tư pháp' },
        counter: { id: benchPlace.counter, label: '12' },
        broker: broker.url,
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
    tell(`run ${run}: ${kiosk.snapshot().info.ledger.watermark} of ${pending} have their receipt`);
    await pause(10);
  }
  const seconds = (performance.now() - began) / 1000;
  await kiosk.close();
  await centre.end();
  return seconds;
};

/** Seconds in which the same broker moves the same entries, one QoS 1 message each, to a process that only counts them. */
const moveBare = async (
  { folder, tell }: Bench,
  broker: BenchBroker,
  pending: number,
  run: number,
  inFlight: number,
): Promise<number> => {
  const ledger = openLedger({
    path: join(folder, `drain-${run}`, 'ledger.sqlite'),
    clock: systemKioskClock(),
    version: 'bench',
  });
  const bodies: string[] = [];
  for (let from = 1; from <= pending; from += 1_000)
    bodies.push(...ledger.read(from as Seq, 1_000).map(({ body }) => body));
  ledger.close();
  const entries = bodies.slice(0, pending);
  const far = await startChild('tests/bench/bare-messages.ts', [broker.url, String(pending)], /listening/);
  const began = performance.now();
  const client = await connectAsync(broker.url, { reconnectPeriod: 0 });
  let next = 0;
  const send = async (): Promise<void> => {
    for (let body = entries[next++]; body !== undefined; body = entries[next++]) {
      await client.publishAsync('bare/entries', body, { qos: 1 });
      if (next % 1_000 === 0) tell(`run ${run}: ${next} of ${pending} bare messages, ${inFlight} in flight`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, send));
  await far.said(/all taken/);
  const seconds = (performance.now() - began) / 1000;
  await client.endAsync();
  await far.end();
  return seconds;
};

export const benchDrain = async (bench: Bench): Promise<readonly Result[]> => {
  const [runs, pending] = bench.isQuick ? [1, 2_000] : [3, 100_000];
  const [ours, bare, bareAhead]: [number[], number[], number[]] = [[], [], []];
  const broker = await startBroker(bench.folder);
  for (let run = 1; run <= runs; run += 1) {
    ours.push(pending / (await drainOurs(bench, broker, pending, run)));
    bare.push(pending / (await moveBare(bench, broker, pending, run, inOrder)));
    bareAhead.push(pending / (await moveBare(bench, broker, pending, run, pipelined)));
  }
  await broker.end();
  const value = median(ours);
  const name = `${pending} pending entries to their receipts`;
  return [
    {
      name,
      value,
      unit: 'entries/s',
      baseline: { name: 'the same broker, one QoS 1 message per entry, in order', value: median(bare) },
      target: { of: 'times baseline', is: 'at least', limit: 3 },
      note: 'ours with signature, proof, tables and COMMIT at the centre; the baseline only counts what arrives',
    },
    {
      name: `${name}, against ${pipelined} in flight`,
      value,
      unit: 'entries/s',
      baseline: {
        name: `the same, ${pipelined} messages in flight, which may overtake each other when they are sent again`,
        value: median(bareAhead),
      },
    },
  ];
};
