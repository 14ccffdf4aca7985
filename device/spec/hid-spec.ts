import { isKeyUsage, type KeyUsage } from '../protocol/hid-keyboard.ts';
import { formatReportCode, isImpliedBy, parseReportCode, type ReportCode } from '../protocol/hid-report.ts';
import { type ButtonMap, type CodeForm, formatButtonMap, parseButtonMap } from './button-map.ts';
import { formatHidAddress, type HidAddress, parseHidAddress } from './hid-address.ts';
import { bad, good, type Parsed, type RawSpec } from './parsed.ts';

/** A USB keypad in the boot protocol; a button is the usage of a key. */
export interface HidKeyboardSpec {
  readonly profile: 'hid-keyboard';
  readonly at: HidAddress;
  readonly reportId: number | undefined;
  readonly buttons: ButtonMap<KeyUsage>;
}

/** Any HID device; a button is a bit or a value of a byte of its report. */
export interface HidReportSpec {
  readonly profile: 'hid-report';
  readonly at: HidAddress;
  readonly reportId: number | undefined;
  readonly buttons: ButtonMap<ReportCode>;
}

export const keyUsages: CodeForm<KeyUsage> = {
  parse: (text) => {
    const value = /^0x[0-9a-f]{2}$/i.test(text) ? Number.parseInt(text, 16) : Number.NaN;
    return isKeyUsage(value) ? value : undefined;
  },
  format: (usage) => `0x${usage.toString(16).padStart(2, '0')}`,
  isSame: (a, b) => a === b,
  example: '0x59 (the keypad’s 1)',
};

export const reportCodes: CodeForm<ReportCode> = {
  parse: parseReportCode,
  format: formatReportCode,
  isSame: (a, b) => isImpliedBy(a, b) || isImpliedBy(b, a),
  example: '5.4 (byte 5, bit 4) or 2=0x10',
};

/** The keypad's 1 to 5 and those of the upper row. */
const keypad = {
  '1': ['0x59', '0x1e'],
  '2': ['0x5a', '0x1f'],
  '3': ['0x5b', '0x20'],
  '4': ['0x5c', '0x21'],
  '5': ['0x5d', '0x22'],
};

const parseReportId = (raw: unknown): Parsed<number | undefined> => {
  if (raw === undefined) return good(undefined);
  const id = Number(raw);
  return Number.isInteger(id) && id >= 1 && id <= 255
    ? good(id)
    : bad('panel/bad-settings', `${JSON.stringify(raw)} is no report id (1 to 255)`);
};

export const parseHidKeyboard = (raw: RawSpec): Parsed<HidKeyboardSpec> => {
  const at = parseHidAddress(raw.at);
  if (!at.ok) return at;
  const reportId = parseReportId(raw.reportId);
  if (!reportId.ok) return reportId;
  const buttons = parseButtonMap(raw.buttons ?? keypad, keyUsages);
  if (!buttons.ok) return buttons;
  return good({ profile: 'hid-keyboard', at: at.value, reportId: reportId.value, buttons: buttons.value });
};

export const parseHidReport = (raw: RawSpec): Parsed<HidReportSpec> => {
  const at = parseHidAddress(raw.at);
  if (!at.ok) return at;
  const reportId = parseReportId(raw.reportId);
  if (!reportId.ok) return reportId;
  const buttons = parseButtonMap(raw.buttons, reportCodes);
  if (!buttons.ok) return buttons;
  return good({ profile: 'hid-report', at: at.value, reportId: reportId.value, buttons: buttons.value });
};

const formatRest = (at: HidAddress, reportId: number | undefined): RawSpec => ({
  at: formatHidAddress(at),
  ...(reportId === undefined ? {} : { reportId }),
});

export const formatHidKeyboard = ({ at, reportId, buttons }: HidKeyboardSpec): RawSpec => ({
  profile: 'hid-keyboard',
  ...formatRest(at, reportId),
  buttons: formatButtonMap(buttons, keyUsages),
});

export const formatHidReport = ({ at, reportId, buttons }: HidReportSpec): RawSpec => ({
  profile: 'hid-report',
  ...formatRest(at, reportId),
  buttons: formatButtonMap(buttons, reportCodes),
});
