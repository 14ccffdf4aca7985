import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkInBackground } from '../../sync/ledger/check-in-background.ts';
import { rating } from './ledger-drafts.ts';
import { ledgerPath, openTestLedger, writeLedger } from './ledger-folder.ts';

describe('checkInBackground', () => {
  it('proves the ledger of a kiosk that goes on writing', async () => {
    const path = ledgerPath();
    writeLedger(path, 2_000);
    const ledger = openTestLedger(path);
    const check = checkInBackground(path);
    let during = 0;
    let report: Awaited<typeof check.done>;
    check.done.then((done) => {
      report = done;
    });
    while (report === undefined) {
      ledger.append(rating());
      during += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(report).toMatchObject({ ok: true, ledger: ledger.id });
    expect(report.entries).toBeGreaterThanOrEqual(2_001);
    expect(during).toBeGreaterThan(1);
  });

  it('finds what a start does not look at: damage far behind the newest entries', async () => {
    const path = ledgerPath();
    writeLedger(path, 1_500);
    const db = new Database(path);
    db.exec('DROP TRIGGER entry_is_never_changed');
    db.exec("UPDATE entry SET body = replace(body, 'dissatisfied-time', 'satisfied-service') WHERE seq = 7");
    db.exec(`CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;`);
    db.close();
    const ledger = openTestLedger(path);
    const report = await checkInBackground(path).done;
    expect(report?.findings[0]).toMatchObject({ code: 'ledger/bad-entry', where: `${ledger.id}:7` });
  });

  it('can be given up', async () => {
    const path = ledgerPath();
    writeLedger(path, 100);
    const check = checkInBackground(path);
    check.stop();
    expect(await check.done).toBeUndefined();
  });
});
