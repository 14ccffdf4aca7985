import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verifyCentreStore } from '../../sync/centre/verify-store.ts';
import { mintKeyPair } from '../../sync/proof/signing.ts';
import { temporaryFolder } from '../support/folder.ts';
import { alter, makeStore } from './support/whole-store.ts';

describe('verify names what was changed', () => {
  const cases: readonly [name: string, sql: string, where: RegExp, reason: RegExp][] = [
    [
      'an entry’s body',
      `UPDATE entry SET body = replace(body, 'comment', 'dissatisfied-time') WHERE ledger_no = 1 AND seq = 4`,
      /^K:4$/,
      /bytes/,
    ],
    [
      'an entry’s hash',
      `UPDATE entry SET hash = zeroblob(32) WHERE ledger_no = 1 AND seq = 7`,
      /^K:7$/,
      /bytes/,
    ],
    ['a removed entry', `DELETE FROM entry WHERE ledger_no = 1 AND seq = 9`, /^K:9$/, /missing/],
    ['a cut-off end', `DELETE FROM entry WHERE ledger_no = 1 AND seq = 25`, /^K:25$/, /end at 24/],
    ['the ledger’s head', `UPDATE ledger SET head = zeroblob(32) WHERE ledger_no = 1`, /^K/, /ends/],
    [
      'the ledger’s id',
      `UPDATE ledger SET id = 'aaaaaaaaaaaaaaaaaaaaaaaaaa' WHERE ledger_no = 1`,
      /^a{26}$/,
      /key/,
    ],
    [
      'the signature',
      `UPDATE seal SET sig = replace(sig, substr(sig, 5, 1), CASE substr(sig, 5, 1) WHEN 'A' THEN 'B' ELSE 'A' END) WHERE ledger_no = 1`,
      /^K$/,
      /not valid/,
    ],
    [
      'what was signed',
      `UPDATE seal SET signed_text = signed_text || ' ' WHERE ledger_no = 1`,
      /^K$/,
      /not valid/,
    ],
    ['no signature', `DELETE FROM seal WHERE ledger_no = 2`, /^O$/, /missing/],
    [
      'a rating’s category',
      `UPDATE rating SET category = 0 WHERE ledger_no = 1 AND seq = 5`,
      /^K:5$/,
      /category/,
    ],
    [
      'a rating’s department',
      `UPDATE rating SET department_no = 2 WHERE ledger_no = 1 AND seq = 6`,
      /^K:6$/,
      /department/,
    ],
    [
      'a rating’s department and category, so that they add up to the same',
      `UPDATE rating SET department_no = department_no - 1, category = category + 8 WHERE ledger_no = 1 AND seq = 5`,
      /^K:5$/,
      /category/,
    ],
    [
      'a rating’s instant',
      `UPDATE rating SET occurred_at = occurred_at - 2592000000 WHERE ledger_no = 1 AND seq = 6`,
      /^K:6$/,
      /instant/,
    ],
    ['a rating’s state', `UPDATE rating SET state = 2 WHERE ledger_no = 1 AND seq = 6`, /^K:6$/, /state/],
    ['a removed rating', `DELETE FROM rating WHERE ledger_no = 1 AND seq = 8`, /^K:8$/, /missing/],
    [
      'an invented rating',
      `INSERT INTO rating SELECT ledger_no, 23, NULL, department_no, counter, category, via, state, occurred_at, clock, boot_no, wall_at, up, arrival, NULL FROM rating WHERE ledger_no = 1 AND seq = 1`,
      /^K:23$/,
      /does not tell/,
    ],
    [
      'a rating that is counted twice',
      `INSERT INTO rating SELECT 2, 1, e.hash, department_no, counter, category, via, state, occurred_at, clock, boot_no, wall_at, up, arrival, NULL FROM rating r JOIN entry e USING (ledger_no, seq) WHERE ledger_no = 1 AND seq = 1`,
      /^K:1$/,
      /counted twice/,
    ],
    [
      'a rating of no ledger',
      `INSERT INTO rating SELECT 99, 1, NULL, department_no, counter, category, via, state, occurred_at, clock, boot_no, wall_at, up, arrival, NULL FROM rating WHERE ledger_no = 1 AND seq = 1`,
      /^rating$/,
      /no entry/,
    ],
    [
      'an invented withdrawal',
      `INSERT INTO withdrawal SELECT zeroblob(32), hash, 1, 1, 1, 1 FROM entry WHERE ledger_no = 1 AND seq = 3`,
      /^K:3$/,
      /state/,
    ],
    ['a removed withdrawal', `DELETE FROM withdrawal`, /^K:19$/, /state/],
    ['a removed self-test', `DELETE FROM self_test`, /^self_test$/, /missing/],
    ['a boot’s clock', `UPDATE boot SET lower = 1700000000000, upper = 1700000000000`, /^K:1$/, /instant/],
    ['a removed quarantine', `DELETE FROM quarantine`, /^quarantine$/, /missing/],
    [
      'a journal entry',
      `UPDATE journal SET body = replace(body, 'thử máy', 'tự ý') WHERE body LIKE '%thử máy%'`,
      /^journal:3$/,
      /bytes/,
    ],
    [
      'a journal’s signature',
      `UPDATE journal SET sig = (SELECT sig FROM journal WHERE seq = 1) WHERE seq = 2`,
      /^journal:2$/,
      /signature/,
    ],
    ['a removed journal entry', `DELETE FROM journal WHERE seq = 2`, /^journal:2$/, /missing/],
    [
      'a void that nobody signed',
      `INSERT INTO void SELECT hash, 999, 1 FROM entry WHERE ledger_no = 1 AND seq = 3`,
      /^K:3$/,
      /state/,
    ],
    ['a removed void', `DELETE FROM void`, /^K:2$/, /state/],
    [
      'a department’s name',
      `UPDATE department_term SET name = 'Sở Ba' WHERE name = 'Sở Hai'`,
      /^department_term$/,
      /journal/,
    ],
    ['a cut-off day', `UPDATE cut_off SET day = 10`, /^cut_off$/, /journal/],
    ['a removed closing', `DELETE FROM closing`, /^closing$/, /journal/],
    ['a comment that was erased by hand', `UPDATE comment SET erased_at = 1`, /^comment_erased$/, /journal/],
    ['a comment’s text', `UPDATE comment_text SET text = 'Rất tệ'`, /^comment /, /hashed/],
    [
      'a department’s id',
      `UPDATE department SET id = 'so-khac' WHERE id = 'so-tu-phap'`,
      /^K:1$/,
      /department/,
    ],
    ['the centre’s key', `UPDATE meta SET public_key = '${mintKeyPair().publicKey}'`, /^meta$/, /belong/],
    [
      'a trigger',
      `CREATE TRIGGER t AFTER INSERT ON rating BEGIN DELETE FROM entry; END`,
      /^schema$/,
      /not those/,
    ],
  ];
  it.each(cases)('%s', (_name, sql, where, reason) => {
    const { path, kiosk, other } = makeStore();
    expect(verifyCentreStore(path).ok).toBe(true);
    alter(path, sql);
    const report = verifyCentreStore(path);
    expect(report.ok).toBe(false);
    const [first] = report.findings;
    const named = first?.where.replace(kiosk.ledger, 'K').replace(other.ledger, 'O') ?? '';
    expect(named).toMatch(where);
    expect(first?.reason).toMatch(reason);
  });

  it('a hash whose last byte went over to the next', () => {
    const { path, kiosk } = makeStore();
    const db = new Database(path);
    const hash = db
      .prepare<[number], Buffer>('SELECT hash FROM entry WHERE ledger_no = 1 AND seq = ?')
      .pluck();
    const [fifth, sixth] = [hash.get(5), hash.get(6)];
    db.close();
    alter(path, 'UPDATE entry SET hash = ? WHERE ledger_no = 1 AND seq = 5', fifth?.subarray(0, 31));
    const longer = Buffer.concat([fifth?.subarray(31) ?? Buffer.alloc(1), sixth ?? Buffer.alloc(32)]);
    alter(path, 'UPDATE entry SET hash = ? WHERE ledger_no = 1 AND seq = 6', longer);
    expect(verifyCentreStore(path).findings[0]).toMatchObject({ where: `${kiosk.ledger}:5` });
  });

  it('an entry before the first', () => {
    const { path, kiosk } = makeStore();
    alter(
      path,
      `INSERT INTO entry SELECT ledger_no, 0, body, hash FROM entry WHERE ledger_no = 1 AND seq = 1`,
    );
    expect(verifyCentreStore(path).findings[0]).toMatchObject({ where: `${kiosk.ledger}:1` });
  });

  it('a file that is none of ours, a file that is not there, an empty one', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.sqlite'), 'hello '.repeat(500));
    writeFileSync(join(folder, 'b.sqlite'), '');
    for (const name of ['a.sqlite', 'b.sqlite', 'c.sqlite']) {
      expect(verifyCentreStore(join(folder, name))).toMatchObject({ ok: false, entries: 0 });
    }
  });
});

