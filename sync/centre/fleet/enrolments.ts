import { randomInt } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Instant, KioskId } from '../../domain/ids.ts';
import { codeAlphabet, codeLength } from '../../wire/enrolment.ts';
import { hashOfSecret } from '../people/secret.ts';

export interface EnrolmentRow {
  readonly enrolmentNo: number;
  readonly kiosk: KioskId;
  /** The kiosk's first configuration, as JSON. */
  readonly config: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}

/** How long somebody has to walk to the counter. */
export const enrolmentMs = 24 * 3_600_000;
const shownMs = 7 * enrolmentMs;

/** One-time codes for kiosks. Only the newest of a kiosk opens. */
export interface Enrolments {
  make(
    kiosk: KioskId,
    config: string,
    person: string,
    now: Instant,
  ): { readonly code: string; readonly no: number };
  /** The one that a code opens now; undefined for what is wrong, used, withdrawn or too old. */
  find(code: string, now: Instant): EnrolmentRow | undefined;
  /** In the transaction that does what it is for. */
  use(enrolmentNo: number, now: Instant): void;
  withdraw(enrolmentNo: number, now: Instant): EnrolmentRow | undefined;
  /** The newest first; what is long over is left out. */
  list(now: Instant): readonly EnrolmentRow[];
}

export const mintCode = (): string =>
  Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');

const columns = `enrolment_no AS enrolmentNo, kiosk, config, created_at AS createdAt, created_by AS createdBy,
  expires_at AS expiresAt, used_at AS usedAt, withdrawn_at AS withdrawnAt`;
const isOpen = 'used_at IS NULL AND withdrawn_at IS NULL';

export const enrolmentsOf = (db: Database.Database): Enrolments => {
  const clear = db.prepare(`UPDATE enrolment SET withdrawn_at = ? WHERE kiosk = ? AND ${isOpen}`);
  const add = db.prepare(
    'INSERT INTO enrolment (hash, kiosk, config, created_at, created_by, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const find = db.prepare<[Buffer, Instant], EnrolmentRow>(
    `SELECT ${columns} FROM enrolment WHERE hash = ? AND expires_at > ? AND ${isOpen}`,
  );
  const use = db.prepare('UPDATE enrolment SET used_at = ? WHERE enrolment_no = ?');
  const withdraw = db.prepare<[Instant, number], EnrolmentRow>(
    `UPDATE enrolment SET withdrawn_at = ? WHERE enrolment_no = ? AND ${isOpen} RETURNING ${columns}`,
  );
  const list = db.prepare<[number], EnrolmentRow>(
    `SELECT ${columns} FROM enrolment WHERE created_at > ? ORDER BY enrolment_no DESC LIMIT 200`,
  );
  return {
    make: (kiosk, config, person, now) => {
      const code = mintCode();
      clear.run(now, kiosk);
      const { lastInsertRowid } = add.run(hashOfSecret(code), kiosk, config, now, person, now + enrolmentMs);
      return { code, no: Number(lastInsertRowid) };
    },
    find: (code, now) => find.get(hashOfSecret(code), now),
    use: (enrolmentNo, now) => void use.run(now, enrolmentNo),
    withdraw: (enrolmentNo, now) => withdraw.get(now, enrolmentNo),
    list: (now) => list.all(now - shownMs),
  };
};
