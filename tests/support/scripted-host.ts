import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Command, type CommandAnswer, parseCommand } from '../../kiosk-app/contract/command.ts';
import type { ScreenState, Snapshot } from '../../kiosk-app/contract/snapshot.ts';
import { contentPolicy } from '../../kiosk-app/host/content-policy.ts';
import type { CounterId, DepartmentId } from '../../sync/domain/ids.ts';

const dist = join(import.meta.dirname, '..', '..', 'kiosk-app', 'renderer', 'dist');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
export const testToken = 'test-token';

export const firstSnapshot: Snapshot = {
  v: 1,
  run: 'run-1',
  revision: 1,
  screen: { name: 'choose' },
  binding: {
    department: { id: 'so-nn' as DepartmentId, name: 'Sở Nông nghiệp và Phát triển nông thôn' },
    counter: { id: 'quay-09' as CounterId, label: '09' },
  },
  languages: ['vi', 'km', 'en'],
  sound: false,
  responseIntervalMs: 5_000,
  panels: [{ link: 'up', profile: 'motcham-line', path: '/dev/ttyUSB0', counters: { frames: 42 } }],
  pressCounts: [0, 0, 0, 0, 0],
  info: {
    version: '0.1.0',
    kiosk: 'kiosk-09',
    ledger: { id: 'abcdefghijklmnopqrstuvwxyz', head: 128, watermark: 126 },
    network: { link: 'up', broker: 'mqtt://127.0.0.1:1883' },
    clock: { wall: 1_613_440_800_000, boot: 'boot-1', up: 3_600_000 },
  },
};

export interface ScriptedHost {
  readonly port: number;
  readonly url: string;
  /** Every command the page sent, in order. */
  readonly commands: readonly Command[];
  readonly snapshot: Snapshot;
  /** Sends the next snapshot: the same with these fields changed. */
  tell(change: Partial<Omit<Snapshot, 'v' | 'revision'>>): void;
  show(screen: ScreenState, steering?: NonNullable<Snapshot['steering']>): void;
  /** Writes raw text into every open event stream. */
  write(text: string): void;
  /** How the next commands are answered; undefined cuts the connection. */
  answer: (command: Command) => CommandAnswer | undefined | Promise<CommandAnswer | undefined>;
  /** No ping, no snapshot, but the connections stay open. */
  isMute: boolean;
  close(): Promise<void>;
}

/** The host's side of the page's transport, for tests: it says exactly what the test tells it to say. */
export const startScriptedHost = async (
  options: { readonly port?: number; readonly snapshot?: Partial<Snapshot> } = {},
): Promise<ScriptedHost> => {
  // The real host's, so that a page that needs more fails here too.
  const policy = contentPolicy(readFileSync(join(dist, 'index.html'), 'utf8'));
  const streams = new Set<ServerResponse>();
  const commands: Command[] = [];
  let snapshot: Snapshot = { ...firstSnapshot, ...options.snapshot };

  const write = (text: string): void => {
    for (const stream of streams) stream.write(text);
  };
  const send = (): void => {
    if (!host.isMute) write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
  };

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('content-security-policy', policy);
    response.setHeader(
      'permissions-policy',
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    );
    if (url.pathname === '/api/events') {
      if (url.searchParams.get('k') !== testToken) return void response.writeHead(403).end();
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      if (!host.isMute) response.write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
      return;
    }
    if (url.pathname === '/api/command') {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', async () => {
        const command = parseCommand(JSON.parse(body));
        if (!command || request.headers['x-mot-cham-token'] !== testToken)
          return void response
            .writeHead(403, { 'content-type': 'application/json' })
            .end('{"ok":false,"code":"host/forbidden","message":"no"}');
        commands.push(command);
        const answer = await host.answer(command);
        if (!answer) return void request.socket.destroy();
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
      return;
    }
    const path = normalize(url.pathname === '/' ? '/index.html' : url.pathname);
    try {
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
      response.end(readFileSync(join(dist, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  const ping = setInterval(() => {
    if (!host.isMute) write('event: ping\ndata: {}\n\n');
  }, 1_000);

  const host: ScriptedHost & { port: number; url: string } = {
    port: 0,
    url: '',
    commands,
    get snapshot() {
      return snapshot;
    },
    tell: (change) => {
      snapshot = { ...snapshot, ...change, revision: snapshot.revision + 1 };
      send();
    },
    show: (screen, steering) => {
      // As the kiosk does: another screen ends what was steered on the last one.
      const { steering: _, ...rest } = snapshot;
      snapshot = steering ? { ...rest, steering } : rest;
      host.tell({ screen });
    },
    write,
    answer: () => ({ ok: true }),
    isMute: false,
    close: async () => {
      clearInterval(ping);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  host.port = typeof address === 'object' && address ? address.port : 0;
  host.url = `http://127.0.0.1:${host.port}/#k=${testToken}`;
  return host;
};
