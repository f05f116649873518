import type { Migration } from '../migrate.ts'

/**
 * Stretches of the ledger that an archive withheld because they are about other clients: the Merkle hash of each, over
 * the leaves from `first` to before `after` (counted from 0). A ledger that was restored goes on from its old head with
 * them. Older programs would take such a stretch for a break, hence `compatibleFrom`.
 */
export const archives: Migration = {
  version: 6,
  compatibleFrom: 6,
  apply(database) {
    database.exec(`
      -- Verification asks for the rows of each file by its digest: without this it reads all of them, file by file.
      CREATE INDEX items_by_digest ON items (sha256);

      CREATE TABLE ledger_gaps (
        first INTEGER PRIMARY KEY,
        after INTEGER NOT NULL,
        hash  TEXT NOT NULL
      ) STRICT;
    `)
  },
}
