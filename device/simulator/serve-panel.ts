import { createServer, type Socket } from 'node:net';
import { createPanelSimulator, type PanelSimulator, type PanelSimulatorOptions } from './panel-simulator.ts';

export interface ServedPanel {
  readonly panel: PanelSimulator;
  /** Where a kiosk finds it: `motcham-line:tcp://127.0.0.1:PORT`. */
  readonly spec: string;
  close(): Promise<void>;
}

/**
 * A simulated panel at the end of a real wire that every platform has: a TCP connection on the loopback interface. It listens
 * for one host at a time; the newest takes the place of the one before, as with a plug.
 *
 * @throws the system's error (`EADDRINUSE` …) when it cannot listen. `port` 0 takes a free one.
 */
export const servePanel = async (
  options: Omit<PanelSimulatorOptions, 'stream'>,
  port = 0,
): Promise<ServedPanel> => {
  const panel = createPanelSimulator(options);
  let host: Socket | undefined;
  const server = createServer((socket) => {
    host?.destroy();
    host = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (host !== socket) return;
      host = undefined;
      panel.detach();
    });
    panel.attach(socket);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    panel.close();
    throw error;
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    panel,
    spec: `motcham-line:tcp://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        panel.close();
        host?.destroy();
        server.close(() => resolve());
      }),
  };
};
