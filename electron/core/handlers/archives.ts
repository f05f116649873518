import { AppError } from '../../../shared/contract/errors.ts'
import type { archiveOperations } from '../../../shared/contract/operations/archives.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'

type Asked = keyof typeof archiveOperations

const absent = (name: Asked) => () => {
  throw new AppError('unknown-operation', { name })
}

export function archiveHandlers(): Pick<Handlers, Asked> {
  return {
    'archives.export': absent('archives.export'),
    'archives.restore': absent('archives.restore'),
    'backups.run': absent('backups.run'),
    'vaults.health': absent('vaults.health'),
    'vaults.rebuild': absent('vaults.rebuild'),
    'vaults.fetch': absent('vaults.fetch'),
  }
}
