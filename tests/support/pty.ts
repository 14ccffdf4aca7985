import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';

/** A pseudo-terminal: `path` is the serial port that the product opens, `stream` is where the panel stands. */
export interface Pty {
  readonly path: string;
  readonly stream: Duplex;
  /** Pulls the plug: the device is gone, and so is its path. Idempotent. */
  close(): Promise<void>;
}

const untilReady = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`socat ended with ${code}: ${said}`)));
    child.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-2000);
      if (/starting data transfer loop/.test(said)) resolve();
    });
  });

/** `path`: where it shall appear, to plug a device in again at the same place; a new place where not given. Needs socat. */
export const openPty = async (path?: string): Promise<Pty> => {
  const folder = path === undefined ? await mkdtemp(join(tmpdir(), 'mc-pty-')) : undefined;
  const link = path ?? join(folder ?? '', 'panel');
  const child = spawn('socat', ['-d', '-d', `PTY,raw,echo=0,link=${link}`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await untilReady(child);
  // Held open by us too: a device does not go away because the host closes it, while socat ends when nobody has it open.
  const held = openSync(link, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  stream.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const unplug = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    closeSync(held);
    stream.destroy();
    await rm(folder ?? link, { recursive: true, force: true });
  };
  let unplugging: Promise<void> | undefined;
  return {
    path: link,
    stream,
    close: () => {
      unplugging ??= unplug();
      return unplugging;
    },
  };
};
