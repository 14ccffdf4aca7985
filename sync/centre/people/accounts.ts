import type Database from 'better-sqlite3';
import type { Instant } from '../../domain/ids.ts';
import type { Role } from '../api/role.ts';

export interface Account {
  readonly personNo: number;
  /** The name to sign in with: lower case, unique. */
  readonly name: string;
  readonly fullName: string;
  readonly role: Role;
  readonly readsComments: 0 | 1;
  /** An argon2id string; null until the invitation was used. */
  readonly password: string | null;
  /** Base32; null without an authenticator. */
  readonly totpSecret: string | null;
  /** The last step of RFC 6238 that opened a door; no step opens two. */
  readonly totpStep: number;
  readonly createdAt: Instant;
  readonly lastSignInAt: Instant | null;
  /** When an admin last made, reset or reopened it: idle days are counted from there or from the last sign-in. */
  readonly wokenAt: Instant;
  readonly offAt: Instant | null;
}

const dayMs = 86_400_000;
export const isIdle = (
  account: Pick<Account, 'lastSignInAt' | 'wokenAt'>,
  idleDays: number,
  now: Instant,
): boolean => now - Math.max(account.lastSignInAt ?? 0, account.wokenAt) > idleDays * dayMs;

/** 2 to 40 of a-z, 0-9, `.`, `_`, `-`, beginning with a letter. */
export const isSignInName = (name: string): boolean => /^[a-z][a-z0-9._-]{1,39}$/.test(name);
/** What was typed, as names are stored. */
export const plainName = (typed: string): string => typed.normalize('NFC').trim().toLowerCase();

export interface Accounts {
  list(): readonly Account[];
  find(personNo: number): Account | undefined;
  named(name: string): Account | undefined;
  /** @throws when the name is taken; ask `named` first, in the same transaction */
  add(account: Pick<Account, 'name' | 'fullName' | 'role' | 'readsComments'>, now: Instant): number;
  change(personNo: number, to: Pick<Account, 'fullName' | 'role' | 'readsComments' | 'offAt'>): void;
  setPassword(personNo: number, password: string | null, now: Instant): void;
  setTotp(personNo: number, secret: string | null, step: number): void;
  setTotpStep(personNo: number, step: number): void;
  signedIn(personNo: number, now: Instant): void;
  wake(personNo: number, now: Instant): void;
  setRecoveryCodes(personNo: number, hashes: readonly Buffer[]): void;
  /** Uses a recovery code up; false when it is none that is left. */
  spendRecoveryCode(personNo: number, hash: Buffer, now: Instant): boolean;
}

const columns = `person_no AS personNo, name, full_name AS fullName, role, reads_comments AS readsComments, password,
  totp_secret AS totpSecret, totp_step AS totpStep, created_at AS createdAt, last_sign_in_at AS lastSignInAt,
  woken_at AS wokenAt, off_at AS offAt`;

/** The accounts in the store. Every change runs in the caller's transaction, beside its line in the audit log. */
export const accountsOf = (db: Database.Database): Accounts => {
  const list = db.prepare<[], Account>(`SELECT ${columns} FROM person ORDER BY name`);
  const find = db.prepare<[number], Account>(`SELECT ${columns} FROM person WHERE person_no = ?`);
  const named = db.prepare<[string], Account>(`SELECT ${columns} FROM person WHERE name = ?`);
  const add = db.prepare(
    'INSERT INTO person (name, full_name, role, reads_comments, created_at, woken_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const change = db.prepare(
    'UPDATE person SET full_name = ?, role = ?, reads_comments = ?, off_at = ? WHERE person_no = ?',
  );
  const setPassword = db.prepare('UPDATE person SET password = ?, woken_at = ? WHERE person_no = ?');
  const setTotp = db.prepare('UPDATE person SET totp_secret = ?, totp_step = ? WHERE person_no = ?');
  const setStep = db.prepare('UPDATE person SET totp_step = ? WHERE person_no = ?');
  const signedIn = db.prepare('UPDATE person SET last_sign_in_at = ? WHERE person_no = ?');
  const wake = db.prepare('UPDATE person SET woken_at = ? WHERE person_no = ?');
  const dropCodes = db.prepare('DELETE FROM recovery_code WHERE person_no = ?');
  const addCode = db.prepare('INSERT INTO recovery_code (person_no, hash) VALUES (?, ?)');
  const useCode = db.prepare(
    'UPDATE recovery_code SET used_at = ? WHERE person_no = ? AND hash = ? AND used_at IS NULL',
  );
  return {
    list: () => list.all(),
    find: (personNo) => find.get(personNo),
    named: (name) => named.get(name),
    add: ({ name, fullName, role, readsComments }, now) =>
      Number(add.run(name, fullName, role, readsComments, now, now).lastInsertRowid),
    change: (personNo, { fullName, role, readsComments, offAt }) =>
      void change.run(fullName, role, readsComments, offAt, personNo),
    setPassword: (personNo, password, now) => void setPassword.run(password, now, personNo),
    setTotp: (personNo, secret, step) => void setTotp.run(secret, step, personNo),
    setTotpStep: (personNo, step) => void setStep.run(step, personNo),
    signedIn: (personNo, now) => void signedIn.run(now, personNo),
    wake: (personNo, now) => void wake.run(now, personNo),
    setRecoveryCodes: (personNo, hashes) => {
      dropCodes.run(personNo);
      for (const hash of hashes) addCode.run(personNo, hash);
    },
    spendRecoveryCode: (personNo, hash, now) => useCode.run(now, personNo, hash).changes > 0,
  };
};
