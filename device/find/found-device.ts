import type { PanelProblem } from '../panel.ts';

interface Found {
  /** What a driver opens: /dev/ttyUSB0, COM3, /dev/hidraw0 … */
  readonly path: string;
  /** Four lower-case hex digits; absent for what is not on USB. */
  readonly vendorId?: string;
  readonly productId?: string;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  readonly product?: string;
}

export interface FoundSerialPort extends Found {
  readonly kind: 'serial';
}

export interface FoundHidDevice extends Found {
  readonly kind: 'hid';
  /** The part of the USB device that this is; -1 where the platform does not say. */
  readonly interface: number;
  /** Its top-level collections, `page << 16 | usage`. */
  readonly usages: readonly number[];
}

export type FoundDevice = FoundSerialPort | FoundHidDevice;

/** What was found, and what could not be looked at: the one never hides the other. */
export interface Findings<Device> {
  readonly devices: readonly Device[];
  readonly missing: readonly PanelProblem[];
}

const desktopKeyboard = 0x0001_0006;
const desktopKeypad = 0x0001_0007;

export const isKeyboard = ({ usages }: FoundHidDevice): boolean =>
  usages.includes(desktopKeyboard) || usages.includes(desktopKeypad);

export const fourHex = (value: number): string => value.toString(16).padStart(4, '0');

/** Maker and product; many a product says its maker's name itself. */
export const productName = ({ kind, manufacturer = '', product = '' }: FoundDevice): string => {
  const [maker, made] = [manufacturer.trim(), product.trim()];
  const name = made.toLowerCase().startsWith(maker.toLowerCase()) ? made : `${maker} ${made}`.trim();
  return name || (kind === 'serial' ? 'serial port' : 'HID device');
};

/** A name that a technician finds on the box: maker and product, then what tells two of a kind apart. */
export const deviceName = (device: FoundDevice): string => {
  const name = productName(device);
  if (device.vendorId === undefined) return name;
  const serial = device.serialNumber === undefined ? '' : `, serial number ${device.serialNumber}`;
  return `${name} (${device.vendorId}:${device.productId}${serial})`;
};
