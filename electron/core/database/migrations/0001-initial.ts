import type { Migration } from '../migrate.ts'

/**
 * What is recorded (ledger, statements, objects, items) is only ever added to, and triggers hold us to it.
 * What is derived (pictures) may be dropped and made again.
 */
export const initial: Migration = {
  version: 1,
  compatibleFrom: 1,
  apply(database) {
    database.exec(`
      CREATE TABLE vault (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

      CREATE TABLE ledger (
        seq     INTEGER PRIMARY KEY,
        at      TEXT NOT NULL,
        actor   TEXT NOT NULL,
        act     TEXT NOT NULL,
        case_id INTEGER,
        digests TEXT NOT NULL,
        data    TEXT NOT NULL,
        prev    TEXT NOT NULL,
        hash    TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE INDEX ledger_by_case ON ledger (case_id, seq);

      CREATE TABLE objects (
        sha256     TEXT PRIMARY KEY,
        size       INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        format     TEXT NOT NULL,
        added_at   TEXT NOT NULL
      ) STRICT;

      CREATE TABLE cases (
        id         INTEGER PRIMARY KEY,
        created_at TEXT NOT NULL,
        sample     INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE items (
        id          INTEGER PRIMARY KEY,
        case_id     INTEGER NOT NULL REFERENCES cases (id),
        sha256      TEXT NOT NULL REFERENCES objects (sha256),
        name        TEXT NOT NULL,
        path        TEXT NOT NULL,
        modified_at TEXT,
        nonce       TEXT NOT NULL,
        role        TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        ledger_seq  INTEGER NOT NULL REFERENCES ledger (seq),
        record      TEXT NOT NULL,
        UNIQUE (case_id, sha256)
      ) STRICT;
      CREATE INDEX items_by_role ON items (case_id, role, id);

      CREATE TABLE statements (
        id         INTEGER PRIMARY KEY,
        case_id    INTEGER NOT NULL REFERENCES cases (id),
        kind       TEXT NOT NULL,
        subject    INTEGER NOT NULL,
        revision   INTEGER NOT NULL,
        stated_at  TEXT NOT NULL,
        nonce      TEXT NOT NULL,
        content    TEXT NOT NULL,
        ledger_seq INTEGER NOT NULL REFERENCES ledger (seq),
        UNIQUE (kind, subject, revision)
      ) STRICT;
      CREATE INDEX statements_by_case ON statements (case_id, kind);

      CREATE TABLE captures (
        id         INTEGER PRIMARY KEY,
        case_id    INTEGER NOT NULL REFERENCES cases (id),
        added_at   TEXT NOT NULL
      ) STRICT;

      CREATE TABLE links (
        id        INTEGER PRIMARY KEY,
        case_id   INTEGER NOT NULL REFERENCES cases (id),
        work      INTEGER NOT NULL,
        capture   INTEGER NOT NULL REFERENCES captures (id),
        linked_at TEXT NOT NULL,
        UNIQUE (case_id, work, capture)
      ) STRICT;

      CREATE TABLE dossiers (
        id          INTEGER PRIMARY KEY,
        case_id     INTEGER NOT NULL REFERENCES cases (id),
        language    TEXT NOT NULL,
        copy        TEXT NOT NULL,
        built_at    TEXT NOT NULL,
        sha256      TEXT NOT NULL REFERENCES objects (sha256),
        pages       INTEGER NOT NULL,
        exhibits    INTEGER NOT NULL,
        ledger_head TEXT NOT NULL,
        ledger_seq  INTEGER NOT NULL,
        file_name   TEXT NOT NULL
      ) STRICT;

      CREATE TABLE pictures (
        sha256  TEXT PRIMARY KEY REFERENCES objects (sha256),
        state   TEXT NOT NULL,
        reason  TEXT,
        width   INTEGER,
        height  INTEGER,
        pdq     TEXT,
        quality INTEGER
      ) STRICT;

      CREATE TABLE jobs (
        id         INTEGER PRIMARY KEY,
        kind       TEXT NOT NULL,
        case_id    INTEGER,
        state      TEXT NOT NULL,
        done       INTEGER NOT NULL,
        total      INTEGER NOT NULL,
        owner      TEXT NOT NULL,
        stop       INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        ended_at   TEXT,
        result     TEXT,
        error      TEXT
      ) STRICT;

      CREATE TABLE outcomes (
        job_id  INTEGER NOT NULL REFERENCES jobs (id),
        no      INTEGER NOT NULL,
        path    TEXT NOT NULL,
        outcome TEXT NOT NULL,
        item_id INTEGER,
        sha256  TEXT,
        code    TEXT,
        details TEXT,
        PRIMARY KEY (job_id, no)
      ) STRICT, WITHOUT ROWID;
    `)
    for (const table of ['ledger', 'statements', 'objects']) {
      for (const verb of ['UPDATE', 'DELETE']) {
        database.exec(`
          CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
          BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
        `)
      }
    }
  },
}
