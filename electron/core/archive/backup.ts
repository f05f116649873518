import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import type { Backup, Restored } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { Instant, Sha256 } from '../../../shared/contract/primitives.ts'
import { type Database, databaseFile, openDatabase } from '../database/database.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { discard, type Vault } from '../vault/vault.ts'
import { clearLedger, mustBeFresh } from './fresh-vault.ts'
import type { RestoreParts } from './restore.ts'
import { columnsOf } from './tables.ts'
import { atDestination, type CopyFile } from './writer.ts'

/** `backup.json`, written last: a backup without it is not finished. */
const BackupFile = z.strictObject({
  format: z.literal('zuozheng-backup-1'),
  madeAt: Instant,
  program: z.string(),
  head: z.strictObject({ seq: z.number().int(), hash: Sha256 }),
  database: Sha256,
  objects: z.number().int(),
  bytes: z.number().int(),
})
type BackupFile = z.infer<typeof BackupFile>

const parallel = 4
const partial = `${databaseFile}.partial`

interface ObjectRow {
  readonly sha256: string
  readonly size: number
}

/**
 * Copies the whole vault into a folder: the database as one state of it, also while others write, then every object
 * that is not there yet; what is there is read again. Can be run again after an interruption, and to bring it up to
 * date: an earlier backup stays whole until the new one is.
 *
 * Throws `invalid-input` for a folder that holds something else, `hash-mismatch` and `file-unreadable` for an original
 * that is not as it was, `disk-full` and `vault-unwritable` with the place.
 */
export async function backUp(
  parts: { readonly vault: Vault; readonly version: string; readonly copyFile: CopyFile },
  path: string,
  { signal, report }: JobContext,
): Promise<Backup> {
  const { vault, version, copyFile } = parts
  const madeAt = new Date().toISOString()
  await atDestination(path, () => prepare(path, vault.directory))
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
  const copied = new Sqlite(place, { readonly: true })
  let objects: ObjectRow[]
  try {
    mustBeWhole(copied, head)
    objects = copied.prepare<[], ObjectRow>('SELECT sha256, size FROM objects ORDER BY sha256').all()
  } finally {
    copied.close()
  }
  await settleDatabase(place)

  const counts = { copied: 0, kept: 0, bytes: 0 }
  const queue = objects.values()
  const work = async () => {
    for (const row of queue) {
      signal.throwIfAborted()
      const isThere = await atDestination(path, () => holds(placeOf(path, row.sha256), row))
      if (!isThere) await copyObject(vault, copyFile, path, row)
      counts[isThere ? 'kept' : 'copied'] += 1
      counts.bytes += row.size
      report(counts.copied + counts.kept, objects.length)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  signal.throwIfAborted()

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
    // Between these lines the old description does not fit the new database; the next run makes both again.
    await rm(join(path, 'backup.json'), { force: true })
    await rename(place, join(path, databaseFile))
    await writeFile(join(path, 'backup.json.partial'), `${JSON.stringify(told, null, 2)}\n`, { flush: true })
    await rename(join(path, 'backup.json.partial'), join(path, 'backup.json'))
    await flushFolder(path)
    return { path, madeAt, ...counts, verified: true }
  })
}

/** An empty folder, or one that a backup was begun in; never the vault itself or a place within it. */
async function prepare(path: string, vault: string): Promise<void> {
  const inside = `${path}/`.startsWith(`${vault}/`)
  const names = inside ? [] : await readdir(path).catch(() => [])
  const ours = [databaseFile, partial, 'backup.json', 'backup.json.partial', 'objects']
  const strange = names.find((name) => !ours.some((known) => name === known || name.startsWith(databaseFile)))
  const isVault = names.includes(databaseFile) && !names.includes('backup.json') && names.includes('derived')
  if (inside || strange !== undefined || isVault) {
    throw new AppError('invalid-input', { field: path, reason: 'there-already', path })
  }
  await mkdir(join(path, 'objects'), { recursive: true })
}

function placeOf(path: string, sha256: string): string {
  return join(path, 'objects', sha256.slice(0, 2), sha256)
}

async function holds(place: string, { sha256, size }: ObjectRow): Promise<boolean> {
  const there = await stat(place).catch(() => null)
  return there?.size === size && (await digestOf(place)) === sha256
}

async function copyObject(vault: Vault, copyFile: CopyFile, path: string, row: ObjectRow): Promise<void> {
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
    if (copied.sha256 === null) throw new AppError('file-unreadable', { ...named, reason: copied.fault })
    if (copied.sha256 !== sha256) {
      throw new AppError('hash-mismatch', { ...named, expected: sha256, found: copied.sha256 })
    }
    await atDestination(path, () => rename(temporary, to))
  } finally {
    await discard(temporary)
  }
}

