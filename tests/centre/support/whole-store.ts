import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { beginTerm } from '../../../sync/centre/registry/terms.ts';
import { storePathIn } from '../../../sync/centre/store/open-store.ts';
import type { PeriodLabel, ReportDay } from '../../../sync/domain/period.ts';
import { commentHash } from '../../../sync/proof/comment-hash.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { openBenchCentre } from './bench-centre.ts';
import { department, instant, ratingDraft, type ScriptedKiosk, scriptKiosk, seq } from './scripted-kiosk.ts';

const noon = instant('2021-02-01T12:00:00+07:00');

/** A closed store with two ledgers and one fact of every kind. */
export const makeStore = (): { path: string; kiosk: ScriptedKiosk; other: ScriptedKiosk } => {
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

export const alter = (path: string, sql: string, ...values: unknown[]): void => {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.prepare(sql).run(...values);
  db.close();
};
