import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';

/** A broker for a test: its address, and ways to make it go away. */
export interface TestBroker {
  readonly url: string;
  readonly port: number;
  /** Cuts every connection, as a cable that is pulled out. */
  cut(): void;
  stop(): Promise<void>;
}

/** aedes on an ephemeral port of this process (or on `port`, to come back where it was). */
export const startAedes = async (port = 0): Promise<TestBroker> => {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${bound}`,
    port: bound,
    cut,
    async stop() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Debian's Mosquitto with its defaults (no persistence, 1,000 queued messages), on a port of its own. */
export const startMosquitto = async (
  fixedPort?: number,
  rules: readonly string[] = ['allow_anonymous true'],
): Promise<TestBroker & { kill(): Promise<void> }> => {
  const port = fixedPort ?? (await freePort());
  const config = join(tmpdir(), `mosquitto-${process.pid}-${port}.conf`);
  writeFileSync(config, `listener ${port} 127.0.0.1\n${rules.join('\n')}\n`);
  const child: ChildProcess = spawn('mosquitto', ['-c', config], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const isGone = once(child, 'exit');
  child.once('exit', () => rmSync(config, { force: true }));
  for (let i = 0; i < 100 && !(await answers(port)); i += 1) await new Promise((r) => setTimeout(r, 50));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await isGone;
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    cut: () => child.kill('SIGKILL'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};
