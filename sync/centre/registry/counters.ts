import type Database from 'better-sqlite3';
import type { CounterId, DepartmentId, Instant, KioskId } from '../../domain/ids.ts';
import type { ReportDay } from '../../domain/period.ts';
import type { Journal } from '../journal/journal.ts';

/** A counter, what is written above it, and whose it is, from day to day. */
export interface CounterRecord {
  readonly id: CounterId;
  readonly terms: readonly {
    readonly from: ReportDay | null;
    readonly to: ReportDay | null;
    readonly label: string;
    readonly department: DepartmentId | null;
  }[];
}

export interface CounterRegistry {
  all(): readonly CounterRecord[];
  /** Writes counters as they are to stand; runs in the caller's transaction. */
  set(counters: readonly CounterRecord[], person: string, on: Instant): void;
  /** Where a kiosk said that it stands, oldest first, by its own wall clock. */
  bindings(kiosk: KioskId): readonly {
    readonly department: DepartmentId;
    readonly counter: CounterId;
    readonly wallAt: Instant;
  }[];
}

interface TermRow {
  readonly id: CounterId;
  readonly from: ReportDay | '';
  readonly to: ReportDay | null;
  readonly label: string;
  readonly department: DepartmentId | null;
}

/** Reads the counters from a store, open for writing or only for reading. */
export const counterReader = (db: Database.Database): (() => readonly CounterRecord[]) => {
  const select = db.prepare<[], TermRow>(
    'SELECT id, valid_from AS "from", valid_to AS "to", label, department FROM counter_term ORDER BY id, valid_from',
  );
  return () => {
    const found = new Map<CounterId, CounterRecord>();
    for (const { id, from, to, label, department } of select.all()) {
      const term = { from: from === '' ? null : from, to, label, department };
      found.set(id, { id, terms: [...(found.get(id)?.terms ?? []), term] });
    }
    return [...found.values()];
  };
};

export const counterRegistryOf = (db: Database.Database, journal: Journal): CounterRegistry => {
  const all = counterReader(db);
  const clear = db.prepare('DELETE FROM counter_term WHERE id = ?');
  const add = db.prepare(
    'INSERT INTO counter_term (id, valid_from, valid_to, label, department) VALUES (?, ?, ?, ?, ?)',
  );
  const bindings = db.prepare<[KioskId], ReturnType<CounterRegistry['bindings']>[number]>(
    `SELECT department, counter, wall_at AS wallAt FROM binding JOIN kiosk USING (kiosk_no)
     WHERE kiosk.id = ? ORDER BY ledger_no, seq`,
  );
  return {
    all,
    set: (wanted, person, on) => {
      const before = new Map(all().map((counter) => [counter.id, JSON.stringify(counter)]));
      const changed = wanted.filter((counter) => before.get(counter.id) !== JSON.stringify(counter));
      if (changed.length === 0) return;
      for (const { id, terms } of changed) {
        clear.run(id);
        for (const { from, to, label, department } of terms) add.run(id, from ?? '', to, label, department);
      }
      journal.append(
        { kind: 'counters', set: changed.map(({ id, terms }) => ({ id, terms: [...terms] })) },
        person,
        on,
      );
    },
    bindings: (kiosk) => bindings.all(kiosk),
  };
};
