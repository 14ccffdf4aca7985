import type Database from 'better-sqlite3';
import type { Instant, KioskId, LedgerId } from '../../domain/ids.ts';
import type { PublicKey } from '../../proof/signing.ts';

/** Kiosks that came in by a code: the key they came with, and the hash of what they sign in to the broker with. */
export interface Enrolled {
  /** The ledger that a kiosk was enrolled with; undefined for one that never was. */
  ledgerOf(kiosk: KioskId): LedgerId | undefined;
  loginOf(kiosk: KioskId): string | undefined;
  logins(): readonly { readonly kiosk: KioskId; readonly password: string }[];
  /** Takes the place of what the kiosk had: the machine before it is out. Runs in the caller's transaction. */
  put(kiosk: KioskId, ledger: LedgerId, key: PublicKey, login: string, now: Instant): void;
}

export const enrolledOf = (db: Database.Database): Enrolled => {
  const ledger = db.prepare<[KioskId], LedgerId>('SELECT ledger FROM kiosk_key WHERE kiosk = ?').pluck();
  const login = db.prepare<[KioskId], string>('SELECT password FROM kiosk_login WHERE kiosk = ?').pluck();
  const logins = db.prepare<[], { readonly kiosk: KioskId; readonly password: string }>(
    'SELECT kiosk, password FROM kiosk_login ORDER BY kiosk',
  );
  const putKey = db.prepare(
    'INSERT OR REPLACE INTO kiosk_key (kiosk, ledger, key, pinned_at) VALUES (?, ?, ?, ?)',
  );
  const putLogin = db.prepare(
    'INSERT OR REPLACE INTO kiosk_login (kiosk, password, made_at) VALUES (?, ?, ?)',
  );
  return {
    ledgerOf: (kiosk) => ledger.get(kiosk),
    loginOf: (kiosk) => login.get(kiosk),
    logins: () => logins.all(),
    put: (kiosk, ledgerId, key, hashed, now) => {
      putKey.run(kiosk, ledgerId, key, now);
      putLogin.run(kiosk, hashed, now);
    },
  };
};
