import type Database from 'better-sqlite3';
import type { Instant, KioskId } from '../../domain/ids.ts';
import type { KioskCommand } from '../../wire/command-message.ts';
import type { StateMessage } from '../../wire/messages.ts';

export interface KioskCommandRow {
  readonly id: string;
  readonly kiosk: KioskId;
  readonly command: KioskCommand;
  readonly sentAt: Instant;
  readonly sentBy: string;
  readonly expiresAt: Instant;
  readonly outcome: 'done' | 'refused' | null;
  readonly code: string | null;
  readonly answeredAt: Instant | null;
}

/** What kiosks were told to do, and what they said became of it. */
export interface KioskCommands {
  add(row: Omit<KioskCommandRow, 'outcome' | 'code' | 'answeredAt'>): void;
  last(kiosk: KioskId): KioskCommandRow | undefined;
  /** A kiosk's state tells how a command went; only the first word counts. */
  answer(kiosk: KioskId, told: NonNullable<StateMessage['command']>, at: Instant): void;
}

/** From a store open for writing or, for reading alone, for reading. */
export const kioskCommandsOf = (db: Database.Database): KioskCommands => {
  const add = db.prepare<Parameters<KioskCommands['add']>[0]>(
    `INSERT INTO kiosk_command (id, kiosk, command, sent_at, sent_by, expires_at)
     VALUES (@id, @kiosk, @command, @sentAt, @sentBy, @expiresAt)`,
  );
  const last = db.prepare<[KioskId], KioskCommandRow>(
    `SELECT id, kiosk, command, sent_at AS sentAt, sent_by AS sentBy, expires_at AS expiresAt, outcome, code,
       answered_at AS answeredAt FROM kiosk_command WHERE kiosk = ? ORDER BY sent_at DESC LIMIT 1`,
  );
  const answer = db.prepare(
    'UPDATE kiosk_command SET outcome = ?, code = ?, answered_at = ? WHERE id = ? AND kiosk = ? AND outcome IS NULL',
  );
  return {
    add: (row) => void add.run(row),
    last: (kiosk) => last.get(kiosk),
    answer: (kiosk, { id, outcome, code }, at) => void answer.run(outcome, code ?? null, at, id, kiosk),
  };
};
