import { fleetMigration } from './fleet-schema.ts';
import { officeMigration } from './office-schema.ts';

/**
 * The numbered migrations of `centre.sqlite`; the place in the list + 1 is the `user_version` it leads to. A migration that
 * was released is never edited. Hashes are 32-byte blobs, instants are milliseconds since 1970 (names end in `_at`).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    centre TEXT NOT NULL,
    public_key TEXT NOT NULL,
    private_key TEXT NOT NULL,
    minted_at INTEGER NOT NULL,
    arrivals INTEGER NOT NULL DEFAULT 0,
    opens INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE department (
    department_no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    successor TEXT
  ) STRICT;

  -- What a department is called and where it stands, from day to day; '' is since ever, null until further notice.
  CREATE TABLE department_term (
    department_no INTEGER NOT NULL REFERENCES department,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (department_no, valid_from)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE kiosk (
    kiosk_no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first_heard_at INTEGER NOT NULL,
    last_heard_at INTEGER,
    online INTEGER NOT NULL DEFAULT 0,
    told_ledger TEXT,
    told_head INTEGER,
    told_watermark INTEGER,
    told_at INTEGER,
    caught_up_at INTEGER,
    state TEXT,
    retired_at INTEGER
  ) STRICT;

  CREATE TABLE ledger (
    ledger_no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kiosk_no INTEGER NOT NULL REFERENCES kiosk,
    key TEXT NOT NULL,
    up_to INTEGER NOT NULL,
    head BLOB NOT NULL,
    first_heard_at INTEGER NOT NULL,
    last_heard_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX ledger_of_kiosk ON ledger (kiosk_no);

  -- The evidence. What follows further down is read from it and can be made again.
  CREATE TABLE entry (
    ledger_no INTEGER NOT NULL REFERENCES ledger,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (ledger_no, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE seal (
    ledger_no INTEGER PRIMARY KEY REFERENCES ledger,
    up_to INTEGER NOT NULL,
    signed_text TEXT NOT NULL,
    sig TEXT NOT NULL,
    received_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE fork (
    ledger_no INTEGER NOT NULL REFERENCES ledger,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    body TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (ledger_no, seq, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (
    ledger_no INTEGER NOT NULL REFERENCES ledger,
    seq INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (ledger_no, seq)
  ) STRICT, WITHOUT ROWID;

  -- What the centre knows of a boot's clock: lower <= true time - up <= upper, both in milliseconds.
  CREATE TABLE boot (
    boot_no INTEGER PRIMARY KEY,
    kiosk_no INTEGER NOT NULL REFERENCES kiosk,
    id TEXT NOT NULL,
    lower INTEGER,
    upper INTEGER,
    claim_min INTEGER NOT NULL,
    claim_max INTEGER NOT NULL,
    UNIQUE (kiosk_no, id)
  ) STRICT;

  -- Where a boot's entries stand: in one ledger they stand side by side. The times since boot of the first and the last are
  -- null where they were carried there: then their place says nothing of the order in which they were written.
  CREATE TABLE boot_span (
    boot_no INTEGER NOT NULL REFERENCES boot,
    ledger_no INTEGER NOT NULL REFERENCES ledger,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    first_up INTEGER,
    last_up INTEGER,
    PRIMARY KEY (boot_no, ledger_no)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX boot_span_of_ledger ON boot_span (ledger_no, first_seq) WHERE first_up IS NOT NULL;

  CREATE TABLE clock_step (
    identity BLOB NOT NULL PRIMARY KEY,
    boot_no INTEGER NOT NULL REFERENCES boot,
    ledger_no INTEGER NOT NULL REFERENCES ledger,
    seq INTEGER NOT NULL,
    up INTEGER NOT NULL,
    claim INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX clock_step_of_boot ON clock_step (boot_no, up);

  -- identity: the entry's hash on its first ledger, for one that was carried here; else null, it is the hash beside it. A
  -- hash in every row would need an index whose every insert lands on another page.
  -- arrival: the place in the order in which ratings came to stand as they do; state_arrival: when one was withdrawn or voided.
  -- state: 0 counted, 1 repeat, 2 withdrawn, 3 void. clock: 0 wall, 1 stepped, 2 corrected, 3 uncorrectable.
  CREATE TABLE rating (
    ledger_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    identity BLOB,
    department_no INTEGER NOT NULL REFERENCES department,
    counter TEXT NOT NULL,
    category INTEGER NOT NULL,
    via TEXT NOT NULL,
    state INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    boot_no INTEGER NOT NULL REFERENCES boot,
    wall_at INTEGER NOT NULL,
    up INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    state_arrival INTEGER,
    PRIMARY KEY (ledger_no, seq),
    FOREIGN KEY (ledger_no, seq) REFERENCES entry
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rating_table ON rating (department_no, category, state, occurred_at, arrival, state_arrival);
  CREATE UNIQUE INDEX rating_carried ON rating (identity) WHERE identity IS NOT NULL;
  CREATE INDEX rating_odd_clock ON rating (clock, occurred_at) WHERE clock > 0;

  CREATE TABLE self_test (
    identity BLOB NOT NULL PRIMARY KEY,
    ledger_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    category INTEGER NOT NULL,
    boot_no INTEGER NOT NULL REFERENCES boot,
    occurred_at INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    up INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX self_test_time ON self_test (occurred_at);

  -- A withdrawal may come before its rating (on another ledger), so it is kept by its target.
  CREATE TABLE withdrawal (
    identity BLOB NOT NULL PRIMARY KEY,
    target BLOB NOT NULL,
    ledger_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    arrival INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX withdrawal_target ON withdrawal (target);

  CREATE TABLE comment (
    identity BLOB NOT NULL PRIMARY KEY,
    target BLOB NOT NULL,
    text_hash BLOB NOT NULL,
    ledger_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    erased_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX comment_target ON comment (target);

  CREATE TABLE comment_text (
    identity BLOB NOT NULL PRIMARY KEY REFERENCES comment,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The hash under which a carried entry is known besides its identity.
  CREATE TABLE alias (
    hash BLOB NOT NULL PRIMARY KEY,
    identity BLOB NOT NULL,
    origin_ledger TEXT NOT NULL,
    origin_seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alarm (
    alarm_no INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    times INTEGER NOT NULL,
    resolved_at INTEGER,
    UNIQUE (code, subject)
  ) STRICT;
  `,
  `
  -- The centre's own word: what people did here, chained like a ledger and signed with the centre's key.
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    sig TEXT NOT NULL
  ) STRICT;

  -- What follows is read from the journal, so that it can be asked for; verify proves that it is what the journal says.
  CREATE TABLE void (
    target BLOB NOT NULL PRIMARY KEY,
    arrival INTEGER NOT NULL,
    journal_seq INTEGER NOT NULL REFERENCES journal
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cut_off (
    from_label TEXT NOT NULL PRIMARY KEY,
    day INTEGER NOT NULL,
    journal_seq INTEGER NOT NULL REFERENCES journal
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE closing (
    label TEXT NOT NULL,
    revision INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    journal_seq INTEGER NOT NULL REFERENCES journal,
    PRIMARY KEY (label, revision)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE supplement (
    label TEXT NOT NULL,
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    journal_seq INTEGER NOT NULL REFERENCES journal,
    PRIMARY KEY (label, revision, number),
    FOREIGN KEY (label, revision) REFERENCES closing
  ) STRICT, WITHOUT ROWID;

  -- The evidence by which a boot's ratings were placed when their period was closed; what came to be known later moves them
  -- no more, until the period is issued anew.
  CREATE TABLE boot_freeze (
    boot_no INTEGER NOT NULL REFERENCES boot,
    label TEXT NOT NULL,
    lower INTEGER,
    upper INTEGER,
    steps TEXT NOT NULL,
    PRIMARY KEY (boot_no, label)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counter_term (
    id TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    label TEXT NOT NULL,
    department TEXT,
    PRIMARY KEY (id, valid_from)
  ) STRICT, WITHOUT ROWID;

  -- Where a kiosk stood, from which of its entries on.
  CREATE TABLE binding (
    identity BLOB NOT NULL PRIMARY KEY,
    kiosk_no INTEGER NOT NULL REFERENCES kiosk,
    ledger_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    department TEXT NOT NULL,
    counter TEXT NOT NULL,
    wall_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX binding_of_kiosk ON binding (kiosk_no, ledger_no, seq);
  `,
  officeMigration,
  fleetMigration,
];
