import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClaims } from '../../device/find/claims.ts';
import { deviceName, type FoundDevice } from '../../device/find/found-device.ts';
import {
  addressOf,
  builtInDevices,
  parseKnownDevices,
  suggest,
  toKnownDevice,
} from '../../device/find/known-devices.ts';
import { findingLines, listDevices } from '../../device/find/list-devices.ts';
import { listLinuxPorts } from '../../device/find/serial-ports.ts';
import { formatPanelSpec, parsePanelSpec } from '../../device/spec/panel-spec.ts';

const ftdi = (path: string, serialNumber: string): FoundDevice => ({
  kind: 'serial',
  path,
  vendorId: '0403',
  productId: '6001',
  serialNumber,
  manufacturer: 'FTDI',
  product: 'FT232R USB UART',
});
const hid = (path: string, part: number, usages: number[], ids = ['1209', '0001']): FoundDevice => ({
  kind: 'hid',
  path,
  vendorId: ids[0] ?? '',
  productId: ids[1] ?? '',
  interface: part,
  usages,
});

describe('serial ports as the kernel lists them', () => {
  let sys: string;
  beforeAll(async () => {
    sys = await mkdtemp(join(tmpdir(), 'mc-sys-'));
    const usb = join(sys, 'devices/pci0/usb1/1-2');
    const files: Readonly<Record<string, string>> = {
      [join(usb, 'idVendor')]: '0403\n',
      [join(usb, 'idProduct')]: '6001\n',
      [join(usb, 'serial')]: 'FT000000\n',
      [join(usb, 'manufacturer')]: 'QEMU\n',
      [join(usb, 'product')]: 'QEMU USB SERIAL\n',
      [join(usb, '1-2:1.0/ttyUSB0/tty/ttyUSB0/dev')]: '188:0\n',
      [join(sys, 'devices/platform/serial8250/tty/ttyS0/type')]: '4\n',
      [join(sys, 'devices/platform/serial8250/tty/ttyS1/type')]: '0\n',
      [join(sys, 'devices/virtual/tty/tty0/dev')]: '4:0\n',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    const tty = join(usb, '1-2:1.0/ttyUSB0/tty/ttyUSB0');
    await symlink(join(usb, '1-2:1.0/ttyUSB0'), join(tty, 'device'));
    for (const name of ['ttyS0', 'ttyS1']) {
      await symlink(
        join(sys, 'devices/platform/serial8250'),
        join(sys, `devices/platform/serial8250/tty/${name}/device`),
      );
    }
    await mkdir(join(sys, 'class/tty'), { recursive: true });
    await symlink(tty, join(sys, 'class/tty/ttyUSB0'));
    await symlink(join(sys, 'devices/virtual/tty/tty0'), join(sys, 'class/tty/tty0'));
    for (const name of ['ttyS0', 'ttyS1']) {
      await symlink(join(sys, `devices/platform/serial8250/tty/${name}`), join(sys, `class/tty/${name}`));
    }
  });
  afterAll(() => rm(sys, { recursive: true, force: true }));

  it('names an adapter by its maker, product and serial number, and leaves out consoles and empty COM ports', async () => {
    const { devices, missing } = await listLinuxPorts(sys);
    expect(missing).toEqual([]);
    expect(devices).toEqual([
      { kind: 'serial', path: '/dev/ttyS0' },
      {
        kind: 'serial',
        path: '/dev/ttyUSB0',
        vendorId: '0403',
        productId: '6001',
        serialNumber: 'FT000000',
        manufacturer: 'QEMU',
        product: 'QEMU USB SERIAL',
      },
    ]);
    expect(devices.map(deviceName)).toEqual([
      'serial port',
      'QEMU USB SERIAL (0403:6001, serial number FT000000)',
    ]);
  });

  it('says what is missing and goes on', async () => {
    expect(await listLinuxPorts(join(sys, 'nowhere'))).toMatchObject({
      devices: [],
      missing: [{ code: 'panel/list-incomplete' }],
    });
  });

  it('lists this machine without failing, whatever it has', async () => {
    const lines = findingLines(await listDevices());
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('known devices', () => {
  it.each(builtInDevices)('$name has a specification that parses, and a source', (known) => {
    const at = `usb:${known.vendorId}:${known.productId}`;
    expect(parsePanelSpec({ ...known.spec, at })).toMatchObject({ ok: true });
    expect(known.source).not.toBe('');
  });

  it('suggests how to read a known device, and any keypad', () => {
    const board = ftdi('/dev/ttyUSB0', 'A');
    expect(suggest(board, [board], [])).toMatchObject({ isGuess: true, spec: { profile: 'motcham-line' } });
    const keypad = hid('/dev/hidraw0', 0, [0x0001_0006], ['05a4', '9840']);
    expect(suggest(keypad, [keypad], [])).toMatchObject({ spec: { profile: 'hid-keyboard' } });
    const other = hid('/dev/hidraw1', 0, [0xff00_0001]);
    expect(suggest(other, [other], [])).toBeUndefined();
  });

  it('takes what a technician taught before what it knows, and finds the same device again', () => {
    const board = ftdi('/dev/ttyUSB0', 'A');
    const learnt = parsePanelSpec('plain-line:usb:0403:6001?1=A&2=B');
    if (!learnt.ok) throw new Error(learnt.problem.message);
    const known = toKnownDevice(board, 'hall box', formatPanelSpec(learnt.spec));
    const read = parseKnownDevices(JSON.parse(JSON.stringify([known])));
    if (!read.ok) throw new Error(read.problem.message);
    expect(suggest(board, [board], read.value)).toMatchObject({
      name: 'hall box',
      // Its chip has the same numbers in many other boxes.
      isGuess: true,
      spec: { profile: 'plain-line', at: { kind: 'usb', usb: { vendorId: '0403', productId: '6001' } } },
    });
  });

  it.each([
    [{}],
    [[{ vendorId: '0403' }]],
    [[{ vendorId: '0403', productId: '6001', name: 'x', spec: { profile: 'y' } }]],
  ])('refuses %j as a list of known devices', (raw) => {
    expect(parseKnownDevices(raw)).toMatchObject({ ok: false });
  });

  it('names a twin by its serial number and a part of a device by its interface', () => {
    const [one, two] = [ftdi('/dev/ttyUSB0', 'A'), ftdi('/dev/ttyUSB1', 'B')];
    expect(addressOf(one, [one])).toBe('usb:0403:6001');
    expect(addressOf(two, [one, two])).toBe('usb:0403:6001:B');
    const parts = [hid('/dev/hidraw0', 0, [0x0001_0006]), hid('/dev/hidraw1', 1, [0x000c_0001])] as const;
    expect(addressOf(parts[1], parts)).toBe('usb:1209:0001/1');
    expect(addressOf({ kind: 'serial', path: '/dev/ttyS0' }, [])).toBe('/dev/ttyS0');
  });
});

describe('claims', () => {
  it('give a device to one panel at a time', () => {
    const claims = createClaims();
    const [one, two] = [{}, {}];
    expect(claims.take('/dev/hidraw0', one)).toBe(true);
    expect(claims.take('/dev/hidraw0', one)).toBe(true);
    expect(claims.take('/dev/hidraw0', two)).toBe(false);
    claims.leave('/dev/hidraw0', two);
    expect(claims.take('/dev/hidraw0', two)).toBe(false);
    claims.leave('/dev/hidraw0', one);
    expect(claims.take('/dev/hidraw0', two)).toBe(true);
  });
});
