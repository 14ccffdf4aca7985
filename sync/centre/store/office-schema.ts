/**
 * The migration that brings what people need at the centre: their accounts and sessions, the audit log, dated settings, what
 * is done with comments, and what other systems are told. Settings and dossiers are read from the audit log through their
 * indexes, so that what holds is what was logged.
 */
export const officeMigration = `
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    sig TEXT NOT NULL
  ) STRICT;

  CREATE TABLE person (
    person_no INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    role TEXT NOT NULL,
    reads_comments INTEGER NOT NULL DEFAULT 0,
    password TEXT,
    totp_secret TEXT,
    totp_step INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    last_sign_in_at INTEGER,
    woken_at INTEGER NOT NULL,
    off_at INTEGER
  ) STRICT;

  CREATE TABLE recovery_code (
    person_no INTEGER NOT NULL REFERENCES person,
    hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (person_no, hash)
  ) STRICT, WITHOUT ROWID;

  -- Secrets are kept as SHA-256 only: a copy of this file opens no door.
  CREATE TABLE session (
    hash BLOB NOT NULL PRIMARY KEY,
    person_no INTEGER NOT NULL REFERENCES person,
    csrf TEXT NOT NULL,
    step TEXT NOT NULL,
    pending_totp TEXT,
    wrong_codes INTEGER NOT NULL DEFAULT 0,
    from_address TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_of_person ON session (person_no);

  CREATE TABLE invitation (
    hash BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    person_no INTEGER REFERENCES person,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Wrong passwords, by the hash of the name that was typed, whether anybody has that name or not.
  CREATE TABLE sign_in_fault (
    key BLOB NOT NULL PRIMARY KEY,
    times INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE setting (
    audit_seq INTEGER NOT NULL PRIMARY KEY REFERENCES audit,
    key TEXT NOT NULL,
    from_day TEXT NOT NULL
  ) STRICT;
  CREATE INDEX setting_of_key ON setting (key, from_day);

  CREATE TABLE dossiers (
    label TEXT NOT NULL PRIMARY KEY,
    audit_seq INTEGER NOT NULL REFERENCES audit
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE period_watch (
    label TEXT NOT NULL,
    person_no INTEGER NOT NULL REFERENCES person,
    told_at INTEGER,
    PRIMARY KEY (label, person_no)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE comment_care (
    identity BLOB NOT NULL PRIMARY KEY REFERENCES comment,
    state TEXT NOT NULL,
    sent_to TEXT,
    note TEXT,
    taken_by TEXT NOT NULL,
    taken_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alarm_seen (
    alarm_no INTEGER NOT NULL PRIMARY KEY REFERENCES alarm,
    times INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    seen_by TEXT NOT NULL
  ) STRICT;

  -- When a kiosk was out of reach; to_at null: it is.
  CREATE TABLE kiosk_silence (
    kiosk_no INTEGER NOT NULL REFERENCES kiosk,
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    PRIMARY KEY (kiosk_no, from_at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE api_token (
    token_no INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_on TEXT,
    last_used_at INTEGER,
    revoked_at INTEGER
  ) STRICT;

  CREATE TABLE webhook (
    webhook_no INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE delivery (
    delivery_no INTEGER PRIMARY KEY,
    webhook_no INTEGER NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    status INTEGER,
    problem TEXT,
    next_at INTEGER
  ) STRICT;
  CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'waiting';
  CREATE INDEX delivery_of_webhook ON delivery (webhook_no, delivery_no);

  -- How far alarms were handed to the webhooks.
  CREATE TABLE alarm_told (
    alarm_no INTEGER NOT NULL PRIMARY KEY REFERENCES alarm,
    raised_at INTEGER NOT NULL
  ) STRICT;
`;
