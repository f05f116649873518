import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/contract/errors.ts'
import { Instant, Sha256 } from '../../../shared/contract/primitives.ts'
import { type Database, databaseFile } from '../database/database.ts'
import { backupDescriptions } from '../vault/vault.ts'
import { digestOf } from './source.ts'

/** `backup.json`: a backup without it is not finished. */
const BackupFile = z.strictObject({
  format: z.literal('zuozheng-backup-1'),
  madeAt: Instant,
  program: z.string(),
  head: z.strictObject({ seq: z.number().int(), hash: Sha256 }),
  database: Sha256,
  objects: z.number().int(),
  bytes: z.number().int(),
})
export type BackupFile = z.infer<typeof BackupFile>

/** The database on its way into a backup. */
export const partial = `${databaseFile}.partial`

export interface ObjectRow {
  readonly sha256: string
  readonly size: number
}

export function placeOf(path: string, sha256: string): string {
  return join(path, 'objects', sha256.slice(0, 2), sha256)
}

export function hashAt(database: Database, seq: number): string | undefined {
  return database.prepare<[number], string>('SELECT hash FROM ledger WHERE seq = ?').pluck().get(seq)
}

export function damagedBackup(path: string, kind: string, subject: string): AppError {
  return new AppError('archive-damaged', { path, reason: `${kind}: ${subject}`, kind })
}

/** Null for what is not there or says nothing that can be read. */
export async function descriptionAt(place: string): Promise<BackupFile | null> {
  try {
    const found = BackupFile.safeParse(JSON.parse(await readFile(place, 'utf8')))
    return found.success ? found.data : null
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The description that fits the database of a backup. Throws `archive-damaged`, also for one that was not finished. */
export async function describedIn(path: string): Promise<BackupFile> {
  const names: string[] = await readdir(path)
  if (!names.includes(databaseFile) || !backupDescriptions.some((name) => names.includes(name)))
    throw damagedBackup(path, 'backup-unfinished', 'backup.json')
  const found = await Promise.all(backupDescriptions.map((name) => descriptionAt(join(path, name))))
  if (found.every((described) => described === null)) throw damagedBackup(path, 'row-damaged', 'backup.json')
  const digest = await digestOf(join(path, databaseFile))
  const fitting = found.find((described) => described?.database === digest)
  if (!fitting) throw damagedBackup(path, 'changed', databaseFile)
  return fitting
}

export async function isBackup(path: string): Promise<boolean> {
  const names: string[] = await readdir(path).catch(() => [])
  return names.includes(databaseFile) || names.includes(partial)
}
