import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import { type Scope, scopes, type TokenView } from '../api/other-system.ts';
import { hashOfSecret, mintSecret } from '../people/secret.ts';
import { iso, isoOrNull } from '../views/time-of-day.ts';

/** How a token is told from every other secret, also by a scanner that finds one in a file. */
const prefix = 'mc1_';

export interface TokenHolder {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** The tokens of other systems. Kept by the hash of their secret. */
export interface ApiTokens {
  list(): readonly TokenView[];
  add(
    token: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresOn: string | null },
    by: string,
    now: Instant,
  ): { readonly token: TokenView; readonly secret: string };
  revoke(id: number, now: Instant): TokenView | undefined;
  /** Whose it is; undefined when it opens nothing (any more). */
  holder(secret: string, now: Instant): TokenHolder | undefined;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly scopes: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresOn: string | null;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

const columns = `token_no AS id, name, scopes, created_at AS createdAt, created_by AS createdBy, expires_on AS expiresOn,
  last_used_at AS lastUsedAt, revoked_at AS revokedAt`;
const touchMs = 60_000;

const scopesOf = (text: string): readonly Scope[] =>
  scopes.filter((scope) => text.split(' ').includes(scope));
const toView = (row: Row): TokenView => ({
  ...row,
  id: String(row.id),
  scopes: scopesOf(row.scopes),
  createdAt: iso(row.createdAt),
  lastUsedAt: isoOrNull(row.lastUsedAt),
  revokedAt: isoOrNull(row.revokedAt),
});

export const apiTokensOf = (db: Database.Database): ApiTokens => {
  const list = db.prepare<[], Row>(`SELECT ${columns} FROM api_token ORDER BY token_no`);
  const one = db.prepare<[number], Row>(`SELECT ${columns} FROM api_token WHERE token_no = ?`);
  const byHash = db.prepare<[Buffer], Row>(`SELECT ${columns} FROM api_token WHERE hash = ?`);
  const add = db.prepare(
    'INSERT INTO api_token (name, hash, scopes, created_at, created_by, expires_on) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const revoke = db.prepare('UPDATE api_token SET revoked_at = ? WHERE token_no = ? AND revoked_at IS NULL');
  const touch = db.prepare('UPDATE api_token SET last_used_at = ? WHERE token_no = ?');
  return {
    list: () => list.all().map(toView),
    add: ({ name, scopes: wanted, expiresOn }, by, now) => {
      const secret = `${prefix}${mintSecret()}`;
      const text = wanted.join(' ');
      const id = Number(add.run(name, hashOfSecret(secret), text, now, by, expiresOn).lastInsertRowid);
      const row = one.get(id);
      if (!row) throw new Error('token: the row that was just written is not there');
      return { token: toView(row), secret };
    },
    revoke: (id, now) => {
      revoke.run(now, id);
      const row = one.get(id);
      return row && toView(row);
    },
    holder: (secret, now) => {
      const row = byHash.get(hashOfSecret(secret));
      if (!row || row.revokedAt !== null) return undefined;
      if (row.expiresOn !== null && row.expiresOn < reportDayOf(now)) return undefined;
      if (now - (row.lastUsedAt ?? 0) >= touchMs) touch.run(now, row.id);
      return { id: row.id, name: row.name, scopes: scopesOf(row.scopes) };
    },
  };
};
