import { join } from 'node:path';
import Database from 'better-sqlite3';
import { connectAsync } from 'mqtt';
import { storePathIn } from '../../sync/centre/store/open-store.ts';
import { verifyCentreStore } from '../../sync/centre/verify-store.ts';
import { startReader } from '../../sync/centre/views/reader.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { startChild } from './child.ts';
import { openFirstView } from './first-view.ts';
import { median } from './quantile.ts';
import { arriving, fillCentre, monthOf } from './ratings-of-a-month.ts';
import type { Bench, Result } from './result.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const countOf = (path: string): number => {
  const db = new Database(path, { readonly: true });
  const count = Number(db.prepare('SELECT arrivals FROM meta').pluck().get());
  db.close();
  return count;
};

/** What a month of a million ratings costs those who look at it, while ratings arrive; and the proof of such a store. */
export const benchMonth = async ({ isQuick, folder, tell }: Bench): Promise<readonly Result[]> => {
  const [count, runs] = isQuick ? [5_000, 2] : [1_000_000, 5];
  const dataDir = join(folder, 'month');
  const now = Date.now() as Instant;
  const senders = fillCentre(dataDir, count, now, tell);
  const path = storePathIn(dataDir);
  const month = monthOf(now);

  const centre = await startChild(
    'sync/centre/commands/centre.ts',
    ['--data', dataDir, '--mqtt', '0', '--http', '0'],
    /broker\s+(mqtt:\S+)/,
  );
  const link = await centre.said(/set-up link\s+(\S+)/);
  const client = await connectAsync(centre.ready);
  const load = await arriving(client, senders);
  await pause(1_000);
  const before = countOf(path);
  const [table, docx, first, later]: [number[], number[], number[], number[]] = [[], [], [], []];
  const began = performance.now();
  for (let i = 1; i <= runs; i += 1) {
    tell(`look ${i} of ${runs}`);
    // A thread of its own for every look, up as the centre has it, but nothing of the month has been read by it before.
    const reader = startReader(path, () => Date.now() as Instant);
    await reader.ask('settings');
    const time = async (samples: number[], work: () => Promise<unknown>): Promise<void> => {
      const from = performance.now();
      await work();
      samples.push(performance.now() - from);
    };
    await time(first, () => reader.ask('today'));
    await time(later, () => reader.ask('today'));
    await time(table, () => reader.ask('report', month.label));
    await time(docx, () => reader.ask('reportFile', month.label, 'docx', null));
    await reader.close();
    await pause(500);
  }
  tell('the console over HTTP');
  const view = await openFirstView(link);
  const overHttp = await view.overHttp(runs);
  tell('the console in a browser');
  const painted = await view.painted(runs);
  const seconds = (performance.now() - began) / 1000;
  const arrived = (countOf(path) - before) / seconds;
  const sent = load.stop();
  for (let i = 0; i < 600 && load.pending() > 0; i += 1) await pause(100);
  if (countOf(path) !== count + sent) throw new Error(`${countOf(path) - count} of ${sent} ratings arrived`);
  await client.endAsync();
  await centre.end();

  tell('verify');
  const provedFrom = performance.now();
  const proven = verifyCentreStore(path);
  const proof = proven.entries / ((performance.now() - provedFrom) / 1000);
  if (!proven.ok) throw new Error(`the store is not whole: ${JSON.stringify(proven.findings)}`);
  const under = `while ${Math.round(arrived)} ratings/s arrive`;
  const atMost = (limit: number) => ({ of: 'value', is: 'at most', limit }) as const;
  return [
    {
      name: `Phụ lục II of a month of ${count}, ${under}`,
      value: median(table),
      unit: 'ms',
      target: atMost(300),
      note: 'count and model, asked of the thread that the console asks',
    },
    { name: 'the same as DOCX', value: median(docx), unit: 'ms', target: atMost(1_000) },
    {
      name: 'the console’s first view of it',
      value: median(first),
      unit: 'ms',
      target: atMost(1_000),
      note: `by a thread that is up and has read nothing of it; the next look ${median(later).toFixed(0)} ms`,
    },
    {
      name: 'the same over HTTP: page with its numbers, script, style, fonts',
      value: overHttp.worst,
      unit: 'ms',
      target: atMost(1_000),
      note: `the worst of ${runs}, the first at a centre that nobody has asked before; median ${overHttp.median.toFixed(0)} ms`,
    },
    ...(painted === null
      ? []
      : [
          {
            name: 'the same painted in Chromium that has never seen it',
            value: painted.worst,
            unit: 'ms',
            target: atMost(1_000),
            note: `from opening to the frame with today’s sentence; the worst of ${runs}, median ${painted.median.toFixed(0)} ms`,
          },
        ]),
    {
      name: `verify of that centre’s store, ${proven.entries} entries`,
      value: proof,
      unit: 'entries/s',
      target: { of: 'value', is: 'at least', limit: 200_000 },
      note: 'hashes, signatures, and every number of the table from its entry',
    },
  ];
};
