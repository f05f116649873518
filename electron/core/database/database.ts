import { constants, copyFileSync, existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/contract/errors.ts'
import { asAppError } from './faults.ts'
import { migrate } from './migrate.ts'

export { asAppError, asOpeningFault } from './faults.ts'
export { schemaVersion } from './migrate.ts'
export { walHasLost } from './wal.ts'

export type Database = Sqlite.Database

/** The one database file of a vault. */
export const databaseFile = 'vault.db'

/** f_type values of network file systems (linux/magic.h): NFS, SMB, CIFS, SMB2, AFS, 9P is a local share and allowed. */
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f])

/**
 * Opens (and creates or migrates) the database of the vault at `directory`.
 *
 * Throws `vault-network-drive`, `vault-newer`, `vault-busy`, `vault-unwritable`, `vault-damaged`, `disk-full`.
 */
export function openDatabase(directory: string): Database {
  refuseNetworkDrive(directory)
  const path = join(directory, databaseFile)
  let database: Database | undefined
  try {
    database = new Sqlite(path, { timeout: 10_000 })
    database.pragma('foreign_keys = ON')
    // The version is looked at before anything is written: a newer vault must not even get a WAL file from us.
    migrate(database, directory)
    database.pragma('journal_mode = WAL')
    // Set each time: better-sqlite3 reports NORMAL when it opens an existing WAL file.
    database.pragma('synchronous = FULL')
    return database
  } catch (error) {
    database?.close()
    throw asAppError(error, directory)
  }
}

/** A connection that cannot write. Throws what SQLite does. */
export function openToLookAt(path: string): Database {
  return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 10_000 })
}

/**
 * Opens a copy of a damaged vault's database in `elsewhere`: SQLite tidies up whatever it opens, and the files
 * themselves are to stay as they are. One of an older schema is brought to this program's. Jobs are kept in a table of
 * this connection alone.
 *
 * Throws `vault-damaged` where nothing can be read any more, `vault-newer`, `disk-full`.
 */
export function openCopy(directory: string, elsewhere: string): Database {
  const path = join(elsewhere, databaseFile)
  let database: Database | undefined
  try {
    copyFileSync(join(directory, databaseFile), path, constants.COPYFILE_FICLONE)
    const wal = `${join(directory, databaseFile)}-wal`
    if (existsSync(wal)) copyFileSync(wal, `${path}-wal`, constants.COPYFILE_FICLONE)
    database = new Sqlite(path, { timeout: 10_000 })
    database.pragma('synchronous = OFF')
    // A row whose parent was lost is to be read all the same.
    database.pragma('foreign_keys = OFF')
    migrate(database, directory, { isCopy: true })
    const tables = database.prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name IN ('jobs', 'outcomes')`,
    )
    for (const { sql } of tables.all()) database.exec(sql.replace('CREATE TABLE', 'CREATE TEMP TABLE'))
    return database
  } catch (error) {
    database?.close()
    throw asAppError(error, directory)
  }
}

/** Runs `write` in one immediate transaction; all waiting is done before. */
export function inTransaction<T>(database: Database, write: () => T): T {
  try {
    return database.transaction(write).immediate()
  } catch (error) {
    throw asAppError(error, database.name)
  }
}

/** WAL needs shared memory, which network drives do not give: SQLite, "Write-Ahead Logging", section 1. */
function refuseNetworkDrive(directory: string): void {
  const isUnc = process.platform === 'win32' && directory.startsWith('\\\\')
  if (isUnc || (process.platform === 'linux' && networkFileSystems.has(statfsSync(directory).type))) {
    throw new AppError('vault-network-drive', { path: directory })
  }
}
