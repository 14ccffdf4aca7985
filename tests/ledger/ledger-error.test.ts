import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LedgerError, toLedgerError, withLedgerErrors } from '../../sync/ledger/ledger-error.ts';

const sqlite = (code: string): Error => new Database.SqliteError('as SQLite said', code);
const system = (code: string): Error => Object.assign(new Error('as the system said'), { code });

describe('toLedgerError', () => {
  it.each([
    [sqlite('SQLITE_FULL'), 'ledger/disk-full'],
    [sqlite('SQLITE_IOERR_SHMSIZE'), 'ledger/disk-full'],
    [system('ENOSPC'), 'ledger/disk-full'],
    [system('EDQUOT'), 'ledger/disk-full'],
    [sqlite('SQLITE_READONLY_DBMOVED'), 'ledger/read-only'],
    [system('EROFS'), 'ledger/read-only'],
    [system('EACCES'), 'ledger/read-only'],
    [sqlite('SQLITE_IOERR_FSYNC'), 'ledger/io'],
    [sqlite('SQLITE_CANTOPEN'), 'ledger/io'],
    [system('EIO'), 'ledger/io'],
    [sqlite('SQLITE_CORRUPT_INDEX'), 'ledger/corrupt'],
    [sqlite('SQLITE_NOTADB'), 'ledger/corrupt'],
    [sqlite('SQLITE_BUSY_SNAPSHOT'), 'ledger/in-use'],
  ])('%s is %s', (cause, code) => {
    const error = toLedgerError(cause, 'append to x');
    expect(error).toBeInstanceOf(LedgerError);
    expect(error).toMatchObject({ code, cause });
    expect(String(error)).toContain('append to x');
  });

  it('leaves a bug a bug', () => {
    const bug = new TypeError('undefined is not a function');
    expect(toLedgerError(bug, 'x')).toBe(bug);
    expect(toLedgerError(sqlite('SQLITE_CONSTRAINT_PRIMARYKEY'), 'x')).toBeInstanceOf(Database.SqliteError);
    expect(() =>
      withLedgerErrors('x', () => {
        throw bug;
      }),
    ).toThrow(bug);
  });
});
