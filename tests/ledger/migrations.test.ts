import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ledgerApplicationId, migrate, migrations, schemaVersion } from '../../sync/ledger/schema.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { handClock, rating } from './ledger-drafts.ts';
import { ledgerPath, openTestLedger } from './ledger-folder.ts';

const tablesOf = (db: Database.Database): unknown[] =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

const at = (version: number, path: string): Database.Database => {
  const db = new Database(path);
  migrate(db, path, version);
  expect(db.pragma('user_version', { simple: true })).toBe(version);
  return db;
};

describe('migrations', () => {
  it('are numbered 1, 2, 3 … without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, i) => i + 1));
    expect(schemaVersion).toBe(migrations.length);
  });

  it('1: makes strict tables and the identity in one transaction', () => {
    const db = at(1, ledgerPath());
    expect(tablesOf(db)).toEqual(['comment_text', 'entry', 'meta']);
    expect(db.pragma('application_id', { simple: true })).toBe(ledgerApplicationId);
    expect(db.prepare('SELECT length(ledger_id), watermark, centre_key FROM meta').raw().all()).toEqual([
      [26, 0, null],
    ]);
    expect(() =>
      db.exec("INSERT INTO meta (one, ledger_id, public_key, private_key) VALUES (2, '', '', '')"),
    ).toThrow();
    expect(() => db.exec("INSERT INTO entry VALUES (1, 'x', 'text')")).toThrow();
    db.close();
  });

  it('2: gives the newest receipt a place, and keeps every entry and the name', () => {
    const path = ledgerPath();
    const old = at(1, path);
    const id = old.prepare('SELECT ledger_id FROM meta').pluck().get();
    old.close();
    const db = at(2, path);
    expect(tablesOf(db)).toEqual(['comment_text', 'entry', 'meta', 'receipt']);
    expect(db.prepare('SELECT ledger_id FROM meta').pluck().get()).toBe(id);
    db.close();
  });

  it('bring a ledger of the first version up to date when it is opened, and verify reads it before that', () => {
    const path = ledgerPath();
    at(1, path).close();
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 0 });
    const ledger = openTestLedger(path, handClock());
    ledger.append(rating());
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 2, ledger: ledger.id });
  });

  it('leave a new file new when they fail in the middle', () => {
    const path = ledgerPath();
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE receipt (in_the_way INTEGER)');
    expect(() => migrate(db, path)).toThrow();
    db.exec('DROP TABLE receipt');
    expect(tablesOf(db)).toEqual([]);
    migrate(db, path);
    expect(tablesOf(db)).toHaveLength(4);
    db.close();
  });
});
