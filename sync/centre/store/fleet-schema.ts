/**
 * The migration that brings what the centre tells its kiosks, and how they come in: the signed configuration and the commands
 * of each, one-time codes, what an enrolled kiosk signs in to the broker with, and the key that it was enrolled with.
 */
export const fleetMigration = `
  -- The newest configuration of a kiosk as it was signed and published; a revision only rises.
  CREATE TABLE kiosk_config (
    kiosk TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    message TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE kiosk_command (
    id TEXT NOT NULL PRIMARY KEY,
    kiosk TEXT NOT NULL,
    command TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    sent_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    outcome TEXT,
    code TEXT,
    answered_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kiosk_command_of ON kiosk_command (kiosk, sent_at);

  -- Codes are kept as SHA-256 only.
  CREATE TABLE enrolment (
    enrolment_no INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    kiosk TEXT NOT NULL,
    config TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    withdrawn_at INTEGER
  ) STRICT;

  -- PBKDF2 in the form of Mosquitto's password file, so that a broker outside can be given the same lines.
  CREATE TABLE kiosk_login (
    kiosk TEXT NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The key of the ledger with which a kiosk was enrolled; another ledger in its name is told to a person.
  CREATE TABLE kiosk_key (
    kiosk TEXT NOT NULL PRIMARY KEY,
    ledger TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    pinned_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
