import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/contract/errors.ts'
import { atDestination } from './writer.ts'

/** How often a lock may go while it is taken. */
const tries = 20

/**
 * Keeps a place to one program, and to one job of it, for as long as `run` takes. The lock is the one that SQLite puts on
 * an empty file: the system itself lets go of it when a program ends, however it ends, so that nobody has to judge by its
 * age whether one that is left still counts.
 *
 * Throws `invalid-input` with `being-written` for a place that another keeps, `there-already` for a lock file that has
 * anything in it, which is none of ours.
 */
export async function keeping<T>(path: string, file: string, run: () => Promise<T>): Promise<T> {
  const lock = await atDestination(path, () => lockOn(path, file))
  try {
    return await run()
  } finally {
    // Windows deletes no open file; elsewhere a name that is gone before the lock is, is seen by whoever waits for it.
    if (process.platform === 'win32') lock.close()
    // One that stays behind, on a drive that was pulled out, hinders nobody.
    await rm(file, { force: true }).catch(() => undefined)
    lock.close()
  }
}

async function lockOn(path: string, file: string): Promise<Sqlite.Database> {
  const refused = (reason: string, place: string) =>
    new AppError('invalid-input', { field: place, reason, path: place })
  await mkdir(dirname(file), { recursive: true })
  for (let turn = 0; turn < tries; turn += 1) {
    // Looked at and never opened but by SQLite: POSIX drops a program's lock when it closes the file by any other way.
    const before = await stat(file).catch(() => null)
    if (before && (!before.isFile() || before.size > 0)) throw refused('there-already', file)
    const lock = new Sqlite(file, { timeout: 0 })
    try {
      // Nothing is ever written to it: no journal beside it.
      lock.pragma('journal_mode = MEMORY')
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      const code = error instanceof Sqlite.SqliteError ? error.code : ''
      // A drive that knows no locks is written to all the same, as by one program.
      if (code.startsWith('SQLITE_IOERR')) return lock
      lock.close()
      throw code.startsWith('SQLITE_BUSY') ? refused('being-written', path) : error
    }
    const after = await stat(file).catch(() => null)
    // The file that is locked is the one that others find there, and was not taken away by the one who had it before.
    if (before && before.ino === after?.ino) return lock
    lock.close()
  }
  throw refused('being-written', path)
}
