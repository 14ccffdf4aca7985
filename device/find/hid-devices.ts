import type { Device } from 'node-hid';
import type { Findings, FoundHidDevice } from './found-device.ts';
import { fourHex } from './found-device.ts';

const textOf = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined || value.trim() === '' ? {} : { [name]: value.trim() };

const usageOf = ({ usagePage, usage }: Device): number => (((usagePage ?? 0) << 16) | (usage ?? 0)) >>> 0;

/** The library names a device once for each of its top-level collections; for us it is one device. */
const byPath = (devices: readonly Device[]): readonly FoundHidDevice[] =>
  [...Map.groupBy(devices, ({ path }) => path ?? '')].flatMap(([path, parts]) => {
    const first = parts[0];
    if (path === '' || first === undefined) return [];
    return {
      kind: 'hid' as const,
      path,
      vendorId: fourHex(first.vendorId),
      productId: fourHex(first.productId),
      interface: first.interface,
      usages: parts.map(usageOf),
      ...textOf('serialNumber', first.serialNumber),
      ...textOf('manufacturer', first.manufacturer),
      ...textOf('product', first.product),
    };
  });

/** Never rejects: where the library cannot be loaded (on Linux it wants libudev.so.1) the findings say so. */
export const listHidDevices = async (): Promise<Findings<FoundHidDevice>> => {
  try {
    const { devicesAsync } = await import('node-hid');
    return { devices: byPath(await devicesAsync()), missing: [] };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const message = `USB HID devices cannot be listed (on Debian: apt-get install libudev1): ${why}`;
    return { devices: [], missing: [{ code: 'panel/list-incomplete', message }] };
  }
};
