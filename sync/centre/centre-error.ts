export const centreErrorCodes = [
  'centre/port-in-use',
  'centre/address-not-usable',
  'centre/data-not-writable',
  'centre/in-use',
  'centre/no-store',
  'centre/foreign-store',
  'centre/newer-store',
  'centre/other-centre',
  'centre/corrupt',
  'centre/disk-full',
  'centre/store-failed',
  'centre/closed',
  'centre/bad-departments',
  'centre/bad-import',
] as const;
export type CentreErrorCode = (typeof centreErrorCodes)[number];

/** An operational failure of the centre: one line that a person can act on, and a code that survives a screenshot. */
export class CentreError extends Error {
  readonly code: CentreErrorCode;

  constructor(code: CentreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CentreError';
    this.code = code;
  }
}

const sqliteCodeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

const codeFor = (sqlite: string): CentreErrorCode | undefined => {
  if (sqlite.startsWith('SQLITE_BUSY') || sqlite.startsWith('SQLITE_LOCKED')) return 'centre/in-use';
  if (sqlite === 'SQLITE_FULL') return 'centre/disk-full';
  if (sqlite.startsWith('SQLITE_CORRUPT')) return 'centre/corrupt';
  if (sqlite === 'SQLITE_NOTADB') return 'centre/foreign-store';
  if (sqlite.startsWith('SQLITE_READONLY') || sqlite.startsWith('SQLITE_CANTOPEN')) {
    return 'centre/data-not-writable';
  }
  if (sqlite.startsWith('SQLITE_IOERR')) return 'centre/store-failed';
  return undefined;
};

const systemCodes: Readonly<Record<string, CentreErrorCode>> = {
  EACCES: 'centre/data-not-writable',
  EPERM: 'centre/data-not-writable',
  EROFS: 'centre/data-not-writable',
  ENOTDIR: 'centre/data-not-writable',
  ENOENT: 'centre/data-not-writable',
  EEXIST: 'centre/data-not-writable',
  ENOSPC: 'centre/disk-full',
};

/** Gives a failure of the file or of SQLite its code; anything else is a bug and passes through unchanged. */
export const toCentreError = (cause: unknown, doing: string): unknown => {
  if (cause instanceof CentreError) return cause;
  const found = sqliteCodeOf(cause);
  const code = codeFor(found) ?? systemCodes[found];
  if (code === undefined || !(cause instanceof Error)) return cause;
  return new CentreError(code, `${doing}: ${cause.message}`, cause);
};
