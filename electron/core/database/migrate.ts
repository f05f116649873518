import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/contract/errors.ts'
import { initial } from './migrations/0001-initial.ts'
import { search } from './migrations/0002-search.ts'
import { recorders } from './migrations/0003-recorders.ts'
import { integrity } from './migrations/0004-integrity.ts'
import { reproductions } from './migrations/0005-reproductions.ts'
import { archives } from './migrations/0006-archives.ts'

/** In order, forward only. `compatibleFrom` is the oldest schema whose programs may still open the result. */
const migrations = [initial, search, recorders, integrity, reproductions, archives] as const

export interface Migration {
  readonly version: number
  readonly compatibleFrom: number
  readonly apply: (database: Sqlite.Database) => void
}

export const schemaVersion = migrations.length

/**
 * Brings the vault to this program's schema, with a dated backup before the first pending step (three are kept). With
 * `isCopy` without one: what is changed is no vault, and nothing is written into the folder of the one it was made from.
 */
export function migrate(
  database: Sqlite.Database,
  directory: string,
  { isCopy = false }: { isCopy?: boolean } = {},
): void {
  const found = versionOf(database)
  if (found > schemaVersion) {
    const compatibleFrom = database
      .prepare<[], { value: string }>(`SELECT value FROM vault WHERE key = 'compatible_from'`)
      .get()
    if (Number(compatibleFrom?.value ?? found) > schemaVersion) {
      throw new AppError('vault-newer', { path: directory, found, supported: schemaVersion })
    }
    return
  }
  if (found === schemaVersion) return
  // Of a file in which nothing is left, the steps would make a vault that seems to hold nothing.
  if (found === 0 && isCopy) throw new AppError('vault-damaged', { path: directory })
  if (found > 0 && !isCopy) backUp(database, directory)
  for (const migration of migrations.slice(found)) {
    database
      .transaction(() => {
        // Another program may have done it while this one waited for the lock.
        if (versionOf(database) >= migration.version) return
        migration.apply(database)
        // A later step that old programs may ignore does not undo an earlier one that they may not.
        const upTo = migrations.slice(0, migration.version)
        const compatibleFrom = Math.max(...upTo.map((each) => each.compatibleFrom))
        database
          .prepare(`INSERT OR REPLACE INTO vault (key, value) VALUES ('compatible_from', ?)`)
          .run(String(compatibleFrom))
        database.pragma(`user_version = ${migration.version}`)
      })
      .exclusive()
  }
}

function versionOf(database: Sqlite.Database): number {
  return database.pragma('user_version', { simple: true }) as number
}

function backUp(database: Sqlite.Database, directory: string): void {
  const folder = join(directory, 'backups')
  mkdirSync(folder, { recursive: true })
  const name = `vault-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.db`
  database.prepare('VACUUM INTO ?').run(join(folder, name))
  const old = readdirSync(folder)
    .filter((entry) => entry.startsWith('vault-'))
    .sort()
    .slice(0, -3)
  for (const entry of old) if (existsSync(join(folder, entry))) rmSync(join(folder, entry))
}
