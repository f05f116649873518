import type { Migration } from '../migrate.ts'

/**
 * Trusted time and the proofs of the ledger. `ledger_tree` and `object_digests` are derived and may be dropped and
 * made again. A row of `timestamps` says how far a request has come; that it was made and what came of it stands in the
 * ledger, and the token is an object.
 *
 * Statements may now be about the whole vault (settings, authorities), hence a `case_id` that may be NULL; SQLite
 * changes that only by a new table, into which all rows are copied as they are.
 */
export const integrity: Migration = {
  version: 4,
  compatibleFrom: 1,
  apply(database) {
    database.exec(`
      CREATE TABLE ledger_tree (
        position INTEGER PRIMARY KEY,
        hash     BLOB NOT NULL
      ) STRICT;

      CREATE TABLE object_digests (
        sha256    TEXT NOT NULL REFERENCES objects (sha256),
        algorithm TEXT NOT NULL,
        digest    TEXT NOT NULL,
        PRIMARY KEY (sha256, algorithm)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX object_digests_by_digest ON object_digests (algorithm, digest);

      CREATE TABLE timestamps (
        id           INTEGER PRIMARY KEY,
        case_id      INTEGER REFERENCES cases (id),
        kind         TEXT NOT NULL,
        subject      INTEGER,
        sha256       TEXT NOT NULL,
        head         TEXT,
        authority    TEXT NOT NULL,
        requested_at TEXT NOT NULL,
        state        TEXT NOT NULL,
        attempts     INTEGER NOT NULL,
        next_at      TEXT,
        last_error   TEXT,
        nonce        TEXT,
        policy       TEXT,
        imported     INTEGER NOT NULL,
        token        TEXT REFERENCES objects (sha256),
        added_at     TEXT,
        ends_at      TEXT
      ) STRICT;
      CREATE INDEX timestamps_by_case ON timestamps (case_id, id);
      CREATE INDEX timestamps_by_digest ON timestamps (sha256, id);
      CREATE INDEX timestamps_by_state ON timestamps (state, next_at);
      CREATE INDEX timestamps_by_end ON timestamps (ends_at);

      CREATE TABLE statements_of_vault_or_case (
        id         INTEGER PRIMARY KEY,
        case_id    INTEGER REFERENCES cases (id),
        kind       TEXT NOT NULL,
        subject    INTEGER NOT NULL,
        revision   INTEGER NOT NULL,
        stated_at  TEXT NOT NULL,
        nonce      TEXT NOT NULL,
        content    TEXT NOT NULL,
        ledger_seq INTEGER NOT NULL REFERENCES ledger (seq),
        UNIQUE (kind, subject, revision)
      ) STRICT;
      INSERT INTO statements_of_vault_or_case
        SELECT id, case_id, kind, subject, revision, stated_at, nonce, content, ledger_seq FROM statements;
      DROP TABLE statements;
      ALTER TABLE statements_of_vault_or_case RENAME TO statements;
      CREATE INDEX statements_by_case ON statements (case_id, kind);
      CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements
      BEGIN SELECT RAISE(ABORT, 'statements is append-only'); END;
      CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements
      BEGIN SELECT RAISE(ABORT, 'statements is append-only'); END;
    `)
  },
}
