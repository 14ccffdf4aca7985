import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PanelProblem } from '../panel.ts';
import type { Findings, FoundSerialPort } from './found-device.ts';

const read = async (...path: string[]): Promise<string | undefined> => {
  const text = await readFile(join(...path), 'utf8').catch(() => undefined);
  return text?.trim() || undefined;
};

const present = <Value>(name: string, value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { [name]: value };

/** The USB device above a node of sysfs; undefined for what is not on USB. */
const usbAbove = async (folder: string): Promise<string | undefined> => {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if ((await read(at, 'idVendor')) !== undefined) return at;
  }
  return undefined;
};

const portAt = async (ttys: string, name: string): Promise<FoundSerialPort | undefined> => {
  const device = await realpath(join(ttys, name, 'device')).catch(() => undefined);
  // Without a device it is a console or a pseudo-terminal; type 0 is a PC's COM port that is not there.
  if (device === undefined || (await read(ttys, name, 'type')) === '0') return undefined;
  const usb = await usbAbove(device);
  const path = `/dev/${name}`;
  if (usb === undefined) return { kind: 'serial', path };
  const [vendorId, productId, serialNumber, manufacturer, product] = await Promise.all(
    ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'].map((file) => read(usb, file)),
  );
  return {
    kind: 'serial',
    path,
    ...present('vendorId', vendorId?.toLowerCase()),
    ...present('productId', productId?.toLowerCase()),
    ...present('serialNumber', serialNumber),
    ...present('manufacturer', manufacturer),
    ...present('product', product),
  };
};

/** What the kernel itself says: needs no udev and no program. `sys` is where sysfs is mounted. */
export const listLinuxPorts = async (sys = '/sys'): Promise<Findings<FoundSerialPort>> => {
  const ttys = join(sys, 'class', 'tty');
  const names = await readdir(ttys).catch(() => undefined);
  if (names === undefined) {
    const problem: PanelProblem = {
      code: 'panel/list-incomplete',
      message: `serial ports cannot be listed: ${ttys} is not there (mount sysfs); a port can still be named by its path`,
    };
    return { devices: [], missing: [problem] };
  }
  const found = await Promise.all(names.sort().map((name) => portAt(ttys, name)));
  return { devices: found.filter((port) => port !== undefined), missing: [] };
};

const listByLibrary = async (): Promise<Findings<FoundSerialPort>> => {
  try {
    const { SerialPort } = await import('serialport');
    const ports = await SerialPort.list();
    const devices = ports.map(
      (port): FoundSerialPort => ({
        kind: 'serial',
        path: port.path,
        ...present('vendorId', port.vendorId?.toLowerCase()),
        ...present('productId', port.productId?.toLowerCase()),
        ...present('serialNumber', port.serialNumber),
        ...present('manufacturer', port.manufacturer),
      }),
    );
    return { devices, missing: [] };
  } catch (error) {
    const message = `serial ports cannot be listed: ${error instanceof Error ? error.message : String(error)}`;
    return { devices: [], missing: [{ code: 'panel/list-incomplete', message }] };
  }
};

/** Never rejects. serialport's own list wants `udevadm` on Linux; sysfs has the same words without it. */
export const listSerialPorts = (): Promise<Findings<FoundSerialPort>> =>
  process.platform === 'linux' ? listLinuxPorts() : listByLibrary();
