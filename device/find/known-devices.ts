import { type PanelSpec, parsePanelSpec } from '../spec/panel-spec.ts';
import { asRecord, bad, good, type Parsed, type RawSpec } from '../spec/parsed.ts';
import type { FoundDevice } from './found-device.ts';
import { isKeyboard } from './found-device.ts';

/** A device that we know how to read, by vendor and product. */
export interface KnownDevice {
  readonly vendorId: string;
  readonly productId: string;
  readonly name: string;
  /** A panel's specification without its address. */
  readonly spec: RawSpec;
  /** Where the map comes from. */
  readonly source: string;
  /** A chip that many boxes have inside: only a guess. */
  readonly isGuess?: boolean;
}

const ours = { profile: 'motcham-line' };
const dragonRise = {
  profile: 'hid-report',
  buttons: { '1': '5.4', '2': '5.5', '3': '5.6', '4': '5.7', '5': '6.0' },
};

export const builtInDevices: readonly KnownDevice[] = [
  { vendorId: '2341', productId: '0043', name: 'Arduino Uno', spec: ours, source: 'device/firmware' },
  { vendorId: '2341', productId: '0001', name: 'Arduino Uno', spec: ours, source: 'device/firmware' },
  { vendorId: '2a03', productId: '0043', name: 'Arduino Uno', spec: ours, source: 'device/firmware' },
  {
    vendorId: '1a86',
    productId: '7523',
    name: 'CH340 serial (Nano boards and many others)',
    spec: ours,
    source: 'device/firmware',
    isGuess: true,
  },
  {
    vendorId: '0403',
    productId: '6001',
    name: 'FTDI FT232 serial (Nano boards and many others)',
    spec: ours,
    source: 'device/firmware',
    isGuess: true,
  },
  {
    vendorId: '0079',
    productId: '0006',
    name: 'DragonRise joystick encoder ("zero delay")',
    spec: dragonRise,
    source: 'report descriptor in mdqinc/SDL_GameControllerDB issue 202',
  },
  {
    vendorId: '0079',
    productId: '0011',
    name: 'DragonRise gamepad',
    spec: dragonRise,
    source: 'report descriptor in Linux, drivers/hid/hid-dr.c',
  },
  {
    vendorId: '046d',
    productId: 'c214',
    name: 'Logitech Attack 3 joystick',
    spec: { profile: 'hid-report', buttons: { '1': '3.0', '2': '3.1', '3': '3.2', '4': '3.3', '5': '3.4' } },
    source: 'reports in InnPatron/attack3, notes/attack3-notes',
  },
  {
    vendorId: '05f3',
    productId: '00ff',
    name: 'VEC Infinity foot pedal',
    spec: { profile: 'hid-report', buttons: { '1': '0.0', '2': '0.1', '3': '0.2' } },
    source: 'reports in fenimore/scribouillage, driver.go',
  },
];

/** Any USB keypad in the boot protocol, whoever made it: its keys have the same usages everywhere. */
const anyKeypad: RawSpec = { profile: 'hid-keyboard' };

/**
 * Reads what a technician taught: `[{"vendorId": "1234", "productId": "abcd", "name": "…", "spec": {…}}]`, with
 * `"isGuess": true` where many other boxes have the same numbers.
 * Codes: `panel/bad-spec`, and those of the specification.
 */
export const parseKnownDevices = (raw: unknown): Parsed<readonly KnownDevice[]> => {
  if (!Array.isArray(raw)) return bad('panel/bad-spec', 'known devices are a list');
  const known: KnownDevice[] = [];
  for (const entry of raw) {
    const { vendorId, productId, name, spec, isGuess } = asRecord(entry) ?? {};
    const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f]{4}$/.test(id);
    const record = asRecord(spec);
    if (!isId(vendorId) || !isId(productId) || typeof name !== 'string' || record === undefined) {
      return bad('panel/bad-spec', 'a known device has vendorId, productId (four hex digits), name and spec');
    }
    const parsed = parsePanelSpec({ ...record, at: `usb:${vendorId}:${productId}` });
    if (!parsed.ok) return parsed;
    known.push({ vendorId, productId, name, spec: record, source: 'learnt', isGuess: isGuess === true });
  }
  return good(known);
};

/** What to write down of a learnt panel, so that the next one of its kind is known. Undefined for what is not on USB. */
export const toKnownDevice = (
  device: FoundDevice,
  name: string,
  learnt: RawSpec,
): KnownDevice | undefined => {
  const { vendorId, productId } = device;
  if (vendorId === undefined || productId === undefined) return undefined;
  const { at: _address, ...spec } = learnt;
  // The numbers of a serial port are those of the adapter's chip, which many boxes have inside.
  return { vendorId, productId, name, spec, source: 'learnt', isGuess: device.kind === 'serial' };
};

export interface Suggestion {
  readonly name: string;
  readonly spec: PanelSpec;
  readonly isGuess: boolean;
}

/** The address by which a device is found again. `others` are all that is plugged in: with a twin the serial number counts. */
export const addressOf = (device: FoundDevice, others: readonly FoundDevice[]): string => {
  const { vendorId, productId, serialNumber } = device;
  if (vendorId === undefined || productId === undefined) return device.path;
  const kin = others.filter(
    (other) =>
      other.kind === device.kind &&
      other.path !== device.path &&
      other.vendorId === vendorId &&
      other.productId === productId,
  );
  const isPartOfSame = (other: FoundDevice): boolean =>
    device.kind === 'hid' && other.kind === 'hid' && other.interface !== device.interface;
  const hasTwin = kin.some((other) => !isPartOfSame(other));
  const serial = hasTwin && serialNumber !== undefined ? `:${serialNumber}` : '';
  const part =
    device.kind === 'hid' && kin.some(isPartOfSame) && device.interface >= 0 ? `/${device.interface}` : '';
  return `usb:${vendorId}:${productId}${serial}${part}`;
};

/** How to read a device, where that is known. What was learnt goes before what we know. */
export const suggest = (
  device: FoundDevice,
  others: readonly FoundDevice[],
  learnt: readonly KnownDevice[],
): Suggestion | undefined => {
  const known = [...learnt, ...builtInDevices].find(
    ({ vendorId, productId }) => vendorId === device.vendorId && productId === device.productId,
  );
  const keypad = device.kind === 'hid' && isKeyboard(device) ? anyKeypad : undefined;
  const raw = known?.spec ?? keypad;
  if (raw === undefined) return undefined;
  const parsed = parsePanelSpec({ ...raw, at: addressOf(device, others) });
  if (!parsed.ok) return undefined;
  return {
    name: known?.name ?? 'USB keypad',
    spec: parsed.spec,
    isGuess: known?.isGuess ?? known === undefined,
  };
};
