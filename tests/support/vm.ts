import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The rig of a virtual machine with real USB; MOT_CHAM_VM says where it is. */
const rig = resolve(process.env.MOT_CHAM_VM ?? join(import.meta.dirname, '../../../shared/vm'));
const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

export const hasVm = (): boolean => existsSync(join(rig, 'run'));
export const vmAdvice = `the virtual machine of ../shared/vm is not at ${rig} (MOT_CHAM_VM says where)`;

export interface GuestProgram {
  /** What it has said so far, stdout and stderr, line by line. */
  readonly lines: readonly string[];
  /** Ends with the program. */
  readonly ended: Promise<void>;
  kill(): Promise<void>;
}

export interface Vm {
  /** Runs a command in the guest, in the project's folder; its output. Rejects when it fails. */
  sh(command: string): Promise<string>;
  start(command: string): GuestProgram;
  /** QEMU's control; answers in the order of asking, so that two commands can be sent back to back. */
  qmp(execute: string, args?: object): Promise<unknown>;
  /** `port` is the socket that it goes into, 1 to 8. The far end of the serial line is the answer. */
  plugSerial(port: number): Promise<Socket>;
  plugKeyboard(port: number): Promise<void>;
  unplug(id: 'serial0' | 'kbd'): Promise<void>;
  key(code: string, isDown: boolean): Promise<void>;
  down(): Promise<void>;
  /**
   * The power goes: no process and no driver gets a last word. Of what the disk had and was not told to flush, `all` is kept,
   * nothing (`flushed`), or by a seed some of it, some of that torn at a sector. Resolves when every program's last line is in.
   */
  cut(keep: 'all' | 'flushed' | number): Promise<void>;
}

export interface VmOptions {
  /** Boots, instead of waking memory that was saved after an earlier boot: slower, and a boot of its own. */
  readonly isBooted?: true;
  /** A file that is the disk at /data; made where absent. Its own cache may be lost at a cut. */
  readonly disk?: string;
}

/** QEMU's control protocol: a greeting, then one line for each answer, with events in between. */
const openQmp = async (path: string) => {
  const socket = await dial(path);
  const waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: socket }).on('line', (line) => {
    const said = JSON.parse(line) as { return?: unknown; error?: { desc: string } };
    if (said.return === undefined && said.error === undefined) return;
    const next = waiting.shift();
    if (said.error) next?.reject(new Error(said.error.desc));
    else next?.resolve(said.return);
  });
  const ask = (execute: string, args: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    });
  await ask('qmp_capabilities');
  return { ask, close: () => socket.destroy() };
};

const dial = (path: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      resolve(socket);
    });
  });

/** Ends what a test that failed has left running; nothing where nothing runs. */
export const leaveNoVm = async (name: string): Promise<void> => {
  await run(join(rig, 'run'), ['--name', name, 'cut']);
};

/** Builds the guest where it was not built yet (under a minute, once), wakes it, and shares the project with it. */
export const startVm = async (name: string, { isBooted, disk }: VmOptions = {}): Promise<Vm> => {
  const command = (...args: string[]) =>
    run(join(rig, 'run'), ['--name', name, ...args], { maxBuffer: 1 << 26 });
  const how = [...(isBooted ? [] : ['--warm']), ...(disk ? ['--disk', disk, '--volatile'] : [])];
  const up = () => command('up', ...how, '--share', project);
  // One that a run before this left behind, because it was killed.
  await command('cut');
  await up().catch(async (error: Error & { stderr?: string }) => {
    if (!/build first/.test(`${error.stderr ?? ''}`)) throw error;
    await run(join(rig, 'build'), [], { maxBuffer: 1 << 26 });
    await up();
  });
  const folder = (await command('dir')).stdout.trim();
  const qmp = await openQmp(join(folder, 'qmp2'));
  const programs: { readonly child: ChildProcess; readonly ended: Promise<void> }[] = [];

  const start = (text: string): GuestProgram => {
    const child = spawn(join(rig, 'run'), ['--name', name, 'sh', text], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => lines.push(line));
    }
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    programs.push({ child, ended });
    return {
      lines,
      ended,
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  };

  return {
    sh: async (text) => (await command('sh', text)).stdout,
    start,
    qmp: qmp.ask,
    plugSerial: async (port) => {
      const known = (await qmp.ask('query-chardev')) as readonly { label: string }[];
      const path = join(folder, 'tty0');
      if (!known.some(({ label }) => label === 'tty0')) {
        const backend = {
          type: 'socket',
          data: { addr: { type: 'unix', data: { path } }, server: true, wait: false },
        };
        await qmp.ask('chardev-add', { id: 'tty0', backend });
      }
      const adapter = {
        driver: 'usb-serial',
        id: 'serial0',
        bus: 'usb.0',
        chardev: 'tty0',
        'always-plugged': true,
        serial: 'FT000000',
        port: String(port),
      };
      // QEMU lets go of a pulled device a moment after it said so.
      for (let tries = 0; ; tries += 1) {
        try {
          await qmp.ask('device_add', adapter);
          return await dial(path);
        } catch (error) {
          if (tries === 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    },
    plugKeyboard: async (port) => {
      await qmp.ask('device_add', { driver: 'usb-kbd', id: 'kbd', bus: 'usb.0', port: String(port) });
    },
    unplug: async (id) => {
      await qmp.ask('device_del', { id });
    },
    key: async (code, isDown) => {
      const key = { down: isDown, key: { type: 'qcode', data: code } };
      await qmp.ask('input-send-event', { events: [{ type: 'key', data: key }] });
    },
    down: async () => {
      for (const { child } of programs) child.kill('SIGKILL');
      qmp.close();
      await command('down');
    },
    cut: async (keep) => {
      await command('cut', '--keep', String(keep));
      qmp.close();
      await Promise.all(programs.map(({ ended }) => ended));
    },
  };
};
