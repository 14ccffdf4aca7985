/**
 * Runs in the virtual machine: starts a kiosk host as a process of its own, and lets citizens touch its screen's API one after the
 * other until the power goes. `thanked NAME` is printed when the host's answer is here, and not before.
 * Words: KIOSK DATA NAMES CITIZENS [words for Node]; KIOSK is the kiosk's program.
 */
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { CommandAnswer } from '../../../kiosk-app/contract/command.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';

const [kiosk = '', data = '', names = '', citizens = '1', ...nodeWords] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const host = spawn(process.execPath, [...nodeWords, kiosk, '--data', data, '--http', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
host.once('exit', (code, signal) => {
  say(`the host ended by itself (${code ?? signal})`);
  process.exit(1);
});
const address = new Promise<URL>((resolve) => {
  createInterface({ input: host.stdout }).on('line', (line) => {
    const url = /kiosk ready: (\S+)/.exec(line)?.[1];
    if (url) resolve(new URL(url));
  });
});

const agent = new Agent({ keepAlive: true });
const touchTile = (url: URL, category: string, touch: string): Promise<CommandAnswer> =>
  new Promise((resolve, reject) => {
    const asking = request(
      {
        agent,
        host: url.hostname,
        port: url.port,
        method: 'POST',
        path: '/api/command',
        headers: { 'content-type': 'application/json', 'x-mot-cham-token': url.hash.replace('#k=', '') },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.once('end', () => resolve(JSON.parse(text) as CommandAnswer));
      },
    );
    asking.once('error', reject);
    asking.end(JSON.stringify({ do: 'press', category, touch }));
  });

const url = await address;
say('ready');
let pressed = 0;
const press = async (): Promise<never> => {
  for (;;) {
    pressed += 1;
    const touch = `${names}-${pressed}`;
    const category = categoryIds[pressed % categoryIds.length] ?? categoryIds[0];
    say(`attempted ${touch}`);
    const answer = await touchTile(url, category, touch);
    say(answer.ok ? `thanked ${touch}` : `refused ${touch} ${answer.code}`);
  }
};
await Promise.all(Array.from({ length: Number(citizens) }, press));
