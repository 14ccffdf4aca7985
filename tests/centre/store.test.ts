import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CentreError } from '../../sync/centre/centre-error.ts';
import {
  applicationId,
  migrate,
  openStore,
  openStoreForReading,
  storePathIn,
} from '../../sync/centre/store/open-store.ts';
import { migrations } from '../../sync/centre/store/schema.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { centreId, instant, ratingDraft, scriptKiosk } from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (cause) {
    if (cause instanceof CentreError) return cause.code;
    throw cause;
  }
  return 'none';
};

describe('the store', () => {
  it('commits durably: WAL and synchronous=FULL hold after the first write', () => {
    const { db, close } = openStore(temporaryFolder(), centreId, noon);
    db.exec(`UPDATE meta SET opens = opens`);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    close();
  });

  it('mints its key pair once', () => {
    const folder = temporaryFolder();
    const first = openStore(folder, centreId, noon);
    first.close();
    const second = openStore(folder, centreId, noon);
    expect(second.identity).toEqual(first.identity);
    second.close();
  });

  it.each(migrations.map((_sql, i) => [i + 1]))('migration %i runs on the version before it', (version) => {
    const db = new Database(':memory:');
    migrate(db, version);
    expect(db.pragma('user_version', { simple: true })).toBe(version);
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
    migrate(db);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    db.close();
  });

  it('refuses a store of a newer program and one of another program', () => {
    const folder = temporaryFolder();
    openStore(folder, centreId, noon).close();
    const db = new Database(storePathIn(folder));
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    expect(codeOf(() => openStore(folder, centreId, noon))).toBe('centre/newer-store');
    const foreign = temporaryFolder();
    const other = new Database(storePathIn(foreign));
    other.exec('CREATE TABLE t (a)');
    other.close();
    expect(codeOf(() => openStore(foreign, centreId, noon))).toBe('centre/foreign-store');
    expect(codeOf(() => openStoreForReading(storePathIn(foreign)))).toBe('centre/foreign-store');
    expect(codeOf(() => openStoreForReading(join(foreign, 'nothing')))).toBe('centre/no-store');
  });

  it('is read beside a running centre', () => {
    const centre = openBenchCentre(noon);
    const reader = openStoreForReading(centre.path);
    const kiosk = scriptKiosk('k1', noon);
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(reader.prepare('SELECT count(*) FROM rating').pluck().get()).toBe(1);
    expect(() => reader.exec('DELETE FROM rating')).toThrow(/readonly/);
    reader.close();
  });

  it('that is full gives no receipt and keeps nothing of the batch; the kiosk sends it again', () => {
    const centre = openBenchCentre(noon);
    const kiosk = scriptKiosk('k1', noon);
    for (let i = 0; i < 300; i += 1) kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 1));
    const pages = Number(centre.store.db.pragma('page_count', { simple: true }));
    centre.store.db.pragma(`max_page_count = ${pages + 2}`);
    expect(codeOf(() => centre.take(kiosk.entriesTopic, kiosk.batch(2)))).toBe('centre/disk-full');
    expect(centre.intake.counters.read().storeFailures).toBe(1);
    expect(centre.count('entry')).toBe(1);
    centre.store.db.pragma('max_page_count = 1073741823');
    expect(centre.take(kiosk.entriesTopic, kiosk.batch(2))[0]).toMatchObject({ upTo: 300 });
    expect(centre.report('2021-02').totals.total).toBe(300);
    expect(centre.verify().findings).toEqual([]);
  });
});
