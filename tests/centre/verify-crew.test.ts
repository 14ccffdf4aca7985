import { describe, expect, it } from 'vitest';
import { openStoreForReading, storePathIn } from '../../sync/centre/store/open-store.ts';
import { startCrew } from '../../sync/centre/verify/crew.ts';
import { verifyCentreStore } from '../../sync/centre/verify-store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { instant, ratingDraft, scriptKiosk, seq } from './support/scripted-kiosk.ts';
import { alter, makeStore } from './support/whole-store.ts';

const noon = instant('2021-02-01T12:00:00+07:00');

// One of every kind of place that a flaw may be found in, and some in two ledgers at once, the later one first.
const changes: readonly (readonly string[])[] = [
  [],
  [`UPDATE rating SET occurred_at = 1 WHERE ledger_no = 2 AND seq = 2`, `DELETE FROM rating WHERE seq = 8`],
  [`UPDATE entry SET body = replace(body, 'comment', 'comments')`],
  [`DELETE FROM entry WHERE ledger_no = 1 AND seq = 9`, `UPDATE seal SET sig = ''`],
  [`DELETE FROM self_test`, `DELETE FROM quarantine`],
  [`UPDATE entry SET ledger_no = 99 WHERE ledger_no = 2 AND seq = 2`],
  [`DROP INDEX rating_odd_clock`, `UPDATE comment_text SET text = ''`, `DELETE FROM void`],
];

describe('helpers', () => {
  it.each(changes.map((sqls) => [sqls.join('; ') || 'nothing', sqls] as const))(
    'make no difference to what is found after: %s',
    (_name, sqls) => {
      const { path } = makeStore();
      for (const sql of sqls) alter(path, sql);
      const alone = verifyCentreStore(path, 0);
      expect(alone.ok).toBe(sqls.length === 0);
      expect(verifyCentreStore(path, 2)).toEqual(alone);
    },
  );

  it('share the ledgers, each proven once, and the rows in them counted', () => {
    const dataDir = temporaryFolder();
    const centre = openBenchCentre(noon, dataDir);
    for (let i = 1; i <= 9; i += 1) {
      const kiosk = scriptKiosk(`k${i}`, noon);
      // More than one reading holds; and a body with a line feed, over which entries cannot be read many as one text.
      for (let n = 0; n < 120 * i; n += 1) kiosk.write(ratingDraft());
      kiosk.writeRaw('two\nlines');
      for (let from = 1; from <= kiosk.head(); from += 400)
        centre.take(kiosk.entriesTopic, kiosk.batch(from, Math.min(kiosk.head(), from + 399)));
    }
    centre.store.close();
    const db = openStoreForReading(storePathIn(dataDir));
    db.exec('BEGIN');
    const crew = startCrew(db, 2);
    expect(crew.prove()).toMatchObject({
      count: { ledgers: 9, entries: 5_409, ratings: 5_400 },
      counts: { entry: 5_409, rating: 5_400 },
    });
    expect(crew.integrity()).toEqual(['ok']);
    db.close();
  });

  it('that see another state of the store leave the ledgers to the one who asked', () => {
    const dataDir = temporaryFolder();
    const centre = openBenchCentre(noon, dataDir);
    const kiosk = scriptKiosk('k1', noon);
    for (let n = 0; n < 20; n += 1) kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1, 10));
    const db = openStoreForReading(storePathIn(dataDir));
    db.exec('BEGIN');
    expect(db.prepare('SELECT count(*) FROM entry').pluck().get()).toBe(10);
    centre.take(kiosk.entriesTopic, kiosk.batch(seq(11), 20));
    const crew = startCrew(db, 1);
    expect(crew.prove()).toMatchObject({
      count: { ledgers: 1, entries: 10, ratings: 10 },
      counts: undefined,
    });
    expect(crew.integrity()).toEqual(['ok']);
    db.close();
    expect(verifyCentreStore(storePathIn(dataDir), 1)).toMatchObject({ ok: true, entries: 20, ratings: 20 });
    centre.store.close();
  });
});
