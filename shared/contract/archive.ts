import { z } from 'zod'
import { Id, Instant, Sha256 } from './primitives.ts'
import { Problem } from './vault.ts'

/** Where an archive goes. A path is accepted only from shells that the person gave it to; a download is fetched by its digest. */
export const Destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(32_768) }),
  z.strictObject({ kind: z.literal('download') }),
])
export type Destination = z.infer<typeof Destination>

/** `court` shows all, `service` withholds personal data (legal-reference R11). */
export const ArchiveCopy = z.enum(['court', 'service'])

export const ArchiveRequest = z.strictObject({
  case: Id,
  form: z.enum(['folder', 'zip']).default('folder'),
  copy: ArchiveCopy.default('court'),
  /** Adds a CASE/UCO JSON-LD file. */
  caseUco: z.boolean().default(false),
  destination: Destination,
})
export type ArchiveRequest = z.infer<typeof ArchiveRequest>

export const Archive = z.strictObject({
  /** Folder or file, where it was written to a path. */
  path: z.string().nullable(),
  fileName: z.string(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Digest of `manifest-sha256.txt`; that of the ZIP where there is one. */
  manifest: Sha256,
  sha256: Sha256.nullable(),
  writtenAt: Instant,
  /** Names that whoever gets it can read: accounts of computers in the ledger, files that a service copy withholds. */
  accounts: z.array(z.string()),
  withheldNames: z.array(z.string()),
})
export type Archive = z.infer<typeof Archive>

export const Restored = z.strictObject({
  cases: z.array(Id),
  items: z.number().int().nonnegative(),
  /** Warnings of the bag; of a backup what does not fit its own ledger. */
  problems: z.array(Problem),
  /** Every row is as the ledger has it, as far as the ledger says. A case that does not fit is refused; a backup is not. */
  fitsLedger: z.boolean(),
  /** Tables with columns that no ledger speaks of (docs/archive.md), so that they were taken as the archive has them. */
  untold: z.array(z.enum(['objects', 'dossiers', 'recorders', 'arrivals', 'reproductions', 'timestamps'])),
})
export type Restored = z.infer<typeof Restored>

export const Backup = z.strictObject({
  path: z.string(),
  madeAt: Instant,
  /** Objects copied now, and those that were there. */
  copied: z.number().int().nonnegative(),
  kept: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  verified: z.boolean(),
})
export type Backup = z.infer<typeof Backup>

/** How whole the vault is. A damaged one is open to read only; nothing in it is taken away. */
export const VaultHealth = z.strictObject({
  readOnly: z.boolean(),
  /** Code of the sentence, null where nothing is wrong. */
  reason: z.string().nullable(),
  /** When the last verification ended; null before the first. */
  checkedAt: Instant.nullable(),
  /** Files that are not there or not as they were, found by the last verification. */
  lost: z.array(
    z.strictObject({ sha256: Sha256, name: z.string(), kind: z.enum(['missing', 'changed', 'unreadable']) }),
  ),
  problems: z.array(Problem),
})
export type VaultHealth = z.infer<typeof VaultHealth>

/** What a repair made again. */
export const Rebuilt = z.strictObject({ pictures: z.number().int().nonnegative() })
export type Rebuilt = z.infer<typeof Rebuilt>

/** What was fetched back. `keptAside`: names below `aside/` of originals that were found changed. */
export const Fetched = z.strictObject({
  wanted: z.number().int().nonnegative(),
  fetched: z.number().int().nonnegative(),
  keptAside: z.array(z.string()),
  stillLost: z.array(z.strictObject({ sha256: Sha256, name: z.string() })),
})
export type Fetched = z.infer<typeof Fetched>
