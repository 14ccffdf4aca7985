import type { Brand } from './brand.ts';

/** A place in a ledger: 1, 2, 3 … without a gap. 0 means "before the first entry". */
export type Seq = Brand<number, 'Seq'>;
/** A kiosk's name, unique within a centre; it is a topic level of the wire. */
export type KioskId = Brand<string, 'KioskId'>;
/** Names one ledger file for ever: 26 characters of base32, derived from the ledger's public key. */
export type LedgerId = Brand<string, 'LedgerId'>;
export type DepartmentId = Brand<string, 'DepartmentId'>;
export type CounterId = Brand<string, 'CounterId'>;
export type CentreId = Brand<string, 'CentreId'>;
/** Names one running of a machine, from power-on to power-off. */
export type BootId = Brand<string, 'BootId'>;
/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type HashHex = Brand<string, 'HashHex'>;

// One shape for every id that becomes a topic level, a file name or a CSV cell: nothing in it needs escaping anywhere.
export const slugPattern = '[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?';
export const bootIdPattern = '[0-9a-zA-Z-]{1,64}';
const slug = new RegExp(`^${slugPattern}$`);
const ledgerId = /^[a-z2-7]{26}$/;
const hashHex = /^[0-9a-f]{64}$/;
const bootId = new RegExp(`^${bootIdPattern}$`);

const isSlug = (value: unknown): value is string => typeof value === 'string' && slug.test(value);

export const isKioskId = (value: unknown): value is KioskId => isSlug(value);
export const isDepartmentId = (value: unknown): value is DepartmentId => isSlug(value);
export const isCounterId = (value: unknown): value is CounterId => isSlug(value);
export const isCentreId = (value: unknown): value is CentreId => isSlug(value);
export const isLedgerId = (value: unknown): value is LedgerId =>
  typeof value === 'string' && ledgerId.test(value);
export const isHashHex = (value: unknown): value is HashHex =>
  typeof value === 'string' && hashHex.test(value);
export const isBootId = (value: unknown): value is BootId => typeof value === 'string' && bootId.test(value);
/** Seq counts entries, so it is a whole number from 0 (before the first) to 2^53 − 1. */
export const isSeq = (value: unknown): value is Seq => Number.isSafeInteger(value) && (value as number) >= 0;
/** Years 1970 to 9999: what fits a date with four digits. */
export const isInstant = (value: unknown): value is Instant =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 253_402_300_800_000;
