import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import { hashOfSecret, mintSecret } from './secret.ts';

/** `totp`: the code is due; `enrol`: an authenticator is due; `done`: signed in. */
export type SessionStep = 'totp' | 'enrol' | 'done';

export interface Session {
  readonly hash: Buffer;
  readonly personNo: number;
  readonly csrf: string;
  readonly step: SessionStep;
  /** The secret of an authenticator that was shown and not yet proven. */
  readonly pendingTotp: string | null;
  readonly wrongCodes: number;
  readonly fromAddress: string;
  readonly startedAt: Instant;
  readonly usedAt: Instant;
}

/** Between password and code. */
export const halfwayMs = 10 * 60_000;
/** However busy somebody is: once in a working day the password is asked for again. */
export const longestSessionMs = 12 * 3_600_000;
/** Wrong codes until the password is asked for again. */
export const codesPerSession = 5;
// A session is written to the disk at most so often; its idle time is exact to this.
const touchMs = 20_000;

export type SessionAge = 'alive' | 'idle' | 'over';

/** Whether a session still opens anything. */
export const ageOf = (
  session: Pick<Session, 'step' | 'startedAt' | 'usedAt'>,
  idleMs: number,
  now: Instant,
): SessionAge => {
  const wholeMs = session.step === 'done' ? longestSessionMs : halfwayMs;
  if (now - session.startedAt >= wholeMs) return 'over';
  return now - session.usedAt >= idleMs ? 'idle' : 'alive';
};

export interface OpenedSession {
  /** Goes into the cookie and nowhere else. */
  readonly secret: string;
  readonly session: Session;
}

export interface Sessions {
  open(of: Pick<Session, 'personNo' | 'step' | 'pendingTotp' | 'fromAddress'>, now: Instant): OpenedSession;
  /** Looked up by the hash of what the cookie holds. */
  find(secret: string): Session | undefined;
  touch(session: Session, now: Instant): void;
  setPendingTotp(session: Session, secret: string | null): void;
  countWrongCode(session: Session): void;
  end(session: Session): void;
  /** Ends all sessions of a person, but for one. */
  endAll(personNo: number, but?: Session): void;
  sweep(now: Instant): void;
}

const columns = `hash, person_no AS personNo, csrf, step, pending_totp AS pendingTotp, wrong_codes AS wrongCodes,
  from_address AS fromAddress, started_at AS startedAt, used_at AS usedAt`;

export const sessionsOf = (db: Database.Database): Sessions => {
  const add = db.prepare(
    `INSERT INTO session (hash, person_no, csrf, step, pending_totp, from_address, started_at, used_at)
     VALUES (@hash, @personNo, @csrf, @step, @pendingTotp, @fromAddress, @now, @now)`,
  );
  const find = db.prepare<[Buffer], Session>(`SELECT ${columns} FROM session WHERE hash = ?`);
  const touch = db.prepare('UPDATE session SET used_at = ? WHERE hash = ?');
  const pend = db.prepare('UPDATE session SET pending_totp = ? WHERE hash = ?');
  const wrong = db.prepare('UPDATE session SET wrong_codes = wrong_codes + 1 WHERE hash = ?');
  const end = db.prepare('DELETE FROM session WHERE hash = ?');
  const endAll = db.prepare('DELETE FROM session WHERE person_no = ? AND hash IS NOT ?');
  const sweep = db.prepare('DELETE FROM session WHERE started_at < ?');
  return {
    open: ({ personNo, step, pendingTotp, fromAddress }, now) => {
      const secret = mintSecret();
      const hash = hashOfSecret(secret);
      const csrf = mintSecret();
      add.run({ hash, personNo, csrf, step, pendingTotp, fromAddress, now });
      const times = { startedAt: now, usedAt: now };
      return {
        secret,
        session: { hash, personNo, csrf, step, pendingTotp, wrongCodes: 0, fromAddress, ...times },
      };
    },
    find: (secret) => find.get(hashOfSecret(secret)),
    touch: (session, now) => {
      if (now - session.usedAt >= touchMs) touch.run(now, session.hash);
    },
    setPendingTotp: (session, secret) => void pend.run(secret, session.hash),
    countWrongCode: (session) => void wrong.run(session.hash),
    end: (session) => void end.run(session.hash),
    endAll: (personNo, but) => void endAll.run(personNo, but?.hash ?? null),
    sweep: (now) => void sweep.run(now - longestSessionMs),
  };
};