describe('flipped bytes', () => {
  // What no reader looks at may change unseen: free space in pages, and the file's change counters.
  const isHarmless = (before: readonly unknown[], after: readonly unknown[]): boolean =>
    JSON.stringify(before) === JSON.stringify(after);
  const dump = (path: string): readonly unknown[] => {
    const db = new Database(path, { readonly: true });
    try {
      const tables = [
        'entry',
        'ledger',
        'seal',
        'rating',
        'withdrawal',
        'comment',
        'comment_text',
        'self_test',
        'department',
      ];
      const rows = tables.map((table) =>
        db
          .prepare(`SELECT * FROM ${table}`)
          .raw()
          .all()
          .map((row) =>
            (row as unknown[]).map((cell) =>
              cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : cell,
            ),
          ),
      );
      return [
        ...rows,
        db
          .prepare(
            'SELECT count(*), sum(state), sum(category), sum(occurred_at) FROM rating INDEXED BY rating_table WHERE department_no > 0',
          )
          .raw()
          .get(),
      ];
    } finally {
      db.close();
    }
  };

  it('anywhere in the file never crash verify, and never pass where a reader would see them', () => {
    const { path } = makeStore();
    const good = readFileSync(path);
    const before = dump(path);
    const copy = join(temporaryFolder(), 'centre.sqlite');
    let found = 0;
    let harmless = 0;
    // Every region of the file, a few hundred places, fixed so that a failure can be looked at.
    for (let at = 1; at < good.length; at += 1_009) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(copy, bad);
      const report = verifyCentreStore(copy);
      if (report.ok) {
        expect(isHarmless(before, dump(copy)), `byte ${at}`).toBe(true);
        harmless += 1;
      } else {
        expect(report.findings[0]?.where.length, `byte ${at}`).toBeGreaterThan(0);
        found += 1;
      }
      for (const more of ['-wal', '-shm']) rmSync(`${copy}${more}`, { force: true });
    }
    expect(found).toBeGreaterThan(20);
    expect(harmless).toBeGreaterThan(0);
    copyFileSync(path, copy);
    expect(verifyCentreStore(copy).ok).toBe(true);
  });

  it('in the body of an entry name the entry', () => {
    const { path, kiosk } = makeStore();
    const bytes = readFileSync(path);
    const at = bytes.indexOf(kiosk.bodies[11] ?? '');
    expect(at).toBeGreaterThan(0);
    for (const offset of [0, 10, 40, 100]) {
      const bad = Buffer.from(bytes);
      bad[at + offset] = (bad[at + offset] ?? 0) ^ 1;
      writeFileSync(path, bad);
      expect(verifyCentreStore(path).findings[0]).toMatchObject({ where: `${kiosk.ledger}:12` });
    }
  });
});
