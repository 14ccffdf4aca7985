import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInDevices } from '../../device/find/known-devices.ts';
import { firmwareDir } from './harness.ts';

const lines = readFileSync(join(firmwareDir, '70-mot-cham-panel.rules'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const grants = lines.flatMap((line) => {
  const [, vendorId = '', productIds = ''] =
    /idVendor\}=="(\w+)", ATTRS\{idProduct\}=="([\w|]+)"/.exec(line) ?? [];
  return vendorId === '' ? [] : [{ vendorId, productIds: productIds.split('|'), line }];
});

describe('the udev rule', () => {
  it('names every device that we know how to read', () => {
    const missing = builtInDevices.filter(
      (device) =>
        !grants.some(
          ({ vendorId, productIds }) => vendorId === device.vendorId && productIds.includes(device.productId),
        ),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('gives each to the group and the seat, to nobody else, and to no whole vendor', () => {
    expect(grants.length).toBeGreaterThan(8);
    for (const { line } of grants) {
      expect(line).toMatch(/^SUBSYSTEMS=="usb", .*MODE="0660", GROUP="dialout", TAG\+="uaccess"/);
    }
    expect(lines.filter((line) => line.includes('MODE=')).length).toBe(grants.length);
  });

  it('jumps only to labels that are there', () => {
    const labels = lines.flatMap((line) => /LABEL="(\w+)"/.exec(line)?.[1] ?? []);
    const targets = lines.flatMap((line) => /GOTO="(\w+)"/.exec(line)?.[1] ?? []);
    expect(new Set(targets)).toEqual(new Set(labels));
  });
});
