import { isEndOf } from '../protocol/byte-codes.ts';
import { canOverlap, type LinePattern } from '../protocol/line-pattern.ts';
import { type ButtonMap, type CodeForm, formatButtonMap, parseButtonMap } from './button-map.ts';
import { formatLineAddress, type LineAddress, parseLineAddress } from './line-address.ts';
import { bad, good, type Parsed, type RawSpec } from './parsed.ts';
import { parseSerialSettings, type SerialSettings } from './serial-settings.ts';

/** A serial box that says which button was pressed, in a line of text or in bytes, and wants no answer. */
export interface PlainLineSpec {
  readonly profile: 'plain-line';
  readonly at: LineAddress;
  readonly serial: SerialSettings;
  readonly says: PlainLineForm;
  /** The same word again within this time is the same hold. */
  readonly holdGapMs: number;
}

export type PlainLineForm =
  | {
      readonly kind: 'lines';
      /** One character a byte. */
      readonly delimiter: string;
      readonly buttons: ButtonMap<LinePattern>;
    }
  | { readonly kind: 'bytes'; readonly buttons: ButtonMap<readonly number[]> };

/** Longest line and longest byte code of a plain box. */
export const maxPlainBytes = 256;
const maxCodeBytes = 16;
const maxDelimiterBytes = 8;
const defaultHoldGapMs = 700;

const isLatin = (text: string): boolean => [...text].every((letter) => letter.charCodeAt(0) <= 0xff);

export const linePatterns: CodeForm<LinePattern> = {
  parse: (text) => (text.length <= maxPlainBytes && isLatin(text) ? (text as LinePattern) : undefined),
  format: (pattern) => JSON.stringify(pattern),
  isSame: canOverlap,
  example: 'BTN1 (or with wildcards: KEY=1*)',
};

export const byteCodes: CodeForm<readonly number[]> = {
  parse: (text) => {
    const pairs = /^(?:[0-9a-f]{2} ?)+$/i.test(text) ? text.replaceAll(' ', '').match(/../g) : null;
    if (!pairs || pairs.length > maxCodeBytes) return undefined;
    return pairs.map((pair) => Number.parseInt(pair, 16));
  },
  format: (code) => code.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
  isSame: (a, b) => isEndOf(a, b) || isEndOf(b, a),
  example: '01 0a (hex)',
};

const parseForm = (raw: RawSpec): Parsed<PlainLineForm> => {
  const delimiter = raw.delimiter ?? '\n';
  if (delimiter === 'none') {
    const buttons = parseButtonMap(raw.buttons, byteCodes);
    return buttons.ok ? good({ kind: 'bytes', buttons: buttons.value }) : buttons;
  }
  if (
    typeof delimiter !== 'string' ||
    delimiter === '' ||
    delimiter.length > maxDelimiterBytes ||
    !isLatin(delimiter)
  ) {
    return bad(
      'panel/bad-settings',
      'delimiter is what ends a line (1 to 8 bytes), or "none" for a box that sends bytes',
    );
  }
  const buttons = parseButtonMap(raw.buttons, linePatterns);
  if (!buttons.ok) return buttons;
  const broken = buttons.value.find(({ code }) => code.includes(delimiter));
  if (broken) return bad('panel/bad-map', `the code of button ${broken.button} holds the delimiter itself`);
  return good({ kind: 'lines', delimiter, buttons: buttons.value });
};

export const parsePlainLine = (raw: RawSpec): Parsed<PlainLineSpec> => {
  const at = parseLineAddress(raw.at);
  if (!at.ok) return at;
  const serial = parseSerialSettings(raw, 9600);
  if (!serial.ok) return serial;
  const says = parseForm(raw);
  if (!says.ok) return says;
  const holdGapMs = Number(raw.holdGapMs ?? defaultHoldGapMs);
  if (!Number.isInteger(holdGapMs) || holdGapMs < 0 || holdGapMs > 60_000) {
    return bad('panel/bad-settings', 'holdGapMs is 0 to 60000 milliseconds');
  }
  return good({ profile: 'plain-line', at: at.value, serial: serial.value, says: says.value, holdGapMs });
};

export const formatPlainLine = ({ at, serial, says, holdGapMs }: PlainLineSpec): RawSpec => ({
  profile: 'plain-line',
  at: formatLineAddress(at),
  ...serial,
  delimiter: says.kind === 'lines' ? says.delimiter : 'none',
  buttons:
    says.kind === 'lines'
      ? formatButtonMap(says.buttons, { ...linePatterns, format: (pattern) => pattern })
      : formatButtonMap(says.buttons, byteCodes),
  holdGapMs,
});
