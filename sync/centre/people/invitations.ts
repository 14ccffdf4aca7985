import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import { hashOfSecret, mintSecret } from './secret.ts';

/** `setup` makes the first admin, `invite` a new person's password, `reset` an old one's anew. */
export type InvitationKind = 'setup' | 'invite' | 'reset';

export interface OpenInvitation {
  readonly kind: InvitationKind;
  /** null for `setup`: whoever opens it chooses the names. */
  readonly personNo: number | null;
  readonly expiresAt: Instant;
}

export const invitationMs = 72 * 3_600_000;

/** One-time links. Only the newest of its kind and person opens. */
export interface Invitations {
  make(
    kind: InvitationKind,
    personNo: number | null,
    now: Instant,
  ): { readonly token: string; readonly expiresAt: Instant };
  find(token: string, now: Instant): OpenInvitation | undefined;
  /** Uses it up, in the transaction that does what it is for. */
  use(token: string): void;
}

export const invitationsOf = (db: Database.Database): Invitations => {
  const clear = db.prepare('DELETE FROM invitation WHERE person_no IS ? OR expires_at <= ?');
  const add = db.prepare(
    'INSERT INTO invitation (hash, kind, person_no, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
  );
  const find = db.prepare<[Buffer, Instant], OpenInvitation>(
    `SELECT kind, person_no AS personNo, expires_at AS expiresAt FROM invitation WHERE hash = ? AND expires_at > ?`,
  );
  const use = db.prepare('DELETE FROM invitation WHERE hash = ?');
  return {
    make: (kind, personNo, now) => {
      const token = mintSecret();
      const expiresAt = (now + invitationMs) as Instant;
      clear.run(personNo, now);
      add.run(hashOfSecret(token), kind, personNo, now, expiresAt);
      return { token, expiresAt };
    },
    find: (token, now) => find.get(hashOfSecret(token), now),
    use: (token) => void use.run(hashOfSecret(token)),
  };
};
