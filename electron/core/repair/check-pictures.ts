import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Problem } from '../../../shared/contract/vault.ts'
import type { Pool } from '../jobs/pool.ts'
import { discard, type Vault } from '../vault/vault.ts'

interface Row {
  sha256: string
  format: string
  pdq: string | null
  name: string
}

/**
 * Thumbnails and fingerprints, which can be made again at any time (`derived`): whether each thumbnail is there and
 * as long as its head says; with `deep` whether it comes out of the original byte for byte.
 */
export async function pictureProblems(
  vault: Vault,
  pool: Pool,
  { deep, signal }: { readonly deep: boolean; readonly signal: AbortSignal },
): Promise<Problem[]> {
  const page = vault.database.prepare<[string], Row>(
    `SELECT sha256, objects.format, pdq, COALESCE((SELECT name FROM items WHERE items.sha256 = pictures.sha256 LIMIT 1), sha256) AS name
     FROM pictures JOIN objects USING (sha256) WHERE state = 'ready' AND sha256 > ? ORDER BY sha256 LIMIT 200`,
  )
  const problems: Problem[] = []
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.sha256 ?? '')) {
    const found = await Promise.all(
      rows.map((row) => (deep ? remade(vault, pool, row) : isWhole(vault.objects.thumbnailOf(row.sha256)))),
    )
    for (const [index, { sha256, name }] of rows.entries()) {
      if (!found[index])
        problems.push({ kind: 'derived', subject: name, expected: sha256, found: 'thumbnail' })
    }
    await breathe()
    signal.throwIfAborted()
  }
  return problems
}

/** A WebP file says its length in its head: RIFF, 32 bits little-endian, WEBP (RFC 9649, section 2.4). */
function isWhole(path: string): boolean {
  try {
    const file = openSync(path, 'r')
    try {
      const head = Buffer.alloc(12)
      if (readSync(file, head, 0, 12, 0) < 12) return false
      const length = head.readUInt32LE(4) + 8
      return (
        head.toString('latin1', 0, 4) === 'RIFF' &&
        head.toString('latin1', 8) === 'WEBP' &&
        length === fstatSync(file).size
      )
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

async function remade({ objects }: Vault, pool: Pool, { sha256, format, pdq }: Row): Promise<boolean> {
  const again = join(objects.uploads, `${process.pid}-${sha256}.webp`)
  try {
    const path = objects.pathOf(sha256)
    const made = await pool.run('picture', { path, format, thumbnail: again }).catch(() => null)
    // An original that cannot be read is found as such.
    if (made === null) return true
    return (
      made.pdq === (pdq ?? undefined) && readFileSync(again).equals(readFileSync(objects.thumbnailOf(sha256)))
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  } finally {
    await discard(again)
  }
}
