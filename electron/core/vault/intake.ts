import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical-json.ts'

/** What a file was called and where it lay when it was taken in. */
export interface Intake {
  readonly nonce: string
  readonly name: string
  readonly path: string
  readonly modifiedAt: string | null
}

/**
 * SHA-256 over the canonical JSON of the intake. The ledger holds this instead of names and paths, which can
 * tell whose machine it was; the nonce keeps them from being guessed out of the digest.
 */
export function intakeDigest({ nonce, name, path, modifiedAt }: Intake): string {
  return createHash('sha256').update(canonicalJson({ nonce, name, path, modifiedAt })).digest('hex')
}
