import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FoundHidDevice } from '../../device/find/found-device.ts';
import { suggest } from '../../device/find/known-devices.ts';
import { type PanelSpec, parsePanelSpec } from '../../device/spec/panel-spec.ts';
import {
  knownDevicesPath,
  readKnownDevices,
  rememberDevice,
} from '../../kiosk-app/core/known-devices-file.ts';
import { temporaryFolder } from '../support/folder.ts';

const pedal: FoundHidDevice = {
  kind: 'hid',
  path: '/dev/hidraw4',
  vendorId: '1209',
  productId: '0002',
  interface: 0,
  usages: [0x000c_0001],
};

const specOf = (text: string): PanelSpec => {
  const parsed = parsePanelSpec(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.spec;
};
const taught = specOf('hid-report:usb:1209:0002?1=0.0&2=0.1');

describe('what was taught', () => {
  it('is nothing on a new kiosk', () => {
    expect(readKnownDevices(temporaryFolder())).toEqual({ devices: [], missing: [] });
  });

  it('makes the next device of the kind known, on another kiosk as well', () => {
    const [here, there] = [temporaryFolder(), temporaryFolder()];
    expect(rememberDevice(here, pedal, taught, 'foot pedal')).toBe('foot pedal');
    writeFileSync(knownDevicesPath(there), readFileSync(knownDevicesPath(here)));
    const another = { ...pedal, path: '/dev/hidraw9' };
    expect(suggest(another, [another], readKnownDevices(there).devices)).toMatchObject({
      name: 'foot pedal',
      isGuess: false,
      spec: taught,
    });
  });

  it('takes the place of what was taught before, and keeps the other devices', () => {
    const folder = temporaryFolder();
    rememberDevice(folder, pedal, taught, 'first');
    rememberDevice(folder, { ...pedal, productId: '0003' }, taught, 'other');
    rememberDevice(folder, pedal, taught, 'second');
    expect(readKnownDevices(folder).devices.map(({ name }) => name)).toEqual(['other', 'second']);
  });

  it('is not written for our own panel, nor for a port that is not on USB', () => {
    const folder = temporaryFolder();
    expect(rememberDevice(folder, pedal, specOf('motcham-line:/dev/ttyUSB0'), 'ours')).toBeUndefined();
    const port = { kind: 'serial', path: '/dev/ttyS0' } as const;
    expect(rememberDevice(folder, port, specOf('plain-line:/dev/ttyS0?1=A'), 'box')).toBeUndefined();
    expect(readKnownDevices(folder).devices).toEqual([]);
  });

  it.each([
    '',
    '{',
    '{}',
    '[{}]',
    '[{"vendorId":"1209","productId":"0002","name":"x","spec":{"profile":"abacus"}}]',
  ])('a broken file (%s) is told with its name, and is not written over', (text) => {
    const folder = temporaryFolder();
    writeFileSync(knownDevicesPath(folder), text);
    const read = readKnownDevices(folder);
    expect(read.devices).toEqual([]);
    expect(read.missing).toMatchObject([{ message: expect.stringContaining(knownDevicesPath(folder)) }]);
    expect(rememberDevice(folder, pedal, taught, 'foot pedal')).toBeUndefined();
    expect(readFileSync(knownDevicesPath(folder), 'utf8')).toBe(text);
  });
});
