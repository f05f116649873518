import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../../shared/contract/vault.ts'
import type { Pool } from '../jobs/pool.ts'
import { discard, type Vault } from '../vault/vault.ts'

interface Row {
  sha256: string
  format: string
  pdq: string | null
}

/**
 * Thumbnails and fingerprints, which can be made again at any time (`derived`): whether each thumbnail is there and
 * as long as its head says; with `deep` whether it comes out of the original byte for byte.
 */
export async function pictureProblems(
  vault: Vault,
  pool: Pool,
  { deep, width, signal }: { readonly deep: boolean; readonly width: number; readonly signal: AbortSignal },
): Promise<Problem[]> {
  const nameOf = vault.database
    .prepare<[string], string>('SELECT name FROM items WHERE sha256 = ? LIMIT 1')
    .pluck()
  const problems: Problem[] = []
  const pages = pagesOf(vault)

  async function work(): Promise<void> {
    for (const rows of pages) {
      signal.throwIfAborted()
      const paths = rows.map(({ sha256 }) => vault.objects.thumbnailOf(sha256))
      const found = deep
        ? await Promise.all(rows.map((row) => remade(vault, pool, row)))
        : await pool.run('checkThumbnails', { paths })
      for (const [index, { sha256 }] of rows.entries()) {
        if (found[index]) continue
        const subject = nameOf.get(sha256) ?? sha256
        problems.push({ kind: 'derived', subject, expected: sha256, found: 'thumbnail' })
      }
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  signal.throwIfAborted()
  return problems
}

function* pagesOf({ database }: Vault): Generator<Row[]> {
  const page = database.prepare<[string], Row>(
    `SELECT sha256, objects.format, pdq FROM pictures JOIN objects USING (sha256)
     WHERE state = 'ready' AND sha256 > ? ORDER BY sha256 LIMIT 500`,
  )
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.sha256 ?? '')) yield rows
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
