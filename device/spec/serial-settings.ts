import { bad, good, type Parsed, type RawSpec } from './parsed.ts';

/** How a serial line is set up. */
export interface SerialSettings {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly stopBits: 1 | 1.5 | 2;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
}

const allowed = {
  dataBits: [8, 7, 6, 5],
  stopBits: [1, 1.5, 2],
  parity: ['none', 'even', 'odd', 'mark', 'space'],
} as const;

/** A number may come as text, from the short form of a specification. */
const asNumber = (raw: unknown): unknown => (typeof raw === 'string' && raw !== '' ? Number(raw) : raw);

export const parseSerialSettings = (raw: RawSpec, baudRateAtRest: number): Parsed<SerialSettings> => {
  const baudRate = asNumber(raw.baudRate ?? baudRateAtRest);
  if (typeof baudRate !== 'number' || !Number.isInteger(baudRate) || baudRate < 50 || baudRate > 4_000_000) {
    return bad('panel/bad-settings', `${JSON.stringify(raw.baudRate)} is no baud rate`);
  }
  const dataBits = allowed.dataBits.find((bits) => bits === asNumber(raw.dataBits ?? 8));
  if (dataBits === undefined)
    return bad('panel/bad-settings', `dataBits is one of ${allowed.dataBits.join(', ')}`);
  const stopBits = allowed.stopBits.find((bits) => bits === asNumber(raw.stopBits ?? 1));
  if (stopBits === undefined)
    return bad('panel/bad-settings', `stopBits is one of ${allowed.stopBits.join(', ')}`);
  const parity = allowed.parity.find((name) => name === (raw.parity ?? 'none'));
  if (parity === undefined) return bad('panel/bad-settings', `parity is one of ${allowed.parity.join(', ')}`);
  return good({ baudRate, dataBits, stopBits, parity });
};
