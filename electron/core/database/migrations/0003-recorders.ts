import type { Migration } from '../migrate.ts'

/**
 * Folders that are watched, and what came in through them. `owner` is the program that watches, `seen_at` when it
 * last said so. An arrival is one content that stood at one path; while none of its last three columns is set, it
 * is what the folder holds there. `made_item` is 1 where this arrival brought the item, not an earlier import.
 */
export const recorders: Migration = {
  version: 3,
  compatibleFrom: 1,
  apply(database) {
    database.exec(`
      CREATE TABLE recorders (
        id         INTEGER PRIMARY KEY,
        case_id    INTEGER NOT NULL REFERENCES cases (id),
        folder     TEXT NOT NULL,
        stamp      INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        stopped_at TEXT,
        owner      TEXT,
        seen_at    TEXT,
        pending    INTEGER NOT NULL,
        trouble    TEXT,
        UNIQUE (case_id, folder)
      ) STRICT;

      CREATE TABLE arrivals (
        id          INTEGER PRIMARY KEY,
        recorder    INTEGER NOT NULL REFERENCES recorders (id),
        path        TEXT NOT NULL,
        size        INTEGER NOT NULL,
        modified_ms REAL NOT NULL,
        inode       TEXT NOT NULL,
        seen_at     TEXT NOT NULL,
        catch_up    INTEGER NOT NULL,
        sealed_at   TEXT,
        item_id     INTEGER REFERENCES items (id),
        sha256      TEXT,
        made_item   INTEGER NOT NULL,
        code        TEXT,
        renamed_to  TEXT,
        replaced_at TEXT,
        deleted_at  TEXT
      ) STRICT;
      CREATE UNIQUE INDEX arrivals_present ON arrivals (recorder, path)
        WHERE replaced_at IS NULL AND deleted_at IS NULL;
      CREATE UNIQUE INDEX arrivals_by_item ON arrivals (item_id) WHERE made_item = 1;
      CREATE INDEX arrivals_by_time ON arrivals (recorder, sealed_at) WHERE made_item = 1;
    `)
  },
}
