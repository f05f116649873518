import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Fetched } from '../../../shared/contract/archive.ts'
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

/**
 * Fetches originals that are missing or changed back from a folder of the user's: an archive, a backup, the folder
 * they were imported from. A file counts by its digest alone, whatever it is called. It is written beside, flushed
 * and renamed as at an import. A changed original is not destroyed: it goes to `aside/`, named
 * `<digest it should have>.<digest it has>` (`unreadable` and a random part where it cannot be read).
 */
export async function fetchOriginals(
  { vault, pool }: RepairParts,
  source: string,
  { signal, report }: JobContext,
): Promise<Fetched> {
  const lost = new Map(lostIn(vault).map((one) => [one.sha256, one]))
  const wanted = lost.size
  const sizes = new Set([...lost.values()].map(({ size }) => size))
  const keptAside: string[] = []
  const own = vault.directory + sep
  report(0, wanted)
  for await (const { path, fault } of listFiles([source])) {
    signal.throwIfAborted()
    if (lost.size === 0) break
    if (fault || path.startsWith(own)) continue
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined || !sizes.has(size)) continue
    const [found] = await pool.run('check', { files: [{ path }] })
    const one = found?.sha256 ? lost.get(found.sha256) : undefined
    if (!one) continue
    const kept = await fetchOne(vault, pool, path, one)
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

/** Returns the name under which the changed original was kept, '' where there was none, null where the copy failed. */
async function fetchOne(vault: Vault, pool: Pool, from: string, { sha256 }: Lost): Promise<string | null> {
  const { objects } = vault
  const beside = join(objects.directory, 'tmp', `${process.pid}-fetch-${randomBytes(4).toString('hex')}`)
  try {
    const copied = await pool.run('copy', { from, to: beside })
    // It changed between the two looks.
    if (copied.sha256 !== sha256) return null
    // A verification beside this may have found by now that nothing may be written: no file is moved then either.
    vault.write(() => undefined)
    const kept = await setAside(vault, pool, sha256)
    if (kept === 'whole') return ''
    await adopt(objects, beside, sha256)
    vault.write(() =>
      vault.ledger.append({
        act: 'original.fetched',
        caseId: null,
        digests: [sha256],
        data: { keptAside: kept === '' ? null : kept },
      }),
    )
    return kept
  } finally {
    await discard(beside)
  }
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
