import { Deposit } from '../../../shared/contract/integrity.ts'
import type { Items } from '../cases/cases.ts'
import type { Vault } from '../vault/vault.ts'

export interface Deposits {
  readonly get: (item: number) => Deposit[]
  readonly set: (item: number, deposits: Deposit[]) => Deposit[]
}

/** Deposits on a chain or with a notary, as a person states them; nothing of them is checked. */
export function openDeposits(vault: Vault, items: Pick<Items, 'get'>): Deposits {
  function get(item: number): Deposit[] {
    items.get(item)
    const content = vault.statements.latest('deposit', item)?.content as { deposits: unknown } | undefined
    return content === undefined ? [] : Deposit.array().parse(content.deposits)
  }
  return {
    get,
    set(item, deposits) {
      const { caseId, sha256 } = items.get(item)
      vault.statements.state({
        kind: 'deposit',
        caseId,
        subject: item,
        content: { deposits },
        act: 'deposit.noted',
        digests: [sha256],
      })
      return get(item)
    },
  }
}
