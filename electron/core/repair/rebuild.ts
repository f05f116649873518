import type { Rebuilt } from '../../../shared/contract/archive.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { RepairParts } from './repair.ts'

/**
 * Makes again what follows from originals, records and statements: thumbnails, fingerprints, the search index and
 * what other modules derive. Everything else stays as it is.
 */
export async function rebuildDerived(
  { vault, items, makePictures, remake }: RepairParts,
  context: JobContext,
): Promise<Rebuilt> {
  items.index.rebuild()
  for (const make of remake) make()
  // Each thumbnail is replaced as a whole when its turn comes, so that none is missing in between.
  vault.write(() => vault.database.exec('DELETE FROM pictures'))
  await makePictures(context)
  const { n } = vault.database.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM pictures').get() ?? {
    n: 0,
  }
  vault.write(() =>
    vault.ledger.append({ act: 'vault.repaired', caseId: null, digests: [], data: { pictures: n } }),
  )
  return { pictures: n }
}
