import type Database from 'better-sqlite3';
import type { CentreId, Instant } from '../../domain/ids.ts';
import { type KioskCommands, kioskCommandsOf } from '../fleet/commands.ts';
import { type Enrolled, enrolledOf } from '../fleet/enrolled.ts';
import { type Journal, journalOf } from '../journal/journal.ts';
import { type Closings, closingsOf } from '../periods/closings.ts';
import { type Registry, registryOf } from '../registry/registry.ts';
import { type Alarms, alarmsOf } from './alarms.ts';
import { type Boots, bootsOf } from './boots.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Kiosks, kiosksOf } from './kiosks.ts';
import { type CentreIdentity, openStore } from './open-store.ts';

/** The centre's store, open for writing: its tables by what they are for, and the transaction that holds them together. */
export interface CentreStore {
  readonly db: Database.Database;
  readonly identity: CentreIdentity;
  readonly evidence: Evidence;
  readonly facts: Facts;
  readonly boots: Boots;
  readonly kiosks: Kiosks;
  readonly commands: KioskCommands;
  readonly enrolled: Enrolled;
  readonly registry: Registry;
  readonly alarms: Alarms;
  readonly journal: Journal;
  readonly closings: Closings;
  /** The next place in the order in which facts came to stand as they are; closing a period cuts by it. */
  nextArrival(): number;
  /** Runs `work` in one IMMEDIATE transaction and returns after COMMIT; whatever it throws rolls everything back. */
  transact<T>(work: () => T): T;
  close(): void;
}

/** @throws CentreError as `openStore` */
export const openCentreStore = (dataDir: string, centre: CentreId, now: Instant): CentreStore => {
  const { db, identity, close } = openStore(dataDir, centre, now);
  const readArrivals = db.prepare<[], number>('SELECT arrivals FROM meta').pluck();
  const writeArrivals = db.prepare('UPDATE meta SET arrivals = ?');
  // Counted in memory and written once a transaction: a batch of 500 needs 500 of them.
  let arrivals = readArrivals.get() ?? 0;
  const nextArrival = (): number => {
    arrivals += 1;
    return arrivals;
  };
  const evidence = evidenceOf(db);
  const journal = journalOf(db, identity);
  const closings = closingsOf(db);
  const boots = bootsOf(db, { nextArrival, frozenIn: closings.frozenIn });
  const registry = registryOf(db, journal);
  const alarms = alarmsOf(db);
  const facts = factsOf(db, { evidence, boots, registry, alarms, nextArrival });
  return {
    db,
    identity,
    evidence,
    facts,
    boots,
    kiosks: kiosksOf(db),
    commands: kioskCommandsOf(db),
    enrolled: enrolledOf(db),
    registry,
    alarms,
    journal,
    closings,
    nextArrival,
    transact: <T>(work: () => T): T => {
      const before = arrivals;
      const wholeWork = (): T => {
        const result = work();
        if (arrivals !== before) writeArrivals.run(arrivals);
        return result;
      };
      try {
        return db.transaction(wholeWork).immediate();
      } catch (cause) {
        // What was read ahead may never have been written.
        arrivals = before;
        boots.forget();
        registry.forget();
        facts.forget();
        throw cause;
      }
    },
    close,
  };
};
