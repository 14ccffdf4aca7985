import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { TimeCheck } from '../api/other-system.ts';
import { iso } from '../views/time-of-day.ts';

// RFC 5905: seconds since 1900 and a fraction of 2^-32.
const epochSeconds = 2_208_988_800;
const packetBytes = 48;
const timeoutMs = 3_000;

const readStamp = (packet: Buffer, at: number): number =>
  (packet.readUInt32BE(at) - epochSeconds) * 1_000 + (packet.readUInt32BE(at + 4) * 1_000) / 2 ** 32;

/** `host` or `host:port`. */
const parseServer = (server: string): { readonly host: string; readonly port: number } => {
  const [, host = server, port] = /^\[?([^\]]+?)\]?(?::(\d{1,5}))?$/.exec(server) ?? [];
  return { host, port: Number(port ?? 123) };
};

/** Asks an NTP server once (SNTP, RFC 4330) how far this machine's clock is off. Never throws. */
export const checkTime = (server: string, now: () => number): Promise<TimeCheck> =>
  new Promise((resolve) => {
    const { host, port } = parseServer(server);
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const request = Buffer.alloc(packetBytes);
    // Version 4, client. Our transmit time is random: the answer must repeat it, so nobody off the path can forge one.
    request[0] = 0x23;
    const cookie = randomBytes(8);
    cookie.copy(request, 40);
    let sentAt = 0;
    const end = (offsetMs: number | null, problem: string | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve({ server, at: iso(now()), offsetMs, problem });
    };
    const timer = setTimeout(() => end(null, 'did not answer'), timeoutMs);
    socket.once('error', (error) => end(null, error.message));
    socket.on('message', (packet) => {
      const arrivedAt = now();
      if (packet.length < packetBytes || !packet.subarray(24, 32).equals(cookie)) return;
      const [first = 0, stratum = 0] = packet;
      // Mode 4 is a server; stratum 0 is a kiss of death; leap 3 says that it has no time itself.
      if ((first & 7) !== 4 || stratum === 0 || first >> 6 === 3)
        return end(null, 'answered that it has no time to give');
      const [received, transmitted] = [readStamp(packet, 32), readStamp(packet, 40)];
      const serverAhead = (received - sentAt + (transmitted - arrivedAt)) / 2;
      end(-Math.round(serverAhead), null);
    });
    socket.once('connect', () => {
      sentAt = now();
      socket.send(request);
    });
    socket.connect(port, host);
  });
