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

/** The same where the ledger as it is here can prove it; null where what that takes was left out of a restored one. */
export function proveEntryIfHere(vault: Vault, seq: number, size: number): InclusionProof | null {
  try {
    return proveEntry(vault, seq, size)
  } catch (error) {
    if (error instanceof AppError && ['not-found', 'ledger-broken'].includes(error.code)) return null
    throw error
  }
}

/** That the ledger of `second` entries only adds to that of `first`. Throws `not-found`. */
export function proveGrowth(vault: Vault, first: number, second = vault.ledger.head().seq): ConsistencyProof {
  if (first > second) throw new AppError('not-found', { what: 'ledger-entry', id: first })
  mustBeThere(vault, first)
  mustBeThere(vault, second)
  const { tree } = vault
  return {
    first,
    second,
    firstRoot: toHex(tree.root(first)),
    secondRoot: toHex(tree.root(second)),
    path: consistencyPath(tree.subtree, first, second).map(toHex),
  }
}

/** A head is that of an entry; a restored ledger may leave out those of other cases. */
function mustBeThere(vault: Vault, size: number): void {
  const [newest] = vault.ledger.list({ before: size + 1, limit: 1 })
  if (newest?.seq !== size) throw new AppError('not-found', { what: 'ledger-entry', id: size })
}
