import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Backup } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { type Database, databaseFile, openToLookAt } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { backupDescriptions, checkLedger, discard, type Vault } from '../vault/vault.ts'
import { type BackupFile, descriptionAt, hashAt, type ObjectRow, partial, placeOf } from './backup-file.ts'
import { inParallel } from './in-parallel.ts'
import { keeping } from './lock.ts'
import { digestOf } from './source.ts'
import { atDestination, type CopyFile } from './writer.ts'

const parallel = 4
/** Held while a program writes to a backup. */
const lockFile = 'backup.lock'

interface BackupParts {
  readonly vault: Vault
  readonly version: string
  readonly copyFile: CopyFile
}

/**
 * Copies the whole vault into a folder: the database as one state of it, also while others write, then every object
 * that is not there yet; what is there is read again. Can be run again after an interruption, and to bring it up to
 * date: an earlier backup stays whole until the new one is.
 *
 * Throws `invalid-input` for a folder that holds something else, also the backup of another vault or of a later state
 * of this one, and for one that another program writes to; `vault-damaged` where rows do not fit the ledger and an
 * earlier backup would be replaced; `hash-mismatch` and `file-unreadable` for an original that is not as it was, after
 * all others are copied; `disk-full` and `vault-unwritable` with the place.
 */
export async function backUp(parts: BackupParts, path: string, context: JobContext): Promise<Backup> {
  await atDestination(path, () => prepare(path, parts.vault.directory))
  return keeping(path, join(path, lockFile), () => backUpAlone(parts, path, context))
}

async function backUpAlone(
  { vault, version, copyFile }: BackupParts,
  path: string,
  { signal, report }: JobContext,
): Promise<Backup> {
  const madeAt = new Date().toISOString()
  const earlier = await atDestination(path, () => headThere(path))
  if (earlier && hashAt(vault.database, earlier.seq) !== earlier.hash) throw takenBy(path, 'other-vault')
  const isSound = (await checkLedger(vault, { signal })).length === 0
  // What was good enough before must not give way to what is not.
  if (earlier && !isSound) throw new AppError('vault-damaged', { path: vault.directory })
  const { head } = vault.write(() => ({
    head: vault.ledger.append({ act: 'vault.backed-up', caseId: null, digests: [], data: {} }),
  }))
  const place = join(path, partial)
  await atDestination(path, async () => {
    await rm(place, { force: true })
    await vault.database.backup(place, {
      progress: () => {
        signal.throwIfAborted()
        return 2_000
      },
    })
  })
  const copied = new Sqlite(place)
  let objects: ObjectRow[]
  try {
    // Without a log of its own: it can be looked at where nothing may be written, and looking at it leaves no files.
    copied.pragma('journal_mode = DELETE')
    mustBeWhole(copied, head)
    objects = copied.prepare<[], ObjectRow>('SELECT sha256, size FROM objects ORDER BY sha256').all()
  } finally {
    copied.close()
  }
  await settleDatabase(place)

  const counts = { copied: 0, kept: 0, bytes: 0 }
  const lost: AppError[] = []
  await inParallel(objects, parallel, async (row) => {
    signal.throwIfAborted()
    const isThere = await atDestination(path, () => holds(placeOf(path, row.sha256), row))
    const fault = isThere ? null : await copyObject(vault, copyFile, path, row)
    if (fault) lost.push(fault)
    counts[isThere ? 'kept' : 'copied'] += 1
    counts.bytes += row.size
    report(counts.copied + counts.kept, objects.length)
  })
  signal.throwIfAborted()
  const [first] = lost
  if (first) throw first

  return atDestination(path, async () => {
    const { seq, hash } = head
    const told: BackupFile = {
      format: 'zuozheng-backup-1',
      madeAt,
      program: version,
      head: { seq, hash },
      database: await digestOf(place),
      objects: objects.length,
      bytes: counts.bytes,
    }
    // At every moment one of the two descriptions fits the database.
    await writeFile(join(path, 'backup.json.partial'), `${JSON.stringify(told, null, 2)}\n`, { flush: true })
    await rename(place, join(path, databaseFile))
    await rename(join(path, 'backup.json.partial'), join(path, 'backup.json'))
    await flushFolder(path)
    return { path, madeAt, ...counts, verified: isSound }
  })
}

