import { AppError } from '../../shared/contract/errors.ts'
import type { Picture } from '../../shared/contract/item.ts'
import type { Items } from './cases/cases.ts'
import { asAppError } from './database/database.ts'
import type { JobContext } from './jobs/jobs.ts'
import type { Pool } from './jobs/pool.ts'
import type { Vault } from './vault/vault.ts'

/** Thumbnails and fingerprints for what has none yet. Derived data: it follows an import, safety comes first. */
export async function makePictures(
  { vault, items, pool }: { vault: Vault; items: Items; pool: Pool },
  { signal, report }: JobContext,
): Promise<{ made: number }> {
  const todo = items.withoutPicture()
  let done = 0
  const queue = todo.values()
  async function work(): Promise<void> {
    for (const { sha256, format } of queue) {
      if (signal.aborted) return
      const picture = await pool
        .run('picture', {
          path: vault.objects.pathOf(sha256),
          format,
          thumbnail: vault.objects.thumbnailOf(sha256),
        })
        .catch((error: NodeJS.ErrnoException): Picture | null => {
          const fault = asAppError(error, vault.directory)
          if (fault instanceof AppError) throw fault
          // What the disk did says nothing about the picture: it stays to be made.
          if (/^E[A-Z0-9]+$/.test(error.code ?? '')) return null
          // A decoder that takes its thread down with it has met a damaged file.
          return { state: 'failed', reason: 'damaged' }
        })
      if (picture) items.setPicture(sha256, picture)
      done += 1
      report(done, todo.length)
    }
  }
  await Promise.all(Array.from({ length: pool.size }, work))
  signal.throwIfAborted()
  return { made: done }
}
