import { bad, good, type Parsed } from './parsed.ts';
import { formatUsbMatch, parseUsbMatch, type UsbMatch } from './usb-match.ts';

/** Where a line of bytes comes from. */
export type LineAddress =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'usb'; readonly usb: UsbMatch }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const refuse = (raw: unknown, why: string) =>
  bad(
    'panel/bad-address',
    `${JSON.stringify(raw) ?? 'nothing'} is no address of a serial panel: ${why} ` +
      '(for example /dev/ttyUSB0, COM3, usb:0403:6001 or tcp://127.0.0.1:4567)',
  );

/** `/dev/ttyUSB0`, `COM3`, `usb:0403:6001`, `usb:0403:6001:SERIAL` or `tcp://host:port`. */
export const parseLineAddress = (raw: unknown): Parsed<LineAddress> => {
  if (typeof raw !== 'string' || raw === '') return refuse(raw, 'it is empty');
  if (/^usb:(?!\/\/)/i.test(raw)) {
    const usb = parseUsbMatch(raw.slice(4));
    return usb
      ? good({ kind: 'usb', usb })
      : refuse(raw, 'usb: wants vendor and product, four hex digits each');
  }
  if (!/^[a-z]+:\/\//i.test(raw)) {
    const isPath = raw.startsWith('/') || /^COM[0-9]{1,3}$/i.test(raw);
    return isPath ? good({ kind: 'path', path: raw }) : refuse(raw, 'a device has a full path');
  }
  const match = /^tcp:\/\/(\[[0-9a-f:]+\]|[^:/[\]]+):([0-9]{1,5})$/i.exec(raw);
  const [host, port] = [match?.[1]?.replace(/^\[|\]$/g, ''), Number(match?.[2])];
  if (host === undefined || port < 1 || port > 65_535) return refuse(raw, 'tcp:// wants a host and a port');
  return good({ kind: 'tcp', host, port });
};

export const formatLineAddress = (address: LineAddress): string => {
  switch (address.kind) {
    case 'path':
      return address.path;
    case 'usb':
      return `usb:${formatUsbMatch(address.usb)}`;
    case 'tcp':
      return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
  }
};
