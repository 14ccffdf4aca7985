/** A button in a report: down when the masked byte has this value. `byte` counts from 0, a report id being byte 0. */
export interface ReportCode {
  readonly byte: number;
  readonly mask: number;
  readonly value: number;
}

const maxByte = 1023;
const bitForm = /^(\d{1,4})\.([0-7])$/;
const byteForm = /^(\d{1,4})(?:&0x([0-9a-f]{1,2}))?=0x([0-9a-f]{1,2})$/i;

/** `5.4` is bit 4 of byte 5; `2=0x10` is byte 2 being 0x10; `5&0xf0=0x20` looks at some bits only. Undefined: none of these. */
export const parseReportCode = (text: string): ReportCode | undefined => {
  const bit = bitForm.exec(text);
  if (bit) {
    const [byte, at] = [Number(bit[1]), Number(bit[2])];
    return byte <= maxByte ? { byte, mask: 1 << at, value: 1 << at } : undefined;
  }
  const whole = byteForm.exec(text);
  if (!whole) return undefined;
  const [byte, mask, value] = [
    Number(whole[1]),
    Number.parseInt(whole[2] ?? 'ff', 16),
    Number.parseInt(whole[3] ?? '', 16),
  ];
  return byte <= maxByte && mask !== 0 && (value & ~mask) === 0 ? { byte, mask, value } : undefined;
};

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

export const formatReportCode = ({ byte, mask, value }: ReportCode): string => {
  const isBit = mask === value && (mask & (mask - 1)) === 0;
  if (isBit) return `${byte}.${Math.log2(mask)}`;
  return mask === 0xff ? `${byte}=${hex(value)}` : `${byte}&${hex(mask)}=${hex(value)}`;
};

export const isCodeDown = ({ byte, mask, value }: ReportCode, report: Uint8Array): boolean => {
  const found = report[byte];
  return found !== undefined && (found & mask) === value;
};

/** Whether pressing `other` always presses `code` as well: then nobody can tell them apart. */
export const isImpliedBy = (code: ReportCode, other: ReportCode): boolean =>
  code.byte === other.byte && (code.mask & ~other.mask) === 0 && (other.value & code.mask) === code.value;
