import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { asDuplicate, createPacketCutter, isPublishQos1 } from './mqtt-framing.ts';

/** A poor network between MQTT clients and a broker: what it does to a line, and how often it has done so. */
export interface TcpProxy {
  readonly port: number;
  readonly url: string;
  /** Lines that are open and not half-open. */
  lines(): number;
  /** Resets one line, chosen by `pick` (0 to 1), in the middle of the next packet that comes along, or at once. */
  cut(pick: number, how: 'at once' | 'in a packet'): void;
  /** One line goes silent for ever: the broker loses the client, the client hears nothing of it. */
  halfOpen(pick: number): void;
  /** Every packet from now on takes this long, each way. Order is kept. */
  delay(ms: number): void;
  /** This share of the acknowledged messages is delivered a second time, each way, the second time flagged or not. */
  duplicate(share: number): void;
  readonly fired: Readonly<Record<'cut' | 'halfOpen' | 'delayed' | 'duplicated', number>>;
  close(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly broker: Socket;
  isTorn: boolean;
}

/** Stands before the broker at `brokerPort`. `random` decides which messages come twice. */
export const openTcpProxy = async (brokerPort: number, random: () => number): Promise<TcpProxy> => {
  const lines = new Set<Line>();
  const silent = new Set<Socket>();
  const fired = { cut: 0, halfOpen: 0, delayed: 0, duplicated: 0 };
  let delayMs = 0;
  let share = 0;

  const reset = (line: Line): void => {
    if (!lines.delete(line)) return;
    line.client.resetAndDestroy();
    line.broker.resetAndDestroy();
  };

  const forward = (line: Line, from: Socket, to: Socket): void => {
    const packetsOf = createPacketCutter();
    let last = Promise.resolve();
    const write = (packet: Buffer): void => {
      if (!lines.has(line) || to.destroyed) return;
      if (line.isTorn && packet.length > 8) {
        fired.cut += 1;
        to.write(packet.subarray(0, Math.floor(packet.length / 2)), () => reset(line));
        return;
      }
      to.write(packet);
      if (share > 0 && isPublishQos1(packet) && random() < share) {
        fired.duplicated += 1;
        to.write(random() < 0.5 ? asDuplicate(packet) : packet);
      }
    };
    from.on('data', (bytes: Buffer) => {
      for (const packet of packetsOf(bytes)) {
        const waitMs = delayMs;
        if (waitMs > 0) fired.delayed += 1;
        const due = waitMs > 0 ? new Promise<void>((resolve) => setTimeout(resolve, waitMs)) : undefined;
        last = last.then(() => due).then(() => write(packet));
      }
    });
  };

  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const line: Line = { client, broker, isTorn: false };
    lines.add(line);
    for (const socket of [client, broker]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => reset(line));
    }
    forward(line, client, broker);
    forward(line, broker, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const chosen = (pick: number): Line | undefined => [...lines][Math.floor(pick * lines.size)];

  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    lines: () => lines.size,
    cut(pick, how) {
      const line = chosen(pick);
      if (!line) return;
      if (how === 'in a packet') {
        line.isTorn = true;
        return;
      }
      fired.cut += 1;
      reset(line);
    },
    halfOpen(pick) {
      const line = chosen(pick);
      if (!line) return;
      fired.halfOpen += 1;
      lines.delete(line);
      line.broker.resetAndDestroy();
      silent.add(line.client);
      // Read on, so that it is not the full buffer that the client notices.
      line.client.removeAllListeners('data').resume();
      line.client.once('close', () => silent.delete(line.client));
    },
    delay: (ms) => {
      delayMs = ms;
    },
    duplicate: (of) => {
      share = of;
    },
    fired,
    async close() {
      for (const line of [...lines]) reset(line);
      for (const socket of silent) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
