import { VaultSettings } from '../../../shared/contract/integrity.ts'
import type { Vault } from '../vault/vault.ts'

export interface Settings {
  readonly get: () => VaultSettings
  /** Adds a revision; what is left out stays as it was. */
  readonly set: (changes: Partial<VaultSettings>) => VaultSettings
}

/** There is one of each for a vault. */
export const theVault = 1

/** What belongs to the vault and not to the machine: said by a person, so a statement with its entry in the ledger. */
export function openSettings(vault: Vault): Settings {
  const get = () => VaultSettings.parse(vault.statements.latest('settings', theVault)?.content ?? {})
  return {
    get,
    set: (changes) =>
      vault.write(() => {
        const content = VaultSettings.parse({ ...get(), ...changes })
        vault.statements.state({
          kind: 'settings',
          caseId: null,
          subject: theVault,
          content,
          act: 'settings.edited',
        })
        return content
      }),
  }
}
