import type { VaultHealth } from '../../../shared/contract/archive.ts'
import { readLastVerification, type Vault } from '../vault/vault.ts'

const lossKinds = ['missing', 'changed', 'unreadable'] as const
type Loss = VaultHealth['lost'][number]

/** How whole the vault is, as far as the last verification saw, less what was fetched back since. */
export function healthOf(vault: Vault): VaultHealth {
  const last = readLastVerification(vault.directory)
  const fetched = last && vault.damage === null ? fetchedSince(vault, last.seq) : new Set<string>()
  const problems = (last?.problems ?? []).filter(({ kind, expected }) => {
    const isLoss = (lossKinds as readonly string[]).includes(kind)
    return !(isLoss && expected !== null && fetched.has(expected))
  })
  return {
    readOnly: vault.damage !== null,
    reason: vault.damage,
    checkedAt: last?.at ?? null,
    lost: problems.flatMap(({ kind, subject, expected }): Loss[] => {
      const loss = lossKinds.find((known) => known === kind)
      return loss && expected !== null ? [{ sha256: expected, name: subject, kind: loss }] : []
    }),
    problems,
  }
}

function fetchedSince({ database }: Vault, seq: number): Set<string> {
  return new Set(
    database
      .prepare<[number], string>(
        `SELECT value FROM ledger, json_each(ledger.digests) WHERE seq > ? AND act = 'original.fetched'`,
      )
      .pluck()
      .all(seq),
  )
}
