import { formatLineAddress, type LineAddress, parseLineAddress } from './line-address.ts';
import { good, type Parsed, type RawSpec } from './parsed.ts';
import { parseSerialSettings } from './serial-settings.ts';

/** Our own panel, acknowledged. */
export interface MotchamLineSpec {
  readonly profile: 'motcham-line';
  readonly at: LineAddress;
  readonly baudRate: number;
}

/** What the reference firmware speaks. */
export const motchamBaudRate = 115_200;

export const parseMotchamLine = (raw: RawSpec): Parsed<MotchamLineSpec> => {
  const at = parseLineAddress(raw.at);
  if (!at.ok) return at;
  const serial = parseSerialSettings({ baudRate: raw.baudRate }, motchamBaudRate);
  if (!serial.ok) return serial;
  return good({ profile: 'motcham-line', at: at.value, baudRate: serial.value.baudRate });
};

export const formatMotchamLine = ({ at, baudRate }: MotchamLineSpec): RawSpec => ({
  profile: 'motcham-line',
  at: formatLineAddress(at),
  ...(baudRate === motchamBaudRate ? {} : { baudRate }),
});
