import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { initial } from '../../electron/core/database/migrations/0001-initial.ts'

/** Turns a closed vault into one of the first schema, with the same rows. */
export function makeOldVault(vault: string): void {
  const [now, then] = [join(vault, 'vault.db'), join(vault, 'old.db')]
  rmSync(then, { force: true })
  const old = new Sqlite(then)
  old.pragma('foreign_keys = OFF')
  initial.apply(old)
  old.prepare('ATTACH ? AS new').run(now)
  const tables = old
    .prepare<[], string>(`SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'vault'`)
    .pluck()
    .all()
  for (const table of tables) {
    const columns = old
      .prepare<[string], string>(`SELECT name FROM pragma_table_info(?, 'main')`)
      .pluck()
      .all(table)
      .join(', ')
    old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM new.${table}`)
  }
  old.exec('DETACH new')
  old.pragma('user_version = 1')
  old.close()
  for (const name of ['vault.db', 'vault.db-wal', 'vault.db-shm']) rmSync(join(vault, name), { force: true })
  renameSync(then, now)
  rmSync(join(vault, 'derived', 'verification.json'), { force: true })
}
