import type { Migration } from '../migrate.ts'

/** Later runs of a recorded recipe: which picture of which recipe, and what was sent to whom. */
export const reproductions: Migration = {
  version: 5,
  compatibleFrom: 1,
  apply(database) {
    database.exec(`
      CREATE TABLE reproductions (
        id         INTEGER PRIMARY KEY,
        case_id    INTEGER NOT NULL REFERENCES cases (id),
        of_item    INTEGER NOT NULL REFERENCES items (id),
        item       INTEGER NOT NULL REFERENCES items (id),
        made_item  INTEGER NOT NULL, -- 0: the same bytes were in the case before, and stay what they were
        made_at    TEXT NOT NULL,
        server     TEXT NOT NULL,
        software   TEXT,
        form       TEXT NOT NULL,
        sent       TEXT NOT NULL REFERENCES objects (sha256),
        difference TEXT,
        settings   TEXT NOT NULL,
        ledger_seq INTEGER NOT NULL REFERENCES ledger (seq)
      ) STRICT;
      CREATE INDEX reproductions_by_item ON reproductions (item);
    `)
  },
}
