/**
 * A key's usage on page 0x07 (HID Usage Tables 1.5, chapter 10). The keypad's 1 to 5 are 0x59 to 0x5D, the upper row's are
 * 0x1E to 0x22.
 */
export type KeyUsage = number & { readonly __brand: 'KeyUsage' };

const rollOver = 0x01;
const firstKey = 0x04;
const lastKey = 0xa4;

export const isKeyUsage = (value: number): value is KeyUsage =>
  Number.isInteger(value) && value >= firstKey && value <= lastKey;

/**
 * The keys that are down, from a boot report (HID 1.11, appendix B.1): modifiers, a reserved byte, six usages. Undefined where
 * the report is none, or where the keyboard says that too many keys are down to name them (then nothing has changed).
 */
export const decodeBootReport = (
  report: Uint8Array,
  reportId: number | undefined,
): readonly KeyUsage[] | undefined => {
  if (reportId !== undefined && report[0] !== reportId) return undefined;
  const body = reportId === undefined ? report : report.subarray(1);
  if (body.length !== 8) return undefined;
  const keys = [...body.subarray(2)];
  if (keys.includes(rollOver)) return undefined;
  return keys.filter(isKeyUsage);
};
