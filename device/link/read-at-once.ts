import { readSync } from 'node:fs';
import type { SerialPort } from 'serialport';

type OpenPort = NonNullable<SerialPort['port']>;
/** What the binding's port has where it reads a file descriptor: Linux, macOS. */
type FilePort = Extract<OpenPort, { readonly poller: unknown }>;

const isFilePort = (port: OpenPort): port is FilePort => 'poller' in port;

const readable = (port: FilePort): Promise<void> =>
  new Promise((resolve, reject) => {
    port.poller.once('readable', (error: Error | null) => (error ? reject(error) : resolve()));
  });

/** As the stream above understands it: the port is gone, close it. */
const gone = (cause: unknown, why: string): Error =>
  Object.assign(new Error(why, { cause }), { disconnect: true });

const codeOf = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;

const readWhatIsThere = (fd: number, buffer: Buffer, offset: number, length: number): number | undefined => {
  try {
    return readSync(fd, buffer, offset, length, null);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EAGAIN' || code === 'EINTR') return undefined;
    throw gone(cause, `reading failed: ${String(code)}`);
  }
};

const read = async (port: FilePort, buffer: Buffer, offset: number, length: number) => {
  for (;;) {
    if (port.fd === null) throw Object.assign(new Error('the port is closed'), { canceled: true });
    const bytesRead = readWhatIsThere(port.fd, buffer, offset, length);
    // A terminal that has nothing says so by EAGAIN; the end of it is the end of the device.
    if (bytesRead === 0) throw gone(undefined, 'end of file');
    if (bytesRead !== undefined) return { buffer, bytesRead };
    await readable(port);
  }
};

/**
 * Lets an open port read in this thread what is there. The library hands each read to another thread, twice for every piece that
 * comes (0.3 ms of a press on an idle machine), and reads on for ever at the end of a file; the descriptor does not block, so
 * neither is needed. Elsewhere (Windows) the library's way stays. Call it before anybody listens for data.
 */
export const readAtOnce = ({ port }: SerialPort): void => {
  if (port === undefined || !isFilePort(port)) return;
  port.read = (buffer, offset, length) => read(port, buffer, offset, length);
};
