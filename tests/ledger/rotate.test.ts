import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryHash } from '../../sync/domain/chain.ts';
import { type Entry, parseEntry } from '../../sync/domain/entry.ts';
import type { HashHex, Seq } from '../../sync/domain/ids.ts';
import { ledgersAside } from '../../sync/ledger/ledgers-aside.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger, StoredEntry } from '../../sync/ledger/port.ts';
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { mintKeyPair, sha256 } from '../../sync/proof/signing.ts';
import { needs } from '../support/needs.ts';
import { handClock, rating } from './ledger-drafts.ts';
import { codeOf, ledgerPath, openTestLedger } from './ledger-folder.ts';

const options = (path: string) => ({ path, clock: handClock(), version: '1.2.3' });
const entryOf = ({ body }: StoredEntry): Entry => {
  const parsed = parseEntry(body);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.entry;
};
const all = (ledger: Ledger): readonly StoredEntry[] => ledger.read(1 as Seq, 100_000);

/** A ledger with a boot entry, `count` ratings and a comment, of which `confirmed` entries are at the centre. */
const prepare = (path: string, count: number, confirmed: number) => {
  const ledger = openLedger(options(path));
  for (let i = 0; i < count; i += 1) ledger.append(rating(`press:${i}`));
  ledger.appendComment(2 as Seq, 'Nhân viên rất tận tình');
  const centreKey = mintKeyPair().publicKey;
  ledger.pinCentreKey(centreKey);
  ledger.setWatermark(confirmed as Seq);
  const entries = all(ledger);
  ledger.close();
  return { id: ledger.id, entries, centreKey };
};

