/** What can go wrong with a ledger while everybody does what they should. Listed in the room's README. */
export const ledgerErrorCodes = [
  'ledger/disk-full',
  'ledger/read-only',
  'ledger/io',
  'ledger/corrupt',
  'ledger/newer-schema',
  'ledger/in-use',
  'ledger/closed',
  'ledger/bad-entry',
] as const;
export type LedgerErrorCode = (typeof ledgerErrorCodes)[number];

export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

// The longest prefix wins, so the special cases stand before the families they belong to. Growing the WAL's index on a
// full disk is reported as an I/O error (SQLITE_IOERR_SHMSIZE), though nothing is broken but the space.
const codes: readonly (readonly [prefix: string, code: LedgerErrorCode])[] = [
  ['SQLITE_FULL', 'ledger/disk-full'],
  ['SQLITE_IOERR_SHMSIZE', 'ledger/disk-full'],
  ['SQLITE_IOERR_CORRUPTFS', 'ledger/corrupt'],
  ['SQLITE_IOERR', 'ledger/io'],
  ['SQLITE_CANTOPEN', 'ledger/io'],
  ['SQLITE_READONLY', 'ledger/read-only'],
  ['SQLITE_PERM', 'ledger/read-only'],
  ['SQLITE_CORRUPT', 'ledger/corrupt'],
  ['SQLITE_NOTADB', 'ledger/corrupt'],
  ['SQLITE_BUSY', 'ledger/in-use'],
  ['SQLITE_PROTOCOL', 'ledger/in-use'],
  ['ENOSPC', 'ledger/disk-full'],
  ['EDQUOT', 'ledger/disk-full'],
  ['EACCES', 'ledger/read-only'],
  ['EPERM', 'ledger/read-only'],
  ['EROFS', 'ledger/read-only'],
  ['EIO', 'ledger/io'],
  ['ENOENT', 'ledger/io'],
  ['ENOTDIR', 'ledger/io'],
  ['EEXIST', 'ledger/io'],
  ['EISDIR', 'ledger/io'],
];

/** Gives a failure of SQLite or of the file system its name; whatever else it is, is a bug and stays what it is. */
export const toLedgerError = (cause: unknown, doing: string): unknown => {
  if (cause instanceof LedgerError || !(cause instanceof Error)) return cause;
  const sourceCode = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const known = codes.find(([prefix]) => sourceCode.startsWith(prefix));
  if (!known) return cause;
  return new LedgerError(known[1], `${doing}: ${cause.message} (${sourceCode})`, cause);
};

/** Runs `work`; what fails in it leaves as a LedgerError that says what was being done. */
export const withLedgerErrors = <T>(doing: string, work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw toLedgerError(cause, doing);
  }
};
