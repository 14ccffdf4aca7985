import type { PanelProblem } from '../panel.ts';
import {
  formatHidKeyboard,
  formatHidReport,
  type HidKeyboardSpec,
  type HidReportSpec,
  parseHidKeyboard,
  parseHidReport,
} from './hid-spec.ts';
import { formatKeyboardWedge, type KeyboardWedgeSpec, parseKeyboardWedge } from './keyboard-wedge-spec.ts';
import { formatMotchamLine, type MotchamLineSpec, parseMotchamLine } from './motcham-line-spec.ts';
import { asRecord, bad, type Parsed, type RawSpec } from './parsed.ts';
import { formatPlainLine, type PlainLineSpec, parsePlainLine } from './plain-line-spec.ts';

/** Which panel, where, and how to read it. */
export type PanelSpec = MotchamLineSpec | PlainLineSpec | HidKeyboardSpec | HidReportSpec | KeyboardWedgeSpec;
export type PanelProfile = PanelSpec['profile'];

export type SpecOf<Profile extends PanelProfile> = Extract<PanelSpec, { profile: Profile }>;

const forms: {
  readonly [Profile in PanelProfile]: {
    readonly parse: (raw: RawSpec) => Parsed<SpecOf<Profile>>;
    readonly format: (spec: SpecOf<Profile>) => RawSpec;
  };
} = {
  'motcham-line': { parse: parseMotchamLine, format: formatMotchamLine },
  'plain-line': { parse: parsePlainLine, format: formatPlainLine },
  'hid-keyboard': { parse: parseHidKeyboard, format: formatHidKeyboard },
  'hid-report': { parse: parseHidReport, format: formatHidReport },
  'keyboard-wedge': { parse: parseKeyboardWedge, format: formatKeyboardWedge },
};

export const panelProfiles = Object.keys(forms) as readonly PanelProfile[];

export type ParsedSpec =
  | { readonly ok: true; readonly spec: PanelSpec }
  | { readonly ok: false; readonly problem: PanelProblem };

/** The short form, as the long one. Options `1` to `5` are the button map; a comma separates codes of one button. */
const expandShort = (text: string): RawSpec | undefined => {
  const [, profile, at, options = ''] = /^([a-z-]+)(?::([^?]*))?(?:\?(.*))?$/i.exec(text) ?? [];
  if (profile === undefined) return undefined;
  const given = [...new URLSearchParams(options)];
  const isButton = ([key]: readonly [string, string]): boolean => /^[0-9]$/.test(key);
  const buttons = given.filter(isButton).map(([key, codes]) => [key, codes.split(',')]);
  return {
    profile,
    ...(at === undefined ? {} : { at }),
    ...Object.fromEntries(given.filter((option) => !isButton(option))),
    ...(buttons.length > 0 ? { buttons: Object.fromEntries(buttons) } : {}),
  };
};

const expand = (text: string): Parsed<RawSpec> => {
  if (!text.trimStart().startsWith('{')) {
    const short = expandShort(text.trim());
    return short
      ? { ok: true, value: short }
      : bad('panel/bad-spec', `"${text}" is no panel; it looks like motcham-line:/dev/ttyUSB0`);
  }
  try {
    return { ok: true, value: asRecord(JSON.parse(text)) ?? {} };
  } catch (error) {
    return bad('panel/bad-spec', `the panel's JSON does not parse: ${(error as Error).message}`);
  }
};

const parseRecord = (raw: RawSpec): ParsedSpec => {
  const profile = panelProfiles.find((known) => known === raw.profile);
  if (profile === undefined) {
    const said = raw.profile === undefined ? 'nothing' : JSON.stringify(raw.profile);
    return bad(
      'panel/unknown-profile',
      `${said} is no panel profile; there are: ${panelProfiles.join(', ')}`,
    );
  }
  const parsed = forms[profile].parse(raw);
  return parsed.ok ? { ok: true, spec: parsed.value } : parsed;
};

/**
 * Reads a panel's configuration: the short form, `profile:address?option=value&1=code&2=code…`, such as
 * `motcham-line:/dev/ttyUSB0`, `motcham-line:tcp://127.0.0.1:4567`, `hid-report:usb:0079:0006?1=5.4&2=5.5`; or an object, or
 * its JSON, as `formatPanelSpec` writes it.
 *
 * Codes: `panel/unknown-profile`, `panel/bad-spec`, `panel/bad-address`, `panel/bad-settings`, `panel/bad-map`.
 */
export const parsePanelSpec = (raw: unknown): ParsedSpec => {
  if (typeof raw === 'string') {
    const expanded = expand(raw);
    return expanded.ok ? parseRecord(expanded.value) : expanded;
  }
  const record = asRecord(raw);
  return record ? parseRecord(record) : bad('panel/bad-spec', 'a panel is a text or an object');
};

/** As it is written into a configuration; `parsePanelSpec` reads it back. */
export const formatPanelSpec = (spec: PanelSpec): RawSpec => {
  switch (spec.profile) {
    case 'motcham-line':
      return formatMotchamLine(spec);
    case 'plain-line':
      return formatPlainLine(spec);
    case 'hid-keyboard':
      return formatHidKeyboard(spec);
    case 'hid-report':
      return formatHidReport(spec);
    case 'keyboard-wedge':
      return formatKeyboardWedge(spec);
  }
};
