import { percentOf } from '../../domain/tally.ts';

export const noBreakSpace = '\u00a0';

/** A whole number with the Vietnamese thousands dot: `1.234`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '.');

/** A share in running text: `96,52 %`; all of something is `100 %`, as the table has it. */
export const formatShare = (part: number, whole: number): string =>
  `${part === whole && whole > 0 ? '100' : percentOf(part, whole)}${noBreakSpace}%`;

/** One decimal with a comma: `0,3`. */
export const formatTenths = (value: number): string => value.toFixed(1).replace('.', ',');

/** The fingerprint as people compare it: its first sixteen digits in fours. */
export const formatFingerprint = (fingerprint: string): string =>
  (fingerprint.slice(0, 16).match(/.{1,4}/g) ?? []).join(' ');

export type ParsedCount =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly reason: 'not-a-count' };

/** A count as a person types it: digits, thousands dots allowed where they belong; nothing is a blank. */
export const parseCount = (text: string): ParsedCount => {
  const trimmed = text.replace(/[\s\u00a0]/g, '');
  if (trimmed === '') return { ok: true, value: null };
  if (!/^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})$/.test(trimmed)) return { ok: false, reason: 'not-a-count' };
  return { ok: true, value: Number(trimmed.replaceAll('.', '')) };
};
