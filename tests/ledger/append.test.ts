import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import { type EntryDraft, parseEntry } from '../../sync/domain/entry.ts';
import type { HashHex, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { StoredEntry } from '../../sync/ledger/port.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { commentHash } from '../../sync/proof/comment-hash.ts';
import { fingerprintOf, isSignedBy, mintKeyPair, sha256 } from '../../sync/proof/signing.ts';
import { temporaryFolder } from '../support/folder.ts';
import { handClock, rating } from './ledger-drafts.ts';
import { codeOf, ledgerPath, openTestLedger, writeLedger } from './ledger-folder.ts';

const kindOf = (entry: StoredEntry): string => {
  const parsed = parseEntry(entry.body);
  return parsed.ok ? parsed.entry.kind : parsed.reason;
};

describe('a new ledger', () => {
  it('has a name that follows from its key, and begins at the genesis hash', () => {
    const ledger = openTestLedger(ledgerPath());
    expect(ledger.id).toMatch(/^[a-z2-7]{26}$/);
    expect(ledger.id).toBe(fingerprintOf(ledger.publicKey));
    expect(ledger.head()).toEqual({ seq: 0, hash: genesisHash(sha256, ledger.id) });
    expect(ledger.hashAt(0 as Seq)).toBe(genesisHash(sha256, ledger.id));
    expect(ledger.watermark()).toBe(0);
    expect(ledger.centreKey()).toBeUndefined();
    expect(isSignedBy(ledger.publicKey, 'text', ledger.sign('text'))).toBe(true);
  });

  it('never gives two files the same name, and keeps its own', () => {
    const path = ledgerPath();
    const first = openLedger({ path, clock: handClock(), version: '1' });
    first.close();
    expect(openTestLedger(path).id).toBe(first.id);
    expect(openTestLedger(ledgerPath()).id).not.toBe(first.id);
  });

  it('is readable by its owner alone, because the private key lives in it', () => {
    const path = ledgerPath(join(temporaryFolder(), 'made', 'on', 'the', 'way'));
    openTestLedger(path);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('append', () => {
  it('links every entry to the one before, over the exact stored bytes', () => {
    const ledger = openTestLedger(ledgerPath());
    for (let i = 0; i < 20; i += 1) ledger.append(rating(`p:${i}`));
    let prev: HashHex = genesisHash(sha256, ledger.id);
    const entries = ledger.read(1 as Seq, 100);
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    for (const entry of entries) {
      expect(entry.hash).toBe(entryHash(sha256, prev, entry.body));
      prev = entry.hash;
    }
    expect(ledger.head()).toEqual({ seq: 21, hash: prev });
    expect(ledger.recent(2).map((entry) => entry.seq)).toEqual([21, 20]);
    expect(ledger.read(20 as Seq, 1).map((entry) => entry.seq)).toEqual([20]);
    expect(ledger.hashAt(22 as Seq)).toBeUndefined();
  });

  it('survives what is closed without a word, and goes on where it was', () => {
    const path = ledgerPath();
    writeLedger(path, 3);
    const ledger = openTestLedger(path);
    expect(ledger.head().seq).toBe(4);
    expect(kindOf(ledger.append(rating()))).toBe('rating');
    expect(ledger.head().seq).toBe(5);
  });

  it('writes a boot entry before the first entry of a boot, once', () => {
    const path = ledgerPath();
    const clock = handClock();
    const first = openLedger({ path, clock, version: '1.2.3' });
    expect(first.append(rating()).seq).toBe(2);
    first.close();
    clock.up += 5_000;
    clock.wall += 5_000;
    const second = openLedger({ path, clock, version: '1.2.3' });
    expect(second.append(rating()).seq).toBe(3);
    second.close();
    clock.boot = 'boot-2';
    clock.up = 10;
    const third = openTestLedger(path, clock);
    expect(third.append(rating()).seq).toBe(5);
    expect(third.read(1 as Seq, 9).map(kindOf)).toEqual(['boot', 'rating', 'rating', 'boot', 'rating']);
    expect(third.read(1 as Seq, 1)[0]?.body).toContain('"kind":"boot","version":"1.2.3"');
  });

  it('leaves the boot entry to a caller that writes it itself', () => {
    const ledger = openTestLedger(ledgerPath());
    ledger.append({ kind: 'boot', version: '9' });
    ledger.append(rating());
    expect(ledger.read(1 as Seq, 9).map(kindOf)).toEqual(['boot', 'rating']);
  });

  it.each([
    { name: 'a step ahead', jumpMs: 3_600_000 },
    { name: 'a step back', jumpMs: -86_400_000 },
  ])('notes $name of the wall clock', ({ jumpMs }) => {
    const clock = handClock();
    const ledger = openTestLedger(ledgerPath(), clock);
    ledger.append(rating());
    const before = clock.wall;
    clock.up += 2_000;
    clock.wall += 2_000 + jumpMs;
    ledger.append(rating());
    const [, , step, after] = ledger.read(1 as Seq, 9);
    expect(JSON.parse(step?.body ?? '')).toMatchObject({
      kind: 'clock-step',
      from: before + 2_000,
      to: before + 2_000 + jumpMs,
    });
    expect(after && kindOf(after)).toBe('rating');
  });

  it('does not take drift or a step of a second for more than it is', () => {
    const clock = handClock();
    const ledger = openTestLedger(ledgerPath(), clock);
    ledger.append(rating());
    clock.wall += 1_000;
    ledger.append(rating());
    clock.wall -= 1_000;
    ledger.append(rating());
    expect(ledger.read(1 as Seq, 9).map(kindOf)).toEqual(['boot', 'rating', 'rating', 'rating']);
  });

  it('never lets the time since boot run back', () => {
    const clock = handClock();
    const ledger = openTestLedger(ledgerPath(), clock);
    ledger.append(rating());
    clock.up -= 400;
    clock.wall -= 400;
    expect(JSON.parse(ledger.append(rating()).body)).toMatchObject({ up: 1_000 });
  });

  it('takes a press from a clock that says fractions, or a time before 1970 or after 9999', () => {
    const clock = handClock();
    const ledger = openTestLedger(ledgerPath(), clock);
    for (const [wall, at] of [
      [1_613_350_000_000.9, 1_613_350_000_000],
      [-5, 0],
      [9e15, 253_402_300_799_999],
    ] as const) {
      clock.wall = wall;
      clock.up += 0.7;
      expect(JSON.parse(ledger.append(rating()).body)).toMatchObject({ at });
    }
  });

  it('refuses a draft that could not be read back, and takes the next good one', () => {
    const ledger = openTestLedger(ledgerPath());
    ledger.append(rating());
    const bad = { ...rating(), category: 'furious' } as unknown as EntryDraft;
    expect(codeOf(() => ledger.append(bad))).toBe('ledger/bad-entry');
    expect(codeOf(() => ledger.append({ kind: 'boot', version: 'x'.repeat(65) }))).toBe('ledger/bad-entry');
    expect(ledger.head().seq).toBe(2);
    expect(ledger.append(rating()).seq).toBe(3);
  });

  it('tells its subscribers after the commit, until they leave', () => {
    const path = ledgerPath();
    const ledger = openTestLedger(path);
    const reader = new Database(path, { readonly: true });
    const seen: number[] = [];
    const leave = ledger.subscribe((entry) => {
      seen.push(entry.seq);
      expect(reader.prepare('SELECT max(seq) FROM entry').pluck().get()).toBeGreaterThanOrEqual(entry.seq);
    });
    ledger.append(rating());
    leave();
    ledger.append(rating());
    reader.close();
    expect(seen).toEqual([1, 2]);
  });

  it('cannot be made to change or delete an entry, even by a direct statement', () => {
    const path = ledgerPath();
    writeLedger(path, 1);
    const db = new Database(path);
    expect(() => db.exec("UPDATE entry SET body = '{}'")).toThrow('never changed');
    expect(() => db.exec('DELETE FROM entry')).toThrow('never deleted');
    expect(() => db.exec("INSERT INTO entry VALUES (9, 1, 'x')")).toThrow();
    db.close();
  });
});

describe('comments', () => {
  it('keep their text beside the chain, under a salted hash', () => {
    const ledger = openTestLedger(ledgerPath());
    const of = ledger.append(rating());
    const entry = ledger.appendComment(of.seq, 'Chờ lâu quá');
    const text = ledger.textsOf(1 as Seq, 99 as Seq).get(entry.seq);
    expect(text?.text).toBe('Chờ lâu quá');
    expect(text?.salt).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.parse(entry.body)).toMatchObject({
      of: of.seq,
      ofHash: of.hash,
      textHash: commentHash(text?.salt ?? '', text?.text ?? ''),
    });
    expect(ledger.textsOf(1 as Seq, of.seq).size).toBe(0);
  });

  it('can be erased without a trace in the file, and the chain still proves itself', () => {
    const path = ledgerPath();
    const ledger = openTestLedger(path);
    const of = ledger.append(rating());
    const kept = ledger.appendComment(of.seq, 'giữ lại câu này');
    const erased = ledger.appendComment(of.seq, 'xin xoá câu này');
    expect(ledger.eraseText(erased.seq)).toBe(true);
    expect(ledger.eraseText(erased.seq)).toBe(false);
    expect([...ledger.textsOf(1 as Seq, 99 as Seq).keys()]).toEqual([kept.seq]);
    const everything = [path, `${path}-wal`].map((file) => readFileSync(file).toString('utf8')).join('');
    expect(everything).toContain('giữ lại câu này');
    expect(everything).not.toContain('xin xoá câu này');
    expect(verifyLedger(path).findings).toEqual([]);
  });

  it('are refused when empty, too long, or about nothing', () => {
    const ledger = openTestLedger(ledgerPath());
    const of = ledger.append(rating()).seq;
    for (const text of ['', 'x'.repeat(4_001)]) {
      expect(codeOf(() => ledger.appendComment(of, text))).toBe('ledger/bad-entry');
    }
    expect(codeOf(() => ledger.appendComment(77 as Seq, 'x'))).toBe('ledger/bad-entry');
    expect(ledger.head().seq).toBe(of);
  });
});

describe('watermark and centre key', () => {
  it('are kept, may move back, and never above the head', () => {
    const path = ledgerPath();
    const first = openLedger({ path, clock: handClock(), version: '1' });
    first.append(rating());
    first.setWatermark(2 as Seq);
    first.setWatermark(1 as Seq);
    const key = mintKeyPair().publicKey;
    first.pinCentreKey(key);
    expect(() => first.setWatermark(3 as Seq)).toThrow(RangeError);
    expect(() => first.pinCentreKey(mintKeyPair().publicKey)).toThrow('pinned');
    first.close();
    const second = openTestLedger(path);
    expect(second.watermark()).toBe(1);
    expect(second.centreKey()).toBe(key);
  });
});

describe('opening', () => {
  it('refuses a second process, which learns why', async () => {
    const path = ledgerPath();
    openTestLedger(path);
    const child = fork(join(import.meta.dirname, 'open-and-report.ts'), [path], { silent: true });
    const [code] = await once(child, 'message');
    expect(code).toBe('ledger/in-use');
  });

  it('takes over at once from a process that was killed', async () => {
    const path = ledgerPath();
    const child = fork(join(import.meta.dirname, 'open-and-report.ts'), [path, 'stay'], { silent: true });
    expect((await once(child, 'message'))[0]).toBe('open');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(openTestLedger(path).head().seq).toBe(2);
  });

  it('refuses a file that is no ledger, a newer ledger, and a folder in its place', () => {
    const folder = temporaryFolder();
    const noise = join(folder, 'noise.sqlite');
    writeFileSync(noise, 'this is no database at all, but long enough to be looked at '.repeat(20));
    expect(codeOf(() => openTestLedger(noise))).toBe('ledger/corrupt');

    const foreign = join(folder, 'foreign.sqlite');
    const db = new Database(foreign);
    db.exec('CREATE TABLE invoices (id INTEGER)');
    db.close();
    expect(codeOf(() => openTestLedger(foreign))).toBe('ledger/corrupt');

    const newer = join(folder, 'newer.sqlite');
    writeLedger(newer, 1);
    const future = new Database(newer);
    future.pragma('user_version = 99');
    future.close();
    expect(codeOf(() => openTestLedger(newer))).toBe('ledger/newer-schema');

    mkdirSync(join(folder, 'folder.sqlite'));
    expect(codeOf(() => openTestLedger(join(folder, 'folder.sqlite')))).toBe('ledger/io');
    writeFileSync(join(folder, 'file'), '');
    expect(codeOf(() => openTestLedger(join(folder, 'file', 'ledger.sqlite')))).toBe('ledger/io');
  });

  it('refuses a ledger whose newest entries are not what was written, and names the entry', () => {
    const path = ledgerPath();
    writeLedger(path, 5);
    const db = new Database(path);
    db.exec('DROP TRIGGER entry_is_never_changed');
    db.exec("UPDATE entry SET body = replace(body, 'dissatisfied-time', 'satisfied-service') WHERE seq = 4");
    db.close();
    expect(() => openTestLedger(path)).toThrow(/entry [a-z2-7]{26}:4 is not what was written/);
    expect(codeOf(() => openTestLedger(path))).toBe('ledger/corrupt');
  });

  it('is durable: synchronous is still FULL after the first write', () => {
    // openForWriting refuses to return otherwise; what SQLite would do without the setting shows why it is checked late.
    const path = ledgerPath();
    writeLedger(path, 1);
    const plain = new Database(path);
    plain.exec('UPDATE meta SET opens = opens + 1');
    expect(plain.pragma('synchronous', { simple: true })).toBe(1);
    plain.close();
    openTestLedger(path).append(rating());
  });

  it('is of no use after its close', () => {
    const ledger = openLedger({ path: ledgerPath(), clock: handClock(), version: '1' });
    ledger.close();
    ledger.close();
    expect(codeOf(() => ledger.append(rating()))).toBe('ledger/closed');
    expect(codeOf(() => ledger.read(1 as Seq, 1))).toBe('ledger/closed');
    expect(codeOf(() => ledger.setWatermark(0 as Seq))).toBe('ledger/closed');
  });
});
