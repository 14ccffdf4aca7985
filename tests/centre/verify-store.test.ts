import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { beginTerm } from '../../sync/centre/registry/terms.ts';
import { storePathIn } from '../../sync/centre/store/open-store.ts';
import { verifyCentreStore } from '../../sync/centre/verify-store.ts';
import type { PeriodLabel, ReportDay } from '../../sync/domain/period.ts';
import { commentHash } from '../../sync/proof/comment-hash.ts';
import { mintKeyPair } from '../../sync/proof/signing.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import {
  department,
  instant,
  ratingDraft,
  type ScriptedKiosk,
  scriptKiosk,
  seq,
} from './support/scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');

/** A closed store with two ledgers and one fact of every kind. */
const makeStore = (): { path: string; kiosk: ScriptedKiosk; other: ScriptedKiosk } => {
  const dataDir = temporaryFolder();
  const centre = openBenchCentre(noon, dataDir);
  const kiosk = scriptKiosk('k1', noon);
  const salt = '0f'.repeat(16);
  const text = 'Nhân viên rất nhiệt tình';
  for (let i = 0; i < 20; i += 1)
    kiosk.write(ratingDraft({ category: i % 2 ? 'comment' : 'dissatisfied-time' }));
  kiosk.write({ kind: 'comment', of: seq(20), ofHash: kiosk.hashAt(20), textHash: commentHash(salt, text) });
  kiosk.write({ kind: 'withdrawal', of: seq(19), ofHash: kiosk.hashAt(19) });
  kiosk.write({ kind: 'self-test', category: 'comment', via: 'serial' });
  kiosk.write({ kind: 'clock-step', from: noon, to: noon });
  kiosk.writeRaw('nonsense');
  const other = scriptKiosk('k2', noon);
  other.write({ kind: 'carried', ledger: kiosk.ledger, prev: kiosk.hashAt(0), body: kiosk.bodies[0] ?? '' });
  other.write(ratingDraft({ repeat: true }));
  centre.take(kiosk.entriesTopic, kiosk.batch(1, 25, { texts: [{ seq: seq(21), salt, text }] }));
  centre.take(other.entriesTopic, other.batch(1));
  expect(centre.verify()).toMatchObject({ ok: true, ledgers: 2, entries: 27, ratings: 21, findings: [] });
  expect(centre.count('comment_text')).toBe(1);
  const { desk } = centre;
  const two = { id: department('so-hai'), order: 9, name: 'Sở Hai' };
  expect(desk.changeDepartments((now) => beginTerm(now, two, '2020-01-01' as ReportDay), 'an').ok).toBe(true);
  const voided = desk.voidRating({ ledger: kiosk.ledger, seq: seq(2), person: 'an', reason: 'thử máy' });
  expect(voided.ok).toBe(true);
  centre.now = instant('2021-02-17T00:00:00+07:00');
  expect(desk.close({ label: '2021-02' as PeriodLabel, person: 'an', reason: 'đã gọi quầy' }).ok).toBe(true);
  expect(desk.setCutOff({ from: '2021-03' as PeriodLabel, day: 20 }, 'an')).toEqual({ ok: true });
  expect(centre.verify().findings).toEqual([]);
  centre.store.close();
  return { path: storePathIn(dataDir), kiosk, other };
};

const alter = (path: string, sql: string, ...values: unknown[]): void => {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.prepare(sql).run(...values);
  db.close();
};

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
