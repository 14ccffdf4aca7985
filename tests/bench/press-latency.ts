import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SerialPort } from 'serialport';
import { createPanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { checkConfig } from '../../kiosk-app/core/config-file.ts';
import { openKiosk } from '../../kiosk-app/core/kiosk.ts';
import { openConfiguredPanels } from '../../kiosk-app/core/panels.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { openPty } from '../support/pty.ts';
import { benchPlace } from './fill-ledger.ts';
import { median, quantile } from './quantile.ts';
import type { Bench, Result } from './result.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const betweenMs = 15;
/** Presses before the first that is measured, ours and bare alike: code that has never run is not what a citizen meets. */
const warmUp = 20;

/** The bytes of a press on a pseudo-terminal, until the rating's COMMIT has returned and the screen is told so. */
const pressOurs = async (folder: string, presses: number, tell: Bench['tell']): Promise<number[]> => {
  const pty = await openPty();
  const log = (): void => {};
  const kiosk = openKiosk({
    dataDir: join(folder, 'latency'),
    config: checkConfig(
      {
        v: 1,
        kiosk: 'q12-1',
        centre: 'centre',
        department: { id: benchPlace.department, name: 'Sở Tư pháp' },
        counter: { id: benchPlace.counter, label: '12' },
        panels: [`motcham-line:${pty.path}`],
        responseIntervalMs: 0,
      },
      'bench',
    ),
    version: 'bench',
    clock: systemKioskClock(),
    timers: systemTimers,
    openPanels: openConfiguredPanels({ timers: systemTimers, log }),
    firstConnectSpreadMs: 0,
    // As the host has it.
    laysLog: true,
    log,
  });
  const panel = createPanelSimulator({ stream: pty.stream, clock: systemTimers });
  try {
    while (kiosk.snapshot().panels[0]?.link !== 'up') await pause(10);
    const samples: number[] = [];
    for (let i = -warmUp; i < presses; i += 1) {
      if (i % 50 === 0) tell(`press ${Math.max(0, i)} of ${presses}`);
      await pause(betweenMs);
      const committed = new Promise<number>((resolve) => {
        const unsubscribe = kiosk.subscribe(({ screen }) => {
          if (screen.name !== 'thanks') return;
          unsubscribe();
          resolve(performance.now());
        });
      });
      const began = performance.now();
      panel.press(((i + warmUp) % 4) + 1);
      const ms = (await committed) - began;
      if (i >= 0) samples.push(ms);
    }
    return samples;
  } finally {
    panel.close();
    await kiosk.close();
    await pty.close();
  }
};

/** The same bytes on the same kind of wire, read by the bare serial library and put into a bare table. */
const pressBare = async (folder: string, presses: number, tell: Bench['tell']): Promise<number[]> => {
  const pty = await openPty();
  const port = new SerialPort({ path: pty.path, baudRate: 9_600, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const db = new Database(join(folder, 'latency', 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO entry (body) VALUES (?)');
  insert.run('');
  db.pragma('synchronous = FULL');
  try {
    const samples: number[] = [];
    for (let i = -warmUp; i < presses; i += 1) {
      if (i % 50 === 0) tell(`bare press ${Math.max(0, i)} of ${presses}`);
      await pause(betweenMs);
      const committed = new Promise<number>((resolve) => {
        let line = '';
        const take = (data: Buffer): void => {
          line += data.toString();
          if (!line.includes('\n')) return;
          port.off('data', take);
          insert.run(line.padEnd(250, '.'));
          resolve(performance.now());
        };
        port.on('data', take);
      });
      const began = performance.now();
      pty.stream.write('P 1f3a9c04 17 3 ab12\n');
      const ms = (await committed) - began;
      if (i >= 0) samples.push(ms);
    }
    return samples;
  } finally {
    await new Promise<void>((resolve) => port.close(() => resolve()));
    db.close();
    await pty.close();
  }
};

export const benchLatency = async ({ isQuick, folder, tell }: Bench): Promise<readonly Result[]> => {
  const [runs, presses] = isQuick ? [1, 30] : [5, 400];
  // In turns, so that a slow minute of the disk meets both; a p99 a run, so that it meets one figure of five.
  const [ours, bare]: [number[][], number[][]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await pressOurs(folder, presses, tell));
    bare.push(await pressBare(folder, presses, tell));
  }
  const p99 = (samples: readonly number[][]): number => median(samples.map((each) => quantile(each, 0.99)));
  const middle = (samples: readonly number[][]): string => median(samples.flat()).toFixed(2);
  return [
    {
      name: 'bytes on the pseudo-terminal to COMMIT, p99',
      value: p99(ours),
      unit: 'ms',
      baseline: { name: 'bare serialport and INSERT, p99', value: p99(bare) },
      target: { of: 'value', is: 'at most', limit: 5 },
      note: `median of ${runs} runs of ${presses} presses; half of the presses take ${middle(ours)} ms, bare ${middle(bare)} ms`,
    },
  ];
};
