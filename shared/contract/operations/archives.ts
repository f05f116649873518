import { z } from 'zod'
import { ArchiveRequest, VaultHealth } from '../archive.ts'
import { Job } from '../job.ts'
import { Nothing, operation, Source } from './operation.ts'

export const archiveOperations = {
  /** A job whose result is an `Archive`: one case as a BagIt 1.0 bag (RFC 8493). */
  'archives.export': operation(ArchiveRequest, Job),
  /** A job whose result is `Restored`. Only into a vault that holds no case yet. */
  'archives.restore': operation(z.strictObject({ source: Source }), Job),
  /** A job whose result is a `Backup` of the whole vault; a path that the person gave. */
  'backups.run': operation(z.strictObject({ path: z.string().min(1).max(32_768) }), Job),
  'vaults.health': operation(Nothing, VaultHealth),
  /** A job: makes derived data again (thumbnails, fingerprints, search index, tree of the ledger). Touches nothing else. */
  'vaults.rebuild': operation(Nothing, Job),
  /** A job: fetches lost originals back from an archive or backup of the user's, by their digest. */
  'vaults.fetch': operation(z.strictObject({ source: Source }), Job),
} as const
