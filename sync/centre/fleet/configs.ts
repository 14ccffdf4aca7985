import type Database from 'better-sqlite3';
import type { Instant, KioskId } from '../../domain/ids.ts';

export interface KioskConfigRow {
  readonly kiosk: KioskId;
  readonly revision: number;
  /** The signed message as it is published. */
  readonly message: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** The configuration of each kiosk that was given one. */
export interface KioskConfigs {
  all(): readonly KioskConfigRow[];
  find(kiosk: KioskId): KioskConfigRow | undefined;
  /** Runs in the caller's transaction. */
  put(row: KioskConfigRow): void;
}

const columns = 'kiosk, revision, message, changed_at AS changedAt, changed_by AS changedBy';

/** From a store open for writing or, for reading alone, for reading. */
export const kioskConfigsOf = (db: Database.Database): KioskConfigs => {
  const all = db.prepare<[], KioskConfigRow>(`SELECT ${columns} FROM kiosk_config ORDER BY kiosk`);
  const find = db.prepare<[KioskId], KioskConfigRow>(`SELECT ${columns} FROM kiosk_config WHERE kiosk = ?`);
  const put = db.prepare<KioskConfigRow>(
    `INSERT INTO kiosk_config (kiosk, revision, message, changed_at, changed_by)
     VALUES (@kiosk, @revision, @message, @changedAt, @changedBy)
     ON CONFLICT (kiosk) DO UPDATE SET revision = excluded.revision, message = excluded.message,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  );
  return { all: () => all.all(), find: (kiosk) => find.get(kiosk), put: (row) => void put.run(row) };
};
