import type Database from 'better-sqlite3';

type Values = readonly (string | number | null)[];

/** Rows that follow each other and differ in few columns, written many in one statement. */
export interface RowRuns<Shared extends Values, Row extends Values> {
  /** Writes the rows in order; `sharedFrom` are the values that the rows from an index on have in common. */
  write(sharedFrom: (index: number) => Shared, rows: readonly Row[]): void;
}

export interface RunShape<Shared extends Values, Row extends Values> {
  /** `table (columns)` */
  readonly into: string;
  /** The names of the shared values and of a row's own, for `select`; `nth` is a row's place in its statement, from 0 on. */
  readonly shared: { readonly [I in keyof Shared]: string };
  readonly own: { readonly [I in keyof Row]: string };
  /** The columns' values. */
  readonly select: string;
}

// A call into SQLite, and every value that is bound, costs as much as the insert of a row: one alone only where it stands alone.
const sizes = [32, 8, 1] as const;

export const rowRuns = <Shared extends Values, Row extends Values>(
  db: Database.Database,
  { into, shared, own, select }: RunShape<Shared, Row>,
): RowRuns<Shared, Row> => {
  // A row's own values come first in the join: they are read as they stand, whereas what comes second is copied aside before.
  const insertOf = (size: number): Database.Statement<unknown[]> => {
    const row = `?, `.repeat(own.length);
    const rows = Array.from({ length: size }, (_, i) => `(${row}${i})`);
    return db.prepare<unknown[]>(
      `WITH shared (${shared.join(', ')}) AS (VALUES (${shared.map(() => '?').join(', ')})),
         own (${own.join(', ')}, nth) AS (VALUES ${rows.join(', ')})
       INSERT INTO ${into} SELECT ${select} FROM own CROSS JOIN shared`,
    );
  };
  const inserts = sizes.map((size) => ({ size, insert: insertOf(size) }));
  return {
    write: (sharedFrom, rows) => {
      let at = 0;
      for (const { size, insert } of inserts) {
        for (; rows.length - at >= size; at += size) {
          const values: unknown[] = [...sharedFrom(at)];
          for (let i = at; i < at + size; i += 1) values.push(...(rows[i] ?? []));
          insert.run(values);
        }
      }
    },
  };
};
