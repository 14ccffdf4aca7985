import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { HashHex } from '../../domain/ids.ts';
import type { BootClock } from '../clock/boot-clock.ts';
import { closingsOf } from '../periods/closings.ts';
import { readBootClock } from '../store/boots.ts';

interface BootRow {
  readonly boot_no: number;
  readonly kiosk_no: number;
  readonly id: string;
}

/** What the store says about boots, departments and exclusions, read once: the frame in which every rating is checked. */
export interface Frame {
  bootNo(kioskNo: number, boot: string): number | undefined;
  clockOf(bootNo: number): BootClock;
  departmentNo(id: string): number | undefined;
  /** The arrivals in which an identity was withdrawn and voided. */
  withdrawnIn(identity: string): number | undefined;
  voidedIn(identity: string): number | undefined;
  /** Whether ratings of this boot keep a place in a closed period that is no longer the one that its clock gives. */
  isFrozen(bootNo: number): boolean;
  /** The clock by which a rating was placed that stands in a closed period. */
  frozenClock(bootNo: number, occurredAt: number, arrival: number): BootClock | undefined;
  identityOf(hash: HashHex): HashHex;
  /** Whether a rating stands in the table that was carried from the place of this identity. */
  isCarried(identity: string): boolean;
}

const hexSet = (db: Database.Database, sql: string): ReadonlySet<string> =>
  new Set(db.prepare<[], string>(sql).pluck().all());

const hexMap = (db: Database.Database, sql: string): ReadonlyMap<string, number> =>
  new Map(db.prepare<[], [string, number]>(sql).raw().all());

const steps = z.array(z.object({ up: z.number(), claim: z.number() }));

type Freezes = ReadonlyMap<number, ReadonlyMap<string, BootClock>>;
const readFreezes = (db: Database.Database): Freezes => {
  const found = new Map<number, Map<string, BootClock>>();
  const rows = db
    .prepare<[], [number, string, number | null, number | null, string]>(
      'SELECT boot_no, label, lower, upper, steps FROM boot_freeze',
    )
    .raw();
  for (const [bootNo, label, lower, upper, text] of rows.iterate()) {
    const ofBoot = found.get(bootNo) ?? new Map<string, BootClock>();
    found.set(bootNo, ofBoot.set(label, { lower, upper, steps: steps.parse(JSON.parse(text)) }));
  }
  return found;
};

export const readFrame = (db: Database.Database): Frame => {
  const boots = new Map<string, number>();
  for (const row of db.prepare<[], BootRow>('SELECT boot_no, kiosk_no, id FROM boot').iterate()) {
    boots.set(`${row.kiosk_no}/${row.id}`, row.boot_no);
  }
  const readClock = readBootClock(db);
  const clocks = new Map<number, BootClock>();
  const departments = new Map(
    db.prepare<[], [string, number]>('SELECT id, department_no FROM department').raw().all(),
  );
  const withdrawn = hexMap(db, 'SELECT lower(hex(target)), min(arrival) FROM withdrawal GROUP BY target');
  const voids = hexMap(db, 'SELECT lower(hex(target)), arrival FROM void');
  const freezes = readFreezes(db);
  const closings = closingsOf(db);
  const carried = hexSet(db, 'SELECT lower(hex(identity)) FROM rating WHERE identity IS NOT NULL');
  const aliases = new Map(
    db
      .prepare<[], [HashHex, HashHex]>('SELECT lower(hex(hash)), lower(hex(identity)) FROM alias')
      .raw()
      .all(),
  );
  // A look-up hashes 64 digits for every entry of the store: none where nothing can be found.
  const foundIn = (map: ReadonlyMap<string, number>): ((identity: string) => number | undefined) =>
    map.size === 0 ? () => undefined : (identity) => map.get(identity);
  return {
    bootNo: (kioskNo, boot) => boots.get(`${kioskNo}/${boot}`),
    clockOf: (bootNo) => {
      const known = clocks.get(bootNo) ?? readClock(bootNo);
      clocks.set(bootNo, known);
      return known;
    },
    departmentNo: (id) => departments.get(id),
    withdrawnIn: foundIn(withdrawn),
    voidedIn: foundIn(voids),
    isFrozen: (bootNo) => freezes.has(bootNo),
    frozenClock: (bootNo, occurredAt, arrival) => {
      const ofBoot = freezes.get(bootNo);
      const label = ofBoot && closings.frozenIn(occurredAt, arrival);
      return label === undefined ? undefined : ofBoot?.get(label);
    },
    identityOf: (hash) => aliases.get(hash) ?? hash,
    isCarried: carried.size === 0 ? () => false : (identity) => carried.has(identity),
  };
};
