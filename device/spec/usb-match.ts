/** Which USB device, wherever it is plugged in. Numbers as four lower-case hex digits. */
export interface UsbMatch {
  readonly vendorId: string;
  readonly productId: string;
  /** Needed only where two of the same kind are plugged in. */
  readonly serialNumber?: string;
}

const form = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(.{1,126}))?$/i;

/** `0403:6001` or `0403:6001:FT000000`; undefined when it is neither. */
export const parseUsbMatch = (text: string): UsbMatch | undefined => {
  const [, vendorId, productId, serialNumber] = form.exec(text) ?? [];
  if (vendorId === undefined || productId === undefined) return undefined;
  const ids = { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase() };
  return serialNumber === undefined ? ids : { ...ids, serialNumber };
};

export const formatUsbMatch = ({ vendorId, productId, serialNumber }: UsbMatch): string =>
  serialNumber === undefined ? `${vendorId}:${productId}` : `${vendorId}:${productId}:${serialNumber}`;

export const isUsbMatch = (
  match: UsbMatch,
  found: { readonly vendorId: string; readonly productId: string; readonly serialNumber?: string },
): boolean =>
  match.vendorId === found.vendorId &&
  match.productId === found.productId &&
  (match.serialNumber === undefined || match.serialNumber === found.serialNumber);
