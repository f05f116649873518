import type { Capture, Link } from '../../../shared/contract/capture.ts'
import type { Case } from '../../../shared/contract/case.ts'
import type { ClaimsView } from '../../../shared/contract/claims.ts'
import type { Dossier } from '../../../shared/contract/dossier.ts'
import type { Item } from '../../../shared/contract/item.ts'
import type { Language } from '../../../shared/contract/primitives.ts'
import type { Process } from '../../../shared/contract/process.ts'
import type { Reproduction } from '../../../shared/contract/reproduction.ts'
import type { LedgerCheckpoint } from '../../../shared/contract/vault.ts'

/**
 * Everything a dossier is made of, as plain data: what one read of the vault gave at one moment. The same facts
 * give the same bytes.
 */
export interface DossierFacts {
  readonly language: Language
  readonly copy: Dossier['copy']
  /** The last change of the case (ISO 8601, UTC): what is printed is its state then. The only clock the paper knows. */
  readonly builtAt: string
  /** Version of the program. */
  readonly version: string
  readonly case: Case
  /** Every item that the dossier uses, in the order of import. */
  readonly items: readonly Item[]
  /** Files that the person keeps out of the evidence list: only their number is printed. */
  readonly leftOut: number
  /** Items whose pictures a service copy does not show, because they are proofs of identity. */
  readonly withheld: readonly number[]
  readonly processes: readonly Process[]
  /** Later runs of a recorded recipe that this program made. */
  readonly reproductions: readonly Reproduction[]
  readonly captures: readonly Capture[]
  readonly links: readonly Link[]
  readonly claims: ClaimsView
  /** The head of the ledger at that change. */
  readonly ledger: { readonly head: LedgerCheckpoint; readonly entries: number }
  /** Absolute path of the original for each digest of an item used. */
  readonly files: Readonly<Record<string, string>>
}

/** What the core hands over to be gathered. */
export interface DossierSources {
  readonly language: Language
  readonly copy: Dossier['copy']
  readonly builtAt: string
  readonly version: string
  readonly case: Case
  readonly items: readonly Item[]
  readonly processes: readonly Process[]
  readonly reproductions: readonly Reproduction[]
  readonly captures: readonly Capture[]
  readonly links: readonly Link[]
  readonly claims: ClaimsView
  readonly ledger: { readonly head: LedgerCheckpoint; readonly entries: number }
  /** Absolute path of an original. */
  readonly fileOf: (sha256: string) => string
}