function takenBy(path: string, reason: 'there-already' | 'other-vault'): AppError {
  return new AppError('invalid-input', { field: path, reason, path })
}

/** Up to where the ledger of the backup went that is there already; null where no finished one is. */
async function headThere(path: string): Promise<BackupFile['head'] | null> {
  const place = join(path, databaseFile)
  if (!(await stat(place).catch(() => null))) return null
  for (const name of backupDescriptions) {
    const described = await descriptionAt(join(path, name))
    if (described) return described.head
  }
  // Without a word about it the database speaks for itself; one that cannot may be all that is left of something.
  let database: Database | undefined
  try {
    database = openToLookAt(place)
    const head = database
      .prepare<[], BackupFile['head']>('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1')
      .get()
    if (head) return head
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
  } finally {
    database?.close()
  }
  throw takenBy(path, 'there-already')
}

/** An empty folder, or one that a backup was begun in; never the vault itself or a place within it. */
async function prepare(path: string, vault: string): Promise<void> {
  const way = relative(vault, path)
  const inside = !isAbsolute(way) && way.split(sep)[0] !== '..'
  const names = inside ? [] : await readdir(path).catch(() => [])
  const ours = [databaseFile, partial, ...backupDescriptions, 'objects', lockFile]
  const strange = names.find((name) => !ours.some((known) => name === known || name.startsWith(databaseFile)))
  const isVault = names.includes(databaseFile) && !names.includes('backup.json') && names.includes('derived')
  if (inside || strange !== undefined || isVault) {
    throw takenBy(path, 'there-already')
  }
  await mkdir(join(path, 'objects'), { recursive: true })
}

async function holds(place: string, { sha256, size }: ObjectRow): Promise<boolean> {
  const there = await stat(place).catch(() => null)
  return there?.size === size && (await digestOf(place)) === sha256
}

/** Returns what is wrong with the original, so that the others can be copied first. */
async function copyObject(
  vault: Vault,
  copyFile: CopyFile,
  path: string,
  row: ObjectRow,
): Promise<AppError | null> {
  const { sha256 } = row
  const to = placeOf(path, sha256)
  const temporary = join(
    path,
    'objects',
    sha256.slice(0, 2),
    `${sha256}.${randomBytes(4).toString('hex')}.partial`,
  )
  const name = vault.database
    .prepare<[string], string>('SELECT name FROM items WHERE sha256 = ? LIMIT 1')
    .pluck()
    .get(sha256)
  try {
    const copied = await atDestination(path, async () => {
      await mkdir(join(path, 'objects', sha256.slice(0, 2)), { recursive: true })
      return copyFile({ from: vault.objects.pathOf(sha256), to: temporary })
    })
    const named = { path: name ?? sha256 }
    if (copied.sha256 === null) return new AppError('file-unreadable', { ...named, reason: copied.fault })
    if (copied.sha256 !== sha256) {
      return new AppError('hash-mismatch', { ...named, expected: sha256, found: copied.sha256 })
    }
    await atDestination(path, () => rename(temporary, to))
    return null
  } finally {
    await discard(temporary)
  }
}

function mustBeWhole(database: Database, head: { seq: number; hash: string }): void {
  const found = database.pragma('integrity_check', { simple: true })
  if (found !== 'ok' || hashAt(database, head.seq) !== head.hash)
    throw new AppError('vault-damaged', { path: database.name })
}

/** On the disk before a description says so. */
async function settleDatabase(place: string): Promise<void> {
  const file = await open(place, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