describe('rotateLedger', () => {
  it('gives a new name and carries what the centre has not confirmed, with its identity', () => {
    const path = ledgerPath();
    const old = prepare(path, 20, 15);
    const { ledger, ...rotation } = rotateLedger(options(path));
    onTestFinished(() => ledger.close());
    expect(ledger.id).not.toBe(old.id);
    expect(rotation).toMatchObject({ carried: 7, old: { id: old.id } });
    const [boot, ...carried] = all(ledger);
    expect(boot && entryOf(boot).kind).toBe('boot');
    expect(carried.map(entryOf).map((entry) => (entry.kind === 'carried' ? entry.body : entry.kind))).toEqual(
      old.entries.slice(15).map((entry) => entry.body),
    );
    for (const [i, stored] of carried.entries()) {
      const entry = entryOf(stored);
      if (entry.kind !== 'carried') throw new Error('not carried');
      const was = old.entries[15 + i];
      // The old hash can be computed from what is carried: that is the identity it keeps.
      expect(entry.ledger).toBe(old.id);
      expect(entryHash(sha256, entry.prev, entry.body)).toBe(was?.hash);
      expect(rotation.placeOf(was?.seq as Seq)).toBe(stored.seq);
    }
    expect(rotation.placeOf(15 as Seq)).toBeUndefined();
    expect(rotation.placeOf(23 as Seq)).toBeUndefined();
    expect(ledger.centreKey()).toBe(old.centreKey);
    expect(ledger.watermark()).toBe(0);
    expect([...ledger.textsOf(1 as Seq, 99 as Seq).values()].map((text) => text.text)).toEqual([
      'Nhân viên rất tận tình',
    ]);
  });

  it('leaves both ledgers whole, the old one aside', () => {
    const path = ledgerPath();
    const old = prepare(path, 5, 3);
    const { ledger, old: aside } = rotateLedger(options(path));
    ledger.append(rating('after'));
    ledger.close();
    expect(aside.path).toBe(join(dirname(path), `ledger-${old.id}.sqlite`));
    expect(verifyLedger(aside.path)).toMatchObject({ ledger: old.id, entries: 7, watermark: 3 });
    expect(verifyLedger(aside.path).findings).toEqual([]);
    expect(verifyLedger(path)).toMatchObject({ ok: true, ledger: ledger.id, entries: 6 });
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.next'))).toEqual([]);
  });

  it('carries an entry that was carried before under its first name', () => {
    const path = ledgerPath();
    const old = prepare(path, 3, 4);
    rotateLedger(options(path)).ledger.close();
    const { ledger, carried, old: second } = rotateLedger(options(path));
    onTestFinished(() => ledger.close());
    expect(carried).toBe(2);
    const entries = all(ledger).map(entryOf);
    expect(entries.filter((entry) => entry.kind === 'carried' && entry.ledger === old.id)).toHaveLength(1);
    expect(entries.filter((entry) => entry.kind === 'carried' && entry.ledger === second.id)).toHaveLength(1);
  });

  it('carries on again what a restored centre has lost of a ledger that was set aside', () => {
    const path = ledgerPath();
    const old = prepare(path, 5, 4);
    rotateLedger(options(path)).ledger.close();
    const [aside] = ledgersAside(path);
    expect(aside).toMatchObject({ id: old.id, watermark: 4 });
    if (!aside) throw new Error('nothing aside');
    const { ledger, carried } = rotateLedger(options(path), [{ path: aside.path, above: 1 as Seq }]);
    onTestFinished(() => ledger.close());
    const bodies = all(ledger)
      .map(entryOf)
      .flatMap((entry) => (entry.kind === 'carried' && entry.ledger === old.id ? [entry.body] : []));
    // What was lost, in its order, before what was pending; nothing twice.
    expect(bodies).toEqual(old.entries.slice(1).map((entry) => entry.body));
    expect(carried).toBe(4);
    expect([...ledger.textsOf(1 as Seq, 99 as Seq).values()].map(({ text }) => text)).toEqual([
      'Nhân viên rất tận tình',
    ]);
    // And it is not asked after again.
    expect(ledgersAside(path)).toEqual([expect.objectContaining({ path: aside.path, watermark: 1 })]);
    expect(verifyLedger(aside.path)).toMatchObject({ ok: true, watermark: 1, entries: 7 });
  });

  it('is not kept from its new ledger by one aside that is damaged', () => {
    const path = ledgerPath();
    prepare(path, 5, 4);
    const aside = join(dirname(path), 'ledger-damaged.sqlite');
    writeFileSync(aside, 'not a ledger');
    const codes: string[] = [];
    const log = ({ code }: { readonly code: string }): void => void codes.push(code);
    expect(ledgersAside(path, log)).toEqual([]);
    const lost = [{ path: aside, above: 0 as Seq }];
    const { ledger, carried } = rotateLedger({ ...options(path), log }, lost);
    ledger.close();
    expect(carried).toBe(3);
    expect(codes).toEqual(['ledger/corrupt', 'ledger/corrupt', 'ledger/rotated']);
    expect(verifyLedger(path).ok).toBe(true);
  });

  it('never overwrites a ledger that was set aside before', () => {
    const path = ledgerPath();
    const old = prepare(path, 3, 3);
    copyFileSync(path, `${path}.image`);
    rotateLedger(options(path)).ledger.close();
    renameSync(`${path}.image`, path);
    const { ledger, old: aside } = rotateLedger(options(path));
    ledger.close();
    expect(aside).toMatchObject({ id: old.id });
    expect(aside.path).toMatch(/-2\.sqlite$/);
  });

  it('moves a long backlog in order', () => {
    const path = ledgerPath();
    const old = prepare(path, 1_200, 0);
    const { ledger, carried } = rotateLedger(options(path));
    onTestFinished(() => ledger.close());
    expect(carried).toBe(1_202);
    const bodies = all(ledger)
      .map(entryOf)
      .flatMap((entry) => (entry.kind === 'carried' ? [entry.body] : []));
    expect(bodies).toEqual(old.entries.map((entry) => entry.body));
  });

  it('is refused while the old ledger is open, here or for a reader that stays', () => {
    const path = ledgerPath();
    prepare(path, 3, 0);
    const reader = new Database(path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM entry').get();
    expect(codeOf(() => rotateLedger(options(path)))).toBe('ledger/in-use');
    reader.close();
    const ledger = openTestLedger(path);
    expect(ledger.head().seq).toBe(5);
    expect(codeOf(() => rotateLedger(options(path)))).toBe('ledger/in-use');
  });
});

needs('strace')('a rotation that is killed', () => {
  const rotateUnder = (path: string, injection: string) =>
    spawnSync(
      'strace',
      [
        '-f',
        '-qq',
        '-o',
        '/dev/null',
        '-e',
        `trace=${injection.split(':')[0]}`,
        '-e',
        `inject=${injection}`,
      ].concat(process.execPath, join(import.meta.dirname, 'rotate-and-report.ts'), path),
      { encoding: 'utf8' },
    );

  it.each([
    ['before the old ledger is set aside', 'rename,renameat,renameat2:signal=SIGKILL:when=1', 'old'],
    ['between the two', 'rename,renameat,renameat2:signal=SIGKILL:when=2', 'new'],
    ['in the middle of the carrying', 'pwrite64:signal=SIGKILL:when=40', 'old'],
    ['while the new file becomes durable', 'fdatasync,fsync:signal=SIGKILL:when=6', 'old'],
  ])('%s goes on where it stood and loses nothing', (_when, injection, survivor) => {
    const path = ledgerPath();
    const before = prepare(path, 300, 100);
    const killed = rotateUnder(path, injection);
    expect(killed.stdout).not.toContain('rotated');
    const ledger = openLedger(options(path));
    expect(ledger.id === before.id ? 'old' : 'new').toBe(survivor);
    ledger.close();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.next'))).toEqual([]);
    if (survivor === 'old') rotateLedger(options(path)).ledger.close();
    const after = openTestLedger(path);
    const carried = all(after)
      .map(entryOf)
      .flatMap((entry) =>
        entry.kind === 'carried' ? [entryHash(sha256, entry.prev as HashHex, entry.body)] : [],
      );
    expect(carried).toEqual(before.entries.slice(100).map((entry) => entry.hash));
    after.close();
    expect(verifyLedger(path).findings).toEqual([]);
    expect(verifyLedger(join(dirname(path), `ledger-${before.id}.sqlite`)).entries).toBe(302);
  });
});
