import { AppError } from '../../../shared/contract/errors.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'
import type { Repair } from '../repair/repair.ts'

type Asked = 'vaults.health' | 'vaults.verify' | 'vaults.rebuild' | 'vaults.fetch'

export function vaultHandlers(repair: Repair): Pick<Handlers, Asked> {
  return {
    'vaults.health': () => repair.health(),
    'vaults.verify': (request) => repair.verify(request),
    'vaults.rebuild': () => repair.rebuild(),
    'vaults.fetch'({ source }) {
      if (source.kind === 'upload') throw new AppError('not-allowed', { path: source.id })
      return repair.fetch(source.path)
    },
  }
}
