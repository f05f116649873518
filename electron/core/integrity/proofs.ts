import { AppError } from '../../../shared/contract/errors.ts'
import type { ConsistencyProof, InclusionProof } from '../../../shared/contract/integrity.ts'
import { toHex } from '../../../shared/verification/bytes.ts'
import { consistencyPath, inclusionPath } from '../../../shared/verification/merkle.ts'
import type { Vault } from '../vault/vault.ts'

/** That the entry `seq` stands in the ledger of the first `size` entries. Throws `not-found`. */
export function proveEntry(vault: Vault, seq: number, size = vault.ledger.head().seq): InclusionProof {
  mustBeThere(vault, size)
  const [entry] = vault.ledger.list({ before: seq + 1, limit: 1 })
  if (entry?.seq !== seq || seq > size) throw new AppError('not-found', { what: 'ledger-entry', id: seq })
  const { tree } = vault
  return {
    entry,
    index: seq - 1,
    size,
    root: toHex(tree.root(size)),
    path: inclusionPath(tree.subtree, seq - 1, size).map(toHex),
  }
}

/** That the ledger of `second` entries only adds to that of `first`. Throws `not-found`. */
export function proveGrowth(vault: Vault, first: number, second = vault.ledger.head().seq): ConsistencyProof {
  mustBeThere(vault, second)
  if (first > second) throw new AppError('not-found', { what: 'ledger-entry', id: first })
  const { tree } = vault
  return {
    first,
    second,
    firstRoot: toHex(tree.root(first)),
    secondRoot: toHex(tree.root(second)),
    path: consistencyPath(tree.subtree, first, second).map(toHex),
  }
}

function mustBeThere(vault: Vault, size: number): void {
  if (size > vault.ledger.head().seq) throw new AppError('not-found', { what: 'ledger-entry', id: size })
}
