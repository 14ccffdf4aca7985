import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import type { HashHex, LedgerId, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { StoredReceipt } from '../../sync/ledger/port.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { mintKeyPair, sha256, signerOf } from '../../sync/proof/signing.ts';
import { temporaryFolder } from '../support/folder.ts';
import { handClock, rating } from './ledger-drafts.ts';
import { ledgerPath, writeLedger } from './ledger-folder.ts';

const centre = mintKeyPair();
const signAsCentre = signerOf(centre.privateKey);

const receiptFor = (ledger: LedgerId, upTo: Seq, head: HashHex): StoredReceipt => {
  const signedText = `motcham/1/receipt\ncentre\nquay-1\n${ledger}\n${upTo}\n${head}\n1613350000000`;
  return { upTo, head, centreKey: centre.publicKey, signedText, sig: signAsCentre(signedText) };
};

/** Twenty ratings, a comment and a receipt up to entry 15. */
const writeFullLedger = (path: string): LedgerId => {
  const ledger = openLedger({ path, clock: handClock(), version: '1.2.3' });
  for (let i = 0; i < 20; i += 1) ledger.append(rating(`press:${i}`));
  ledger.appendComment(5 as Seq, 'Phòng chờ nóng quá');
  ledger.pinCentreKey(centre.publicKey);
  const upTo = 15 as Seq;
  ledger.setWatermark(upTo, receiptFor(ledger.id, upTo, ledger.hashAt(upTo) as HashHex));
  ledger.close();
  return ledger.id;
};

/** Changes the file behind the ledger's back. */
const tamper = (path: string, sql: string): void => {
  const db = new Database(path);
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  for (const trigger of triggers) db.exec(trigger.sql);
  db.close();
};

describe('verifyLedger', () => {
  it('proves a whole ledger, its receipt and its comment texts', () => {
    const path = ledgerPath();
    const id = writeFullLedger(path);
    expect(verifyLedger(path)).toMatchObject({
      ok: true,
      ledger: id,
      entries: 22,
      head: { seq: 22 },
      watermark: 15,
      findings: [],
    });
  });

  it('proves a ledger while a kiosk writes to it', () => {
    const path = ledgerPath();
    const ledger = openLedger({ path, clock: handClock(), version: '1' });
    ledger.append(rating());
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 2 });
    ledger.append(rating());
    expect(verifyLedger(path)).toMatchObject({ ok: true, entries: 3 });
    ledger.close();
  });

  it('changes nothing', () => {
    const path = ledgerPath();
    writeFullLedger(path);
    const before = readFileSync(path);
    verifyLedger(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('works on a medium that nothing can be written to', () => {
    const path = ledgerPath();
    writeFullLedger(path);
    const folder = dirname(path);
    chmodSync(path, 0o400);
    chmodSync(folder, 0o500);
    try {
      expect(verifyLedger(path).ok).toBe(true);
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  it.each<{ name: string; sql: string; where: number; reason: string }>([
    {
      name: 'a changed body',
      sql: "UPDATE entry SET body = replace(body, 'time', 'tine') WHERE seq = 7",
      where: 7,
      reason: 'its bytes are not those that were hashed',
    },
    {
      name: 'a changed hash',
      sql: 'UPDATE entry SET hash = zeroblob(32) WHERE seq = 9',
      where: 9,
      reason: 'its bytes are not those that were hashed',
    },
    {
      name: 'a missing entry',
      sql: 'DELETE FROM entry WHERE seq = 12',
      where: 12,
      reason: 'missing: the next entry is 13',
    },
    {
      name: 'a missing first entry',
      sql: 'DELETE FROM entry WHERE seq = 1',
      where: 1,
      reason: 'missing: the next entry is 2',
    },
    {
      name: 'a hash of another length',
      sql: "UPDATE entry SET hash = x'00' WHERE seq = 3",
      where: 3,
      reason: 'its hash is no SHA-256',
    },
    {
      name: 'two entries that changed places',
      sql: `UPDATE entry SET seq = 100 WHERE seq = 4; UPDATE entry SET seq = 4 WHERE seq = 5;
            UPDATE entry SET seq = 5 WHERE seq = 100`,
      where: 4,
      reason: 'its bytes are not those that were hashed',
    },
  ])('names the first bad entry: $name', ({ sql, where, reason }) => {
    const path = ledgerPath();
    const id = writeFullLedger(path);
    tamper(path, sql);
    const report = verifyLedger(path);
    expect(report.ok).toBe(false);
    expect(report.findings[0]).toEqual({ code: 'ledger/bad-entry', where: `${id}:${where}`, reason });
  });

  it('accuses one bad entry, not all that follow', () => {
    const path = ledgerPath();
    writeFullLedger(path);
    tamper(path, "UPDATE entry SET body = replace(body, 'time', 'tine') WHERE seq IN (7, 19)");
    const places = verifyLedger(path).findings.map(({ where }) => where.split(':')[1]);
    expect(places).toEqual(['7', '19']);
  });

  it('names an entry whose chain was computed again behind the back of the centre', () => {
    const path = ledgerPath();
    const id = writeFullLedger(path);
    const db = new Database(path);
    db.exec('DROP TRIGGER entry_is_never_changed');
    const rows = db.prepare<[], [number, string]>('SELECT seq, body FROM entry ORDER BY seq').raw().all();
    const update = db.prepare('UPDATE entry SET body = ?, hash = ? WHERE seq = ?');
    let prev = genesisHash(sha256, id);
    for (const [seq, stored] of rows) {
      const body = seq === 7 ? stored.replace('dissatisfied-time', 'satisfied-service') : stored;
      prev = entryHash(sha256, prev, body);
      update.run(body, Buffer.from(prev, 'hex'), seq);
    }
    db.close();
    expect(verifyLedger(path).findings.map((f) => [f.code, f.where, f.reason])).toEqual([
      ['ledger/bad-entry', `${id}:15`, 'the centre confirmed another hash here'],
      ['ledger/corrupt', id, 'its tables are not those of a ledger'],
    ]);
  });

  it.each<{ name: string; sql: string; reason: string }>([
    {
      name: 'a watermark beyond the receipt',
      sql: 'UPDATE meta SET watermark = 18',
      reason: 'its receipt reaches 15',
    },
    {
      name: 'a watermark above the head',
      sql: 'UPDATE meta SET watermark = 99',
      reason: 'lies above its head 22',
    },
    {
      name: 'a bent signature',
      // One signature in 64 has the other letter there already.
      sql: `UPDATE receipt SET sig = replace(sig, substr(sig, 9, 1), CASE substr(sig, 9, 1) WHEN '_' THEN 'A' ELSE '_' END)`,
      reason: 'signature',
    },
    {
      name: 'a receipt for another place',
      sql: 'UPDATE receipt SET up_to = 14; UPDATE meta SET watermark = 14',
      reason: 'its receipt is for something else',
    },
    {
      name: 'another centre',
      sql: "UPDATE meta SET centre_key = 'x'",
      reason: 'not by the centre that it trusts',
    },
    { name: 'a changed text', sql: "UPDATE comment_text SET text = 'rất tốt'", reason: 'the text beside it' },
    {
      name: 'a text without its entry',
      sql: 'UPDATE comment_text SET seq = 77',
      reason: 'the text beside it',
    },
    {
      name: 'another name',
      sql: `UPDATE meta SET ledger_id = '${'a'.repeat(26)}'`,
      reason: 'does not follow',
    },
    { name: 'another private key', sql: `UPDATE meta SET private_key = 'x'`, reason: 'private key' },
    { name: 'no identity', sql: 'DELETE FROM meta', reason: '0 identities' },
    { name: 'a table more', sql: 'CREATE TABLE more (x)', reason: 'its tables' },
  ])('finds $name', ({ sql, reason }) => {
    const path = ledgerPath();
    writeFullLedger(path);
    tamper(path, sql);
    const report = verifyLedger(path);
    expect(report.ok).toBe(false);
    expect(report.findings.map((finding) => finding.reason).join('\n')).toContain(reason);
  });

  it('answers for a file that is not there, empty, foreign or newer', () => {
    const folder = temporaryFolder();
    expect(verifyLedger(join(folder, 'none.sqlite')).findings[0]?.code).toBe('ledger/io');
    expect(verifyLedger(join(folder, 'no', 'folder.sqlite')).findings[0]?.code).toBe('ledger/io');
    writeFileSync(join(folder, 'empty.sqlite'), '');
    expect(verifyLedger(join(folder, 'empty.sqlite')).findings[0]?.code).toBe('ledger/corrupt');
    writeFileSync(join(folder, 'noise.sqlite'), Buffer.alloc(9_000, 'x'));
    expect(verifyLedger(join(folder, 'noise.sqlite')).findings[0]?.code).toBe('ledger/corrupt');
    const newer = join(folder, 'newer.sqlite');
    writeLedger(newer, 1);
    const db = new Database(newer);
    db.pragma('user_version = 99');
    db.close();
    expect(verifyLedger(newer).findings[0]?.code).toBe('ledger/newer-schema');
  });

  it('finds a file that was cut, at any length', () => {
    const path = ledgerPath();
    writeLedger(path, 200);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 2_999) {
      rmSync(`${path}-shm`, { force: true });
      rmSync(`${path}-wal`, { force: true });
      writeFileSync(path, whole.subarray(0, length));
      expect(verifyLedger(path).ok, `cut at ${length}`).toBe(false);
    }
  });
});

describe('a flipped byte anywhere in the file', () => {
  /** All that a ledger says, in one text: what a flip must not change unnoticed. */
  const contentOf = (path: string): string => {
    const db = new Database(path, { readonly: true });
    const rows = ['entry', 'meta', 'comment_text', 'receipt'].map((table) =>
      db.prepare(`SELECT * FROM ${table}`).raw().all(),
    );
    db.close();
    return JSON.stringify(rows);
  };

  it('ends in a finding, or did not touch a bit of what the ledger says', () => {
    const path = ledgerPath();
    writeFullLedger(path);
    const whole = readFileSync(path);
    const content = contentOf(path);
    let found = 0;
    let harmless = 0;
    // A fixed walk over the file: every run flips the same bytes, another bit each time.
    for (let i = 0; i < 700; i += 1) {
      const at = (i * 17_929 + 13) % whole.length;
      const flipped = Buffer.from(whole);
      flipped[at] = (whole[at] ?? 0) ^ (1 << (i % 8));
      rmSync(`${path}-shm`, { force: true });
      rmSync(`${path}-wal`, { force: true });
      writeFileSync(path, flipped);
      const report = verifyLedger(path);
      if (report.ok) {
        harmless += 1;
        expect(contentOf(path), `byte ${at} was flipped and nobody noticed`).toBe(content);
      } else {
        found += 1;
        expect(report.findings[0]?.reason).not.toBe('');
      }
    }
    expect(found).toBeGreaterThan(100);
    expect(found + harmless).toBe(700);
  });

  it('names the entry when it hit a body', () => {
    const path = ledgerPath();
    const id = writeFullLedger(path);
    const whole = readFileSync(path);
    for (const press of [0, 7, 19]) {
      const at = whole.indexOf(`"press:${press}"`);
      const flipped = Buffer.from(whole);
      flipped[at + 3] = (whole[at + 3] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      expect(verifyLedger(path).findings[0]?.where).toBe(`${id}:${press + 2}`);
    }
  });
});
