import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfig, writeConfig } from '../../kiosk-app/core/config-file.ts';
import { openScreen } from '../support/screen-client.ts';
import { startBroker } from './broker.ts';
import { type Child, startChild } from './child.ts';
import { benchPlace } from './fill-ledger.ts';
import { median } from './quantile.ts';
import type { Bench, Result } from './result.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Megabytes (10^6) of a running process, as the kernel counts them. */
const memoryOf = ({ process: child }: Child, what: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return (Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
};

/** A kiosk host with a ledger of many entries in `dataDir`: its start, its memory, and both after all of it was drained. */
export const benchBigLedger = async (
  { isQuick, folder, tell }: Bench,
  dataDir: string,
  entries: number,
): Promise<readonly Result[]> => {
  const starts = isQuick ? 1 : 5;
  writeConfig(
    dataDir,
    checkConfig(
      {
        v: 1,
        kiosk: 'q12-1',
        centre: 'centre',
        department: { id: benchPlace.department, name: 'Sở Tư pháp' },
        counter: { id: benchPlace.counter, label: '12' },
      },
      'bench',
    ),
  );
  const [ours, bare, memory]: [number[], number[], number[]] = [[], [], []];
  const start = (...words: string[]): Promise<Child> =>
    startChild(
      'kiosk-app/commands/kiosk.ts',
      ['--data', dataDir, '--http', '0', ...words],
      /kiosk ready: (\S+)/,
    );
  for (let i = 0; i < starts; i += 1) {
    tell(`start ${i + 1} of ${starts}`);
    const kiosk = await start();
    ours.push(kiosk.readyMs);
    memory.push(memoryOf(kiosk, 'VmRSS'));
    await kiosk.end();
    const nothing = await startChild(
      'tests/bench/bare-open.ts',
      [join(dataDir, 'ledger.sqlite')],
      /bare ready/,
    );
    bare.push(nothing.readyMs);
    await nothing.end();
  }

  const broker = await startBroker(folder);
  const centre = await startChild(
    'sync/centre/commands/centre.ts',
    ['--data', join(folder, 'big-centre'), '--broker', broker.url],
    /centre \S+ is up/,
  );
  const kiosk = await start('--broker', broker.url);
  const screen = await openScreen(kiosk.ready);
  const began = performance.now();
  for (;;) {
    const { head, watermark } = screen.latest()?.info.ledger ?? { head: 1, watermark: 0 };
    tell(`${watermark} of ${head} drained`);
    if (watermark >= head) break;
    await pause(100);
  }
  const seconds = (performance.now() - began) / 1000;
  screen.close();
  const [after, highest] = [memoryOf(kiosk, 'VmRSS'), memoryOf(kiosk, 'VmHWM')];
  await kiosk.end();
  await centre.end();
  await broker.end();
  return [
    {
      name: `host ready with ${entries} entries in the ledger`,
      value: median(ours),
      unit: 'ms',
      baseline: { name: 'a process that opens the file and reads its last row', value: median(bare) },
      target: { of: 'value', is: 'at most', limit: 1_000 },
    },
    {
      name: 'resident memory of that host, ready',
      value: median(memory),
      unit: 'MB',
      target: { of: 'value', is: 'at most', limit: 150 },
    },
    {
      name: 'resident memory of that host, after draining them',
      value: after,
      unit: 'MB',
      target: { of: 'value', is: 'at most', limit: 150 },
      note: `at most ${highest.toFixed(0)} MB on the way, ${Math.round(entries / seconds)} entries/s`,
    },
  ];
};
