import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock as clock } from '../../device/system-clock.ts';
import { watchPanel } from '../../device/watch-panel.ts';
import { until } from './support/listening.ts';

it('watching shows presses, what came besides, and the link; and nothing after it was closed', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection');
  const parsed = parsePanelSpec(`plain-line:tcp://127.0.0.1:${port}?1=YES&2=NO`);
  if (!parsed.ok) throw new Error(parsed.problem.message);

  const lines: string[] = [];
  const has = (line: string) => () => lines.includes(line);
  const panel = watchPanel(parsed.spec, clock, (line) => lines.push(line));
  onTestFinished(() => panel.close());
  const [socket] = (await connected) as [Socket];
  socket.write('NO\nBTN7\n');
  await until(has('button 2'), 'the press is shown');
  await until(has('5 bytes came that are no button: check baud rate and map'), 'the rest is told');
  expect(lines.filter((line) => line.startsWith('button'))).toEqual(['button 2']);
  socket.destroy();
  await until(() => lines.some((line) => line.startsWith('down: ')), 'it is down');

  await panel.close();
  const told = lines.length;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(lines).toHaveLength(told);
});
