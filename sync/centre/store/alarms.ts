import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';

export const alarmCodes = [
  'ledger-forked',
  'ledger-claimed',
  'ledger-replaced',
  'ledger-not-enrolled',
  'ledger-shortened',
  'entry-quarantined',
  'unknown-department',
  'clock-uncorrectable',
  'clock-contradiction',
  'centre-restored',
  'kiosk-silent',
  'kiosk-backlog',
  'kiosk-clock',
  'dissatisfied-ratings',
] as const;
export type AlarmCode = (typeof alarmCodes)[number];

export interface Alarm {
  readonly code: AlarmCode;
  readonly subject: string;
  readonly message: string;
  readonly raisedAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
  readonly resolvedAt: Instant | null;
}

export interface Alarms {
  /** Raises an alarm, or counts it once more; a resolved one comes back. */
  raise(code: AlarmCode, subject: string, message: string, now: Instant): void;
  resolve(code: AlarmCode, subject: string, now: Instant): void;
  list(): readonly Alarm[];
}

export const alarmsOf = (db: Database.Database): Alarms => {
  const raise = db.prepare(
    `INSERT INTO alarm (code, subject, message, raised_at, last_at, times) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT (code, subject) DO UPDATE
     SET message = excluded.message, last_at = excluded.last_at, times = times + 1, resolved_at = NULL`,
  );
  const resolve = db.prepare(
    'UPDATE alarm SET resolved_at = ? WHERE code = ? AND subject = ? AND resolved_at IS NULL',
  );
  const list = db.prepare<[], Alarm>(
    `SELECT code, subject, message, raised_at AS raisedAt, last_at AS lastAt, times, resolved_at AS resolvedAt
     FROM alarm ORDER BY alarm_no`,
  );
  return {
    raise: (code, subject, message, now) => void raise.run(code, subject, message, now, now),
    resolve: (code, subject, now) => void resolve.run(now, code, subject),
    list: () => list.all(),
  };
};