function mustBeWhole(database: Database, head: { seq: number; hash: string }): void {
  const found = database.pragma('integrity_check', { simple: true })
  const hash = database
    .prepare<[number], string>('SELECT hash FROM ledger WHERE seq = ?')
    .pluck()
    .get(head.seq)
  if (found !== 'ok' || hash !== head.hash) throw new AppError('vault-damaged', { path: database.name })
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** On the disk before a description says so, and without the journal that looking at it may have left. */
async function settleDatabase(place: string): Promise<void> {
  for (const tail of ['-wal', '-shm']) await rm(place + tail, { force: true })
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

/** The description of a backup; null for a folder that is none. Throws `archive-damaged` for one that was not finished. */
async function describedIn(path: string): Promise<BackupFile | null> {
  const names: string[] = await readdir(path).catch(() => [])
  if (!names.includes('backup.json')) {
    if (!names.includes(databaseFile) && !names.includes(partial)) return null
    throw new AppError('archive-damaged', { path, reason: 'backup-unfinished', kind: 'backup-unfinished' })
  }
  const found = BackupFile.safeParse(JSON.parse(await readFile(join(path, 'backup.json'), 'utf8')))
  if (!found.success)
    throw new AppError('archive-damaged', { path, reason: 'backup.json', kind: 'row-damaged' })
  return found.data
}

export async function isBackup(path: string): Promise<boolean> {
  const names: string[] = await readdir(path).catch(() => [])
  return names.includes(databaseFile) || names.includes(partial)
}

/** Brings a whole vault back from its backup into one that holds nothing yet. Every file is hashed on its way in. */
export async function restoreBackup(
  { vault, copyFile, rebuild }: RestoreParts,
  path: string,
  { id, signal, report }: JobContext,
): Promise<Restored> {
  mustBeFresh(vault)
  const described = await describedIn(path)
  const database = join(path, databaseFile)
  const damaged = (kind: string, subject: string) =>
    new AppError('archive-damaged', { path, reason: `${kind}: ${subject}`, kind })
  if (!described || (await digestOf(database)) !== described.database) throw damaged('changed', databaseFile)

  const elsewhere = join(vault.objects.directory, 'tmp', `${process.pid}-backup-${id}`)
  try {
    await mkdir(elsewhere)
    const { sha256 } = await copyFile({ from: database, to: join(elsewhere, databaseFile) })
    if (sha256 !== described.database) throw damaged('changed', databaseFile)
    // Brings an older backup to the schema of today, in the copy.
    const copy = openDatabase(elsewhere)
    let objects: ObjectRow[]
    try {
      objects = copy.prepare<[], ObjectRow>('SELECT sha256, size FROM objects').all()
    } finally {
      copy.close()
    }
    let done = 0
    for (const { sha256: digest } of objects) {
      signal.throwIfAborted()
      const temporary = join(vault.objects.directory, 'tmp', `${process.pid}-backup-${id}-${done}`)
      try {
        const copied = await copyFile({ from: placeOf(path, digest), to: temporary })
        if (copied.sha256 !== digest) throw damaged(copied.sha256 === null ? 'missing' : 'changed', digest)
        const target = vault.objects.pathOf(digest)
        await mkdir(join(target, '..'), { recursive: true })
        await rename(temporary, target)
      } finally {
        await discard(temporary)
      }
      done += 1
      report(done, objects.length)
    }
    await vault.objects.settle(objects.map(({ sha256: digest }) => digest))
    return takeRows(vault, join(elsewhere, databaseFile), rebuild)
  } finally {
    await discard(elsewhere)
  }
}

/** Tables that are made again, or speak of programs that are gone. */
const notTaken = /^(sqlite_|search_|vault$|jobs$|outcomes$|pictures$|ledger_tree$)/

function takeRows(vault: Vault, copy: string, rebuild: () => void): Restored {
  const { database } = vault
  database.prepare('ATTACH ? AS backup').run(copy)
  try {
    return vault.write(() => {
      mustBeFresh(vault)
      database.pragma('defer_foreign_keys = ON')
      const replaced = clearLedger(database)
      const tables = database
        .prepare<[], string>(`SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid`)
        .pluck()
        .all()
        .filter((name) => !notTaken.test(name))
      for (const table of tables) {
        const columns = columnsOf(database, table)
          .map((name) => `"${name}"`)
          .join(', ')
        database.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM backup.${table}`)
      }
      database.prepare('UPDATE recorders SET owner = NULL').run()
      vault.tree.rebuild()
      rebuild()
      const { seq, hash } = vault.ledger.head()
      vault.ledger.append({
        act: 'case.restored',
        caseId: null,
        digests: [],
        data: { seq, head: hash, replaced },
      })
      const cases = database.prepare<[], number>('SELECT id FROM cases ORDER BY id').pluck().all()
      const items = database.prepare<[], number>('SELECT COUNT(*) FROM items').pluck().get() ?? 0
      return { cases, items, problems: [] }
    })
  } finally {
    database.exec('DETACH backup')
  }
}
