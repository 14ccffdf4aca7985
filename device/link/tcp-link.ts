import { connect, type Socket } from 'node:net';
import { type Link, LinkError } from './link.ts';

const connectDeadlineMs = 3_000;

/**
 * A panel behind a serial server, or a simulated one: the same bytes over a plain TCP connection. The far end is trusted as
 * much as a cable is, so it belongs on the loopback interface or on a network of its own.
 */
export const tcpLink = (host: string, port: number): Link => {
  const name = `tcp://${host}:${port}`;
  return {
    name,
    open: async (events) => {
      const socket = await new Promise<Socket>((resolve, reject) => {
        const attempt = connect({ host, port });
        const fail = (message: string, cause?: Error): void => {
          attempt.destroy();
          reject(new LinkError({ code: 'panel/not-found', message: `${name}: ${message}` }, { cause }));
        };
        attempt.setTimeout(connectDeadlineMs, () => fail('does not answer'));
        attempt.once('error', (error) => fail(`nothing listens there (${error.message})`, error));
        attempt.once('connect', () => {
          attempt.setTimeout(0);
          attempt.removeAllListeners('error');
          resolve(attempt);
        });
      });
      socket.setNoDelay(true);
      socket.setKeepAlive(true, 5_000);
      let isClosed = false;
      const lose = (): void => {
        if (isClosed) return;
        isClosed = true;
        socket.destroy();
        events.lost({ code: 'panel/unplugged', message: `${name}: the other end closed the connection` });
      };
      socket.on('data', (chunk) => {
        if (!isClosed) events.data(chunk);
      });
      socket.on('error', lose);
      socket.on('close', lose);
      return {
        path: name,
        write: (bytes) => {
          if (!socket.destroyed) socket.write(bytes);
        },
        isPresent: async () => !socket.destroyed,
        close: async () => {
          isClosed = true;
          socket.destroy();
        },
      };
    },
  };
};
