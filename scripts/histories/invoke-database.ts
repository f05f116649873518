import Database from 'better-sqlite3'
import type { Entry, Played } from './files.ts'
import type { Round } from './history.ts'
import type { Recorded } from './recorded.ts'
import { textsOf } from './records.ts'

/** `databases/invokeai.db`: a row a picture, written when it was made (invokeai/app/services/image_records). */
export function invokeDatabase(played: Played, recordedOf: (picture: number) => Recorded): Entry {
  const { pictures, rounds } = played.history
  return {
    path: 'databases/invokeai.db',
    modified: pictures.at(-1)?.at ?? 0,
    played,
    picture: null,
    record: 'whole',
    kind: 'log',
    bytes: () => {
      const database = new Database(':memory:')
      database.exec(
        `CREATE TABLE images (image_name TEXT NOT NULL PRIMARY KEY, image_origin TEXT NOT NULL,
          image_category TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, session_id TEXT, node_id TEXT,
          metadata TEXT, is_intermediate BOOLEAN DEFAULT FALSE, created_at DATETIME NOT NULL, starred BOOLEAN DEFAULT FALSE)`,
      )
      const add = database.prepare(
        `INSERT INTO images (image_name, image_origin, image_category, width, height, metadata, created_at)
         VALUES (?, 'internal', 'general', ?, ?, ?, ?)`,
      )
      for (const picture of pictures) {
        const { recipe } = rounds[picture.round] as Round
        add.run(
          (played.paths[picture.id] ?? '').replace(/^.*\//, ''),
          recipe.width,
          recipe.height,
          textsOf(recordedOf(picture.id)).invokeai_metadata,
          new Date(picture.at).toISOString().replace('T', ' ').slice(0, 23),
        )
      }
      const bytes = database.serialize()
      database.close()
      return bytes
    },
  }
}
