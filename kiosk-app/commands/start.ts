import { join } from 'node:path';
import { isButtonIndex } from '../../device/panel.ts';
import { servePanel } from '../../device/simulator/serve-panel.ts';
import { readArguments, readPort, runCommand, UsageError } from '../../sync/centre/commands/command-line.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { systemTimers } from '../core/system-clock.ts';
import { restartExitCode } from './restart-exit-code.ts';
import { buildPages } from './start/build-pages.ts';
import { type Child, keepChild, startChild } from './start/child.ts';
import { putFirstData } from './start/first-data.ts';
import { freePort } from './start/free-port.ts';
import { openWindow } from './start/open-window.ts';
import { readKeys } from './start/terminal-keys.ts';

const help = `npm start [-- --data DIR] [--http PORT] [--console PORT] [--mqtt PORT] [--no-window]
  runs the whole thing on this machine: a centre with its broker and its console, one kiosk with its screen in the browser, and
  a panel whose buttons are the keys 1 to 5 of this terminal; everything it keeps stands in DIR (default .data) and is there the
  next time

  --http PORT     where the kiosk's screen is served, on 127.0.0.1 only (default 8321, or another where that is taken)
  --console PORT  where the centre's console is served, on 127.0.0.1 only (default 8322, or another where that is taken)
  --mqtt PORT     where the centre's broker listens, on 127.0.0.1 only (default: any free port)
  --no-window     only prints the address; else Electron's window opens, or the browser where its runtime cannot be had
`;

// The same address at every start keeps an open page alive.
const defaultHttp = 8321;
const defaultConsole = 8322;
const root = join(import.meta.dirname, '..', '..');
// A terminal in raw mode does not return the carriage by itself.
const say = (line: string): void => {
  process.stdout.write(`${line}\r\n`);
};

interface Addresses {
  readonly page: string;
  readonly office: string;
  /** Opens once, for the first admin. */
  readonly setUpLink: string | undefined;
  readonly broker: string;
}

const welcome = ({ page, office, setUpLink, broker }: Addresses, dataDir: string): string => `
  Một Chạm đang chạy · Một Chạm is running

  Màn hình · screen      ${page}
  Quản trị · console     ${setUpLink ?? office}${setUpLink ? '\n                         (lần đầu: tạo tài khoản quản trị · the first time: makes the admin)' : ''}
  Nút bấm · buttons      1  Hài lòng với dịch vụ
                         2  Hài lòng về thái độ phục vụ
                         3  Không hài lòng về nghiệp vụ nhân viên
                         4  Không hài lòng về thời gian giao dịch
                         5  Ý kiến góp ý
  Phụ lục II             npm run report -- --data ${join(dataDir, 'centre')} --period ${thisPeriod()} --format html --out phu-luc-ii.html
  Kiểm tra · proof       npm run verify -- --data ${dataDir}
  Broker                 ${broker}
  Dừng · stop            q

  Bấm 1 đến 5 ở đây và nhìn màn hình · press 1 to 5 here and watch the screen
`;

const thisPeriod = (): string => periodLabelAt(Date.now() as Instant);

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    http: { type: 'string' },
    console: { type: 'string' },
    mqtt: { type: 'string' },
    'no-window': { type: 'boolean' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const dataDir = values.data ?? '.data';
  const http = values.http === undefined ? await freePort(defaultHttp) : readPort(values.http, '--http');
  const officePort =
    values.console === undefined ? await freePort(defaultConsole) : readPort(values.console, '--console');
  const mqtt = readPort(values.mqtt ?? '0', '--mqtt');

  const stops: (() => Promise<void>)[] = [];
  const keep = (child: Child): Child => {
    stops.push(() => child.stop());
    return child;
  };
  try {
    await buildPages(say);
    const { registry, kioskDir } = putFirstData(dataDir);
    const centreWords = [
      '--data',
      join(dataDir, 'centre'),
      '--mqtt',
      String(mqtt),
      '--http',
      String(officePort),
      '--departments',
      registry,
    ];
    const centre = keep(
      await startChild(
        'centre',
        join(root, 'sync/centre/commands/centre.ts'),
        centreWords,
        /broker +(\S+)\n[\s\S]*console +(\S+)\n(?: *set-up link +(\S+)\n)?[\s\S]*stop/,
        say,
      ),
    );
    const [broker = '', office = '', setUpLink] = centre.ready;
    const panel = await servePanel({ clock: systemTimers });
    stops.push(() => panel.close());
    const kioskWords = ['--data', kioskDir, '--broker', broker, '--panel', panel.spec, '--supervised'];
    const kioskScript = join(root, 'kiosk-app/commands/kiosk.ts');
    let port = http;
    const kiosk = keep(
      await keepChild(async () => {
        const words = [...kioskWords, '--http', String(port)];
        const child = await startChild('kiosk', kioskScript, words, /(http:\/\/\S+)/, say);
        // An open page finds the kiosk again where it was.
        port = Number(new URL(child.ready[0] ?? '').port);
        return child;
      }, restartExitCode),
    );
    const [page = ''] = kiosk.ready;
    say(welcome({ page, office, setUpLink, broker }, dataDir).replaceAll('\n', '\r\n'));
    const isWanted = !values['no-window'] && process.stdout.isTTY === true;
    const closeWindow = await openWindow(page, isWanted, say);
    stops.push(async () => closeWindow());

    const asked = new Promise<undefined>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
      const release = readKeys((key) => {
        if (isButtonIndex(Number(key))) {
          say(`  ${key} ↓`);
          panel.panel.press(Number(key));
        } else if (key === 'q' || key === '\u0003') resolve(undefined);
      });
      stops.push(async () => release());
    });
    const ended = await Promise.race([asked, centre.ended, kiosk.ended]);
    if (ended === undefined) return 0;
    process.stderr.write(`${ended}\r\n`);
    return 1;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
});
