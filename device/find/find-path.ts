import { LinkError } from '../link/link.ts';
import type { HidAddress } from '../spec/hid-address.ts';
import { formatHidAddress } from '../spec/hid-address.ts';
import type { UsbMatch } from '../spec/usb-match.ts';
import { formatUsbMatch, isUsbMatch } from '../spec/usb-match.ts';
import type { Claims } from './claims.ts';
import type { FoundDevice, FoundHidDevice } from './found-device.ts';
import { isKeyboard } from './found-device.ts';
import { listHidDevices } from './hid-devices.ts';
import { listSerialPorts } from './serial-ports.ts';

const isDevice = (usb: UsbMatch, { vendorId, productId, serialNumber }: FoundDevice): boolean =>
  vendorId !== undefined &&
  productId !== undefined &&
  isUsbMatch(usb, { vendorId, productId, ...(serialNumber === undefined ? {} : { serialNumber }) });

/** The first that nobody has taken yet. */
const takeOne = (
  paths: readonly string[],
  name: string,
  missing: string | undefined,
  claims: Claims,
  owner: object,
) => {
  const path = paths.find((candidate) => claims.take(candidate, owner));
  if (path !== undefined) return path;
  if (paths.length > 0) {
    throw new LinkError({ code: 'panel/busy', message: `${name} is taken by another panel of this kiosk` });
  }
  throw new LinkError({
    code: 'panel/not-found',
    message: missing ?? `no ${name} is plugged in: plug the panel in`,
  });
};

/** @throws LinkError `panel/not-found`, `panel/busy` */
export const findSerialPath = async (usb: UsbMatch, claims: Claims, owner: object): Promise<string> => {
  const { devices, missing } = await listSerialPorts();
  const paths = devices.filter((device) => isDevice(usb, device)).map(({ path }) => path);
  return takeOne(paths, `usb:${formatUsbMatch(usb)}`, missing[0]?.message, claims, owner);
};

/**
 * A keypad often has a second interface for its media keys: `isWanted` looks for the right one where none is named.
 * @throws LinkError `panel/not-found`, `panel/busy`
 */
export const findHidPath = async (
  address: HidAddress,
  isWanted: (device: FoundHidDevice) => boolean,
  claims: Claims,
  owner: object,
): Promise<string> => {
  if (address.kind === 'path') return takeOne([address.path], address.path, undefined, claims, owner);
  const { devices, missing } = await listHidDevices();
  const matching = devices.filter(
    (device) =>
      isDevice(address.usb, device) &&
      (address.interface === undefined || device.interface < 0 || device.interface === address.interface),
  );
  const wanted = address.interface === undefined ? matching.filter(isWanted) : matching;
  const paths = (wanted.length > 0 ? wanted : matching).map(({ path }) => path);
  return takeOne(paths, formatHidAddress(address), missing[0]?.message, claims, owner);
};

export const wantsKeyboard = isKeyboard;
export const wantsAny = (): boolean => true;
