import { bad, good, type Parsed } from './parsed.ts';
import { formatUsbMatch, parseUsbMatch, type UsbMatch } from './usb-match.ts';

/** Where reports come from. `interface` tells the parts of one USB device apart, where it has several. */
export type HidAddress =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'usb'; readonly usb: UsbMatch; readonly interface?: number };

const refuse = (raw: unknown) =>
  bad(
    'panel/bad-address',
    `${JSON.stringify(raw) ?? 'nothing'} is no address of a USB HID panel ` +
      '(for example usb:0079:0006, usb:0079:0006/1 for its second interface, or /dev/hidraw0)',
  );

/** `/dev/hidraw0` (or what the platform calls it), `usb:0079:0006`, `usb:0079:0006:SERIAL`, with `/1` for an interface. */
export const parseHidAddress = (raw: unknown): Parsed<HidAddress> => {
  if (typeof raw !== 'string' || raw === '') return refuse(raw);
  if (!/^usb:/i.test(raw)) {
    const isPath = raw.startsWith('/') || raw.startsWith('\\\\') || raw.startsWith('DevSrvsID:');
    return isPath ? good({ kind: 'path', path: raw }) : refuse(raw);
  }
  const [, match = '', part] = /^usb:(.*?)(?:\/([0-9]{1,2}))?$/i.exec(raw) ?? [];
  const usb = parseUsbMatch(match);
  if (!usb) return refuse(raw);
  return good(part === undefined ? { kind: 'usb', usb } : { kind: 'usb', usb, interface: Number(part) });
};

export const formatHidAddress = (address: HidAddress): string => {
  if (address.kind === 'path') return address.path;
  const part = address.interface === undefined ? '' : `/${address.interface}`;
  return `usb:${formatUsbMatch(address.usb)}${part}`;
};
