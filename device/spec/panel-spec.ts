import type { PanelProblem } from '../panel.ts';
import { type LineAddress, parseLineAddress } from './line-address.ts';

export const panelProfiles = ['motcham-line'] as const;
export type PanelProfile = (typeof panelProfiles)[number];

/** Which panel, where, and how to read it. */
export interface MotchamLineSpec {
  readonly profile: 'motcham-line';
  readonly at: LineAddress;
  readonly baudRate: number;
}

export type PanelSpec = MotchamLineSpec;

export type ParsedSpec =
  | { readonly ok: true; readonly spec: PanelSpec }
  | { readonly ok: false; readonly problem: PanelProblem };

/** What the reference firmware speaks. */
export const motchamBaudRate = 115_200;

const bad = (code: string, message: string): ParsedSpec => ({ ok: false, problem: { code, message } });

const unknownProfile = (profile: string): ParsedSpec =>
  bad('panel/unknown-profile', `"${profile}" is no panel profile; there are: ${panelProfiles.join(', ')}`);

const asObject = (raw: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : undefined;

/** `profile:address?key=value&…`, the short form, as the long one. */
const expand = (text: string): Readonly<Record<string, unknown>> | ParsedSpec => {
  if (text.trimStart().startsWith('{')) {
    try {
      return asObject(JSON.parse(text)) ?? bad('panel/bad-spec', 'a panel is an object');
    } catch (error) {
      return bad('panel/bad-spec', `the panel's JSON does not parse: ${(error as Error).message}`);
    }
  }
  const [, profile, at = '', options = ''] = /^([a-z-]+)(?::([^?]*))?(?:\?(.*))?$/i.exec(text) ?? [];
  if (profile === undefined) {
    return bad('panel/bad-spec', `"${text}" is no panel; it looks like motcham-line:/dev/ttyUSB0`);
  }
  const given = Object.fromEntries(new URLSearchParams(options));
  const baud = given.baudRate === undefined ? {} : { baudRate: Number(given.baudRate) };
  return { profile, at, ...given, ...baud };
};

const parseMotchamLine = (raw: Readonly<Record<string, unknown>>): ParsedSpec => {
  const { at, baudRate = motchamBaudRate } = raw;
  if (typeof at !== 'string') return bad('panel/bad-address', 'a motcham-line panel wants "at": its device');
  const parsed = parseLineAddress(at);
  if (!parsed.ok) return parsed;
  if (typeof baudRate !== 'number' || !Number.isInteger(baudRate) || baudRate < 50 || baudRate > 4_000_000) {
    return bad('panel/bad-settings', `${String(baudRate)} is no baud rate`);
  }
  return { ok: true, spec: { profile: 'motcham-line', at: parsed.address, baudRate } };
};

/**
 * Reads a panel's configuration: the short form `motcham-line:/dev/ttyUSB0`, `motcham-line:tcp://127.0.0.1:4567`, or an object
 * (or its JSON) `{"profile": "motcham-line", "at": "/dev/ttyUSB0", "baudRate": 115200}`.
 * Codes: `panel/unknown-profile`, `panel/bad-spec`, `panel/bad-address`, `panel/bad-settings`, `panel/bad-map`.
 */
export const parsePanelSpec = (raw: unknown): ParsedSpec => {
  const object = typeof raw === 'string' ? expand(raw) : asObject(raw);
  if (object === undefined) return bad('panel/bad-spec', 'a panel is a text or an object');
  if ('ok' in object) return object as ParsedSpec;
  const profile = panelProfiles.find((known) => known === object.profile);
  switch (profile) {
    case 'motcham-line':
      return parseMotchamLine(object);
    case undefined:
      return unknownProfile(String(object.profile));
  }
};
