import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Fetched } from '../../../shared/contract/archive.ts'
import { AppError } from '../../../shared/contract/errors.ts'
import { digestFile, openSource, writeOut } from '../archive/archive.ts'
import { listFiles } from '../cases/cases.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { Pool } from '../jobs/pool.ts'
import { adopt, discard, type Vault } from '../vault/vault.ts'
import { healthOf } from './health.ts'
import type { RepairParts } from './repair.ts'

interface Lost {
  readonly sha256: string
  readonly size: number
  readonly name: string
}

/** A file that may be a lost original, wherever it lies. Digests are null where it cannot be read. */
interface Candidate {
  readonly size: number
  readonly digest: () => Promise<string | null>
  /** Returns the digest of what was copied. */
  readonly copyTo: (place: string) => Promise<string | null>
}

/**
 * Fetches originals that are missing or changed back from what the user has of them: an archive (folder or ZIP), a
 * backup, the folder they were imported from, a ZIP in any of these. A file counts by its digest alone, whatever it is
 * called. It is written beside, flushed and renamed as at an import. A changed original is not destroyed: it goes to
 * `aside/`, named `<digest it should have>.<digest it has>` (`unreadable` and a random part where it cannot be read).
 *
 * Throws `file-not-found` where nothing is at the place, `archive-damaged` where it is a ZIP that cannot be read.
 */
export async function fetchOriginals(
  { vault, pool }: RepairParts,
  source: string,
  { signal, report }: JobContext,
): Promise<Fetched> {
  if (!statSync(source, { throwIfNoEntry: false })) throw new AppError('file-not-found', { path: source })
  const lost = new Map(lostIn(vault).map((one) => [one.sha256, one]))
  const wanted = lost.size
  const sizes = new Set([...lost.values()].map(({ size }) => size))
  const keptAside: string[] = []
  report(0, wanted)
  for await (const candidate of candidatesIn(source, vault, pool)) {
    signal.throwIfAborted()
    if (lost.size === 0) break
    if (!sizes.has(candidate.size)) continue
    const one = lost.get((await candidate.digest()) ?? '')
    if (!one) continue
    const kept = await fetchOne(vault, pool, candidate, one)
    if (kept === null) continue
    if (kept !== '') keptAside.push(kept)
    lost.delete(one.sha256)
    report(wanted - lost.size, wanted)
  }
  return {
    wanted,
    fetched: wanted - lost.size,
    keptAside,
    stillLost: [...lost.values()].map(({ sha256, name }) => ({ sha256, name })),
  }
}

/** Every file of a folder or a ZIP, without the vault's own. */
async function* candidatesIn(source: string, vault: Vault, pool: Pool): AsyncGenerator<Candidate> {
  const own = vault.directory + sep
  for await (const { path, fault } of listFiles([source])) {
    const size = fault || path.startsWith(own) ? undefined : statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined) continue
    yield {
      size,
      digest: async () => (await pool.run('check', { files: [{ path }] }))[0]?.sha256 ?? null,
      copyTo: async (to) => (await pool.run('copy', { from: path, to })).sha256,
    }
    if (await isZip(path)) yield* candidatesInZip(path, path === source)
  }
}

/**
 * What a ZIP holds, read as a stream and found by its bytes: its names lead nowhere. One that cannot be read is told where
 * the person named it; met on the way it is a file among others.
 */
async function* candidatesInZip(path: string, isNamed: boolean): AsyncGenerator<Candidate> {
  const zip = await openSource(path).catch((error: unknown) => {
    if (isNamed || !(error instanceof AppError)) throw error
    return null
  })
  if (!zip) return
  try {
    for (const file of zip.files) {
      if (file.kind === 'link') continue
      yield {
        size: file.size,
        digest: async () => (await digestFile(file, ['sha256'])).sha256 ?? null,
        copyTo: (to) => writeOut(file, to),
      }
    }
  } finally {
    zip.close()
  }
}

/** By the head of its first file (APPNOTE 4.3.7): an upload has no name of its own. */
async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return false
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004'
  } finally {
    await file.close()
  }
}

/** Returns the name under which the changed original was kept, '' where there was none, null where the copy failed. */
async function fetchOne(
  vault: Vault,
  pool: Pool,
  candidate: Candidate,
  { sha256 }: Lost,
): Promise<string | null> {
  const { objects } = vault
  const beside = join(objects.directory, 'tmp', `${process.pid}-fetch-${randomBytes(4).toString('hex')}`)
  try {
    // It changed between the two looks.
    if ((await candidate.copyTo(beside)) !== sha256) return null
    // A verification beside this may have found by now that nothing may be written: no file is moved then either.
    vault.write(() => undefined)
    const kept = await setAside(vault, pool, sha256)
    if (kept === 'whole') return ''
    await adopt(objects, beside, sha256)
    const data = { keptAside: kept === '' ? null : kept }
    vault.write(() => {
      // Of each case that has it, so that the archive of another client's does not speak of it.
      for (const caseId of casesOf(vault, sha256))
        vault.ledger.append({ act: 'original.fetched', caseId, digests: [sha256], data })
    })
    return kept
  } finally {
    await discard(beside)
  }
}

/** The cases that a file belongs to; null where that is not known or it is of the whole vault. */
function casesOf({ database }: Vault, sha256: string): readonly (number | null)[] {
  const ask = (sql: string) => database.prepare<[{ sha256: string }], number>(sql).pluck().all({ sha256 })
  const rows = ask(
    `SELECT case_id FROM items WHERE sha256 = @sha256
     UNION SELECT case_id FROM dossiers WHERE sha256 = @sha256
     UNION SELECT case_id FROM reproductions WHERE sent = @sha256
     UNION SELECT case_id FROM timestamps WHERE token = @sha256 AND case_id IS NOT NULL`,
  )
  if (rows.length > 0) return rows
  // What was written out for a case has no row of its own.
  const entries = ask(
    `SELECT DISTINCT case_id FROM ledger WHERE act IN ('records.exported', 'process.exported')
     AND case_id IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(digests) WHERE value = @sha256)`,
  )
  return entries.length > 0 ? entries : [null]
}

/** Moves what lies in an original's place out of the way; says `whole` where it is the original after all. */
async function setAside({ directory, objects }: Vault, pool: Pool, sha256: string): Promise<string> {
  const place = objects.pathOf(sha256)
  if (!statSync(place, { throwIfNoEntry: false })) return ''
  const [found] = await pool.run('check', { files: [{ path: place }] })
  if (found?.sha256 === sha256) return 'whole'
  const name = `${sha256}.${found?.sha256 ?? `unreadable-${randomBytes(4).toString('hex')}`}`
  mkdirSync(join(directory, 'aside'), { recursive: true })
  renameSync(place, join(directory, 'aside', name))
  return name
}

/** What the last verification missed, and what a look at names and sizes misses now. */
function lostIn(vault: Vault): Lost[] {
  const known = new Set(healthOf(vault).lost.map(({ sha256 }) => sha256))
  const rows = vault.database.prepare<[], Lost>(
    `SELECT sha256, size, COALESCE((SELECT name FROM items WHERE items.sha256 = objects.sha256 LIMIT 1), sha256) AS name
     FROM objects`,
  )
  return rows.all().filter(({ sha256, size }) => {
    const entry = statSync(vault.objects.pathOf(sha256), { throwIfNoEntry: false })
    return known.has(sha256) || entry?.size !== size
  })
}
