import type { Migration } from '../migrate.ts'

/**
 * The search index: derived from items and statements, so it may be dropped and made again. The tables come empty;
 * `search/` fills them when the vault is opened next, since it alone knows what is looked for. Older programs would
 * write items past the index, hence `compatibleFrom`.
 */
export const search: Migration = {
  version: 2,
  compatibleFrom: 2,
  apply(database) {
    database.exec(`
      CREATE TABLE search_items (
        item         INTEGER PRIMARY KEY,
        case_id      INTEGER NOT NULL,
        role         TEXT NOT NULL,
        generator    TEXT NOT NULL,
        has_record   INTEGER NOT NULL,
        has_label    INTEGER NOT NULL,
        imported_on  TEXT NOT NULL,
        claimed_at   TEXT,
        name_key     TEXT NOT NULL
      ) STRICT;
      CREATE INDEX search_items_by_case ON search_items (case_id, item);
      CREATE INDEX search_items_by_claim ON search_items (claimed_at, item);
      CREATE INDEX search_items_by_name ON search_items (name_key, item);
      CREATE INDEX search_items_by_generator ON search_items (generator, item);
      CREATE INDEX search_items_by_import ON search_items (imported_on, item);

      CREATE TABLE search_models (
        model TEXT NOT NULL,
        item  INTEGER NOT NULL,
        PRIMARY KEY (model, item)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX search_models_by_item ON search_models (item);

      CREATE TABLE search_days (
        day  TEXT NOT NULL,
        item INTEGER NOT NULL,
        PRIMARY KEY (day, item)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX search_days_by_item ON search_days (item);

      CREATE TABLE search_excerpts (
        item        INTEGER PRIMARY KEY,
        model       TEXT,
        more_models INTEGER NOT NULL,
        seed        TEXT,
        more_seeds  INTEGER NOT NULL,
        prompt      TEXT,
        prompt_cut  INTEGER NOT NULL
      ) STRICT;

      CREATE VIRTUAL TABLE search_text USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'trigram'
      );
      CREATE VIRTUAL TABLE search_short USING fts5 (
        tokens, content = '', contentless_delete = 1, tokenize = 'ascii', detail = 'none'
      );
    `)
  },
}
