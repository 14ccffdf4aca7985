import { HIDAsync } from 'node-hid';
import type { PanelProblem } from '../panel.ts';
import { checkDevicePath, watchDevicePath } from './device-path.ts';
import { type Link, LinkError } from './link.ts';

const openProblem = (path: string, error: unknown): PanelProblem => {
  const why = error instanceof Error ? error.message : String(error);
  if (/could not locate|cannot find module|\.so\b|node-hid/i.test(why)) {
    return {
      code: 'panel/driver-missing',
      message: `USB HID needs libudev (apt-get install libudev1): ${why}`,
    };
  }
  const hint = process.platform === 'win32' ? ' (Windows keeps keyboards to itself: use keyboard-wedge)' : '';
  return { code: 'panel/open-failed', message: `${path} could not be opened: ${why}${hint}` };
};

/**
 * Any HID device, one report a call. `findPath` is asked before each opening; `leave` after each closing. node-hid has no
 * close event, only a read error, and that may come late: whoever keeps this open asks `isPresent`.
 */
export const hidLink = (
  name: string,
  findPath: () => Promise<string>,
  leave: (path: string) => void,
): Link => ({
  name,
  open: async (events) => {
    const path = await findPath();
    try {
      await checkDevicePath(path);
      const isPresent = await watchDevicePath(path);
      const device = await HIDAsync.open(path).catch((error: unknown) => {
        throw new LinkError(openProblem(path, error), { cause: error });
      });
      let isClosed = false;
      device.on('data', (report: Buffer) => {
        if (!isClosed) events.data(report);
      });
      device.on('error', (error: Error) => {
        if (isClosed) return;
        isClosed = true;
        events.lost({
          code: 'panel/unplugged',
          message: `${path} went away (${error.message}): plug the panel in again`,
        });
      });
      return {
        path,
        write: (bytes) => {
          device.write(Buffer.from(bytes)).catch(() => {});
        },
        isPresent,
        close: async () => {
          isClosed = true;
          await device.close().catch(() => {});
          leave(path);
        },
      };
    } catch (error) {
      leave(path);
      throw error;
    }
  },
});
