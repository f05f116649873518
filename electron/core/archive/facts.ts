import type { ArchiveRequest } from '../../../shared/contract/archive.ts'
import type { Capture, Link } from '../../../shared/contract/capture.ts'
import type { Case } from '../../../shared/contract/case.ts'
import type { ClaimsView } from '../../../shared/contract/claims.ts'
import type { Dossier } from '../../../shared/contract/dossier.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Process } from '../../../shared/contract/process.ts'
import type { Reproduction } from '../../../shared/contract/reproduction.ts'
import type { LedgerEntry } from '../../../shared/contract/vault.ts'
import type { Subtrees } from '../../../shared/verification/merkle.ts'
import type { Database } from '../database/database.ts'
import type { Vault } from '../vault/vault.ts'
import type { CopyFile } from './writer.ts'

/** What the core knows of a case besides its files. */
export interface CaseParts {
  readonly case: Case
  readonly processes: readonly Process[]
  readonly reproductions: readonly Reproduction[]
  readonly captures: readonly Capture[]
  readonly links: readonly Link[]
  readonly claims: ClaimsView
}

/** A state of the vault that stays as it is while others write on. */
export interface Snapshot {
  /** A connection of its own, open to read at one moment. */
  readonly database: Database
  /** The `case.exported` of this archive: the newest entry of that moment. */
  readonly head: LedgerEntry
  readonly root: string
  readonly parts: CaseParts
  readonly subtree: Subtrees
}

/** A file of the vault with its place in the archive. */
export interface PlacedFile {
  readonly path: string
  readonly sha256: string
  readonly size: number
  /** Its name as it came in, for messages. */
  readonly name: string
}

/** Why a file of the case is not in a service copy. */
export type Withheld = 'identity' | 'personal-data' | 'not-evidence'

/** One line of `records/files.json`. */
export interface ListedFile {
  readonly path: string | null
  readonly reason?: Withheld
  readonly sha256: string
  readonly size: number
  readonly name: string | null
  readonly item: number
  readonly role: string
  readonly importedAt: string
  readonly ledgerSeq: number
}

export interface ExportParts {
  readonly vault: Vault
  readonly version: string
  /** Read in the transaction that writes the entry. */
  readonly read: () => CaseParts
  /** All items, for a copy whose words are withheld. */
  readonly items: () => Item[]
  readonly dossiers: () => Dossier[]
  readonly copyFile: CopyFile
  /** Roots that the user trusts for time stamps, DER. */
  readonly trustedRoots: () => readonly Uint8Array[]
  /** The verifier for strangers; left out where it has not been built. */
  readonly verifier: string
}

export interface ExportTarget extends Pick<ArchiveRequest, 'form' | 'copy' | 'caseUco'> {
  readonly caseId: number
  /** The folder or the ZIP, which is not there yet. */
  readonly path: string
}
