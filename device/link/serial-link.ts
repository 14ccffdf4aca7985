import { SerialPort } from 'serialport';
import type { PanelProblem } from '../panel.ts';
import type { SerialSettings } from '../spec/serial-settings.ts';
import { checkDevicePath, watchDevicePath } from './device-path.ts';
import { type Link, LinkError, type LinkEvents, type OpenLink } from './link.ts';
import { readAtOnce } from './read-at-once.ts';

/** The bindings give text, no codes; these are the words of Linux, macOS and Windows. */
const openProblem = (path: string, { message }: Error): PanelProblem => {
  if (/lock port|resource busy|device or resource busy|access denied/i.test(message)) {
    return {
      code: 'panel/busy',
      message: `${path} is held by another program: close it (Arduino IDE, a terminal, a second kiosk)`,
    };
  }
  if (/permission denied/i.test(message)) {
    return { code: 'panel/no-permission', message: `this user may not open ${path}` };
  }
  if (/no such (file|device)|file not found|cannot find/i.test(message)) {
    return { code: 'panel/not-found', message: `${path} is not there: plug the panel in` };
  }
  if (/baud rate|setting custom|invalid argument/i.test(message)) {
    return { code: 'panel/bad-settings', message: `${path} does not take these settings: ${message}` };
  }
  return { code: 'panel/open-failed', message: `${path} could not be opened: ${message}` };
};

const openPort = (port: SerialPort): Promise<void> =>
  new Promise((resolve, reject) => {
    port.open((error) => (error ? reject(error) : resolve()));
  });

const closePort = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => {
    if (!port.isOpen && !port.closing) return resolve();
    port.close(() => resolve());
  });

const openSerial = async (
  path: string,
  settings: SerialSettings,
  events: LinkEvents,
  leave: (path: string) => void,
): Promise<OpenLink> => {
  await checkDevicePath(path);
  const isPresent = await watchDevicePath(path);
  // hupcl off: dropping DTR on close would reset an Arduino each time that the kiosk restarts.
  const port = new SerialPort({ path, ...settings, autoOpen: false, hupcl: false, lock: true });
  let isClosed = false;
  const lose = (error: Error | null): void => {
    if (isClosed) return;
    isClosed = true;
    events.lost({
      code: 'panel/unplugged',
      message: `${path} went away${error ? ` (${error.message})` : ''}: plug the panel in again`,
    });
  };
  try {
    await openPort(port);
  } catch (error) {
    throw new LinkError(openProblem(path, error as Error), { cause: error });
  }
  readAtOnce(port);
  port.on('data', (chunk: Buffer) => {
    if (!isClosed) events.data(chunk);
  });
  port.on('close', lose);
  port.on('error', lose);
  return {
    path,
    write: (bytes) => {
      if (port.isOpen) port.write(bytes, (error) => error && lose(error));
    },
    isPresent,
    close: async () => {
      isClosed = true;
      await closePort(port);
      leave(path);
    },
  };
};

/** `findPath` is asked before each opening, so that a panel that moved to another socket is found; `leave` after each closing. */
export const serialLink = (
  name: string,
  findPath: () => Promise<string>,
  leave: (path: string) => void,
  settings: SerialSettings,
): Link => ({
  name,
  open: async (events) => {
    const path = await findPath();
    try {
      return await openSerial(path, settings, events, leave);
    } catch (error) {
      leave(path);
      throw error;
    }
  },
});
