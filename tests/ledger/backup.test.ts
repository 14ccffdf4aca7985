import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Seq } from '../../sync/domain/ids.ts';
import { backupLedger } from '../../sync/ledger/backup-ledger.ts';
import { readLedger } from '../../sync/ledger/read-ledger.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { rating } from './ledger-drafts.ts';
import { codeOf, ledgerPath, openTestLedger, writeLedger } from './ledger-folder.ts';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error) => error.code,
  );

describe('backupLedger', () => {
  it('copies a ledger in use, proves the copy, and leaves nothing else', async () => {
    const path = ledgerPath();
    const ledger = openTestLedger(path);
    for (let i = 0; i < 50; i += 1) ledger.append(rating());
    const destination = join(temporaryFolder(), 'backup.sqlite');
    const report = await backupLedger(path, destination);
    expect(report).toMatchObject({ ok: true, ledger: ledger.id, entries: 51, path: destination });
    ledger.append(rating());
    expect(verifyLedger(destination)).toMatchObject({ ok: true, entries: 51 });
    expect(readdirSync(dirname(destination)).filter((name) => name.includes('part'))).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(destination).mode & 0o077).toBe(0);
  });

  it('does not overwrite, does not keep a copy that is not whole, and says what is missing', async () => {
    const path = ledgerPath();
    writeLedger(path, 5);
    const destination = join(temporaryFolder(), 'backup.sqlite');
    expect(await failureOf(backupLedger(path, path))).toBe('ledger/io');
    expect(await failureOf(backupLedger(join(dirname(path), 'none'), destination))).toBe('ledger/io');
    expect(await failureOf(backupLedger(path, join(destination, 'no', 'folder')))).toBe('ledger/io');
    const db = new Database(path);
    db.exec('DROP TRIGGER entry_is_never_changed');
    db.exec("UPDATE entry SET body = '{}' WHERE seq = 3");
    db.close();
    expect(await failureOf(backupLedger(path, destination))).toBe('ledger/corrupt');
    expect(existsSync(destination)).toBe(false);
  });
});

describe('readLedger', () => {
  it('reads beside the kiosk that writes, as it stood when it was opened', () => {
    const path = ledgerPath();
    const ledger = openTestLedger(path);
    ledger.append(rating());
    const reader = readLedger(path);
    ledger.append(rating());
    expect(reader.id).toBe(ledger.id);
    expect(reader.head().seq).toBe(2);
    expect(reader.bodies(1 as Seq, 9)).toHaveLength(2);
    expect(reader.hashAt(0 as Seq)).toBe(ledger.hashAt(0 as Seq));
    reader.close();
  });

  it('names what it cannot read', () => {
    const folder = temporaryFolder();
    expect(codeOf(() => readLedger(join(folder, 'none.sqlite')))).toBe('ledger/io');
    const empty = new Database(join(folder, 'empty.sqlite'));
    empty.exec('CREATE TABLE x (y)');
    empty.close();
    expect(codeOf(() => readLedger(join(folder, 'empty.sqlite')))).toBe('ledger/corrupt');
  });
});
