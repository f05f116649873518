import { AppError } from '../../../shared/contract/errors.ts'
import type { archiveOperations } from '../../../shared/contract/operations/archives.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'

/** Those of the vault itself are answered in `vaults.ts`. */
type Asked = Exclude<keyof typeof archiveOperations, `vaults.${string}`>

const absent = (name: Asked) => () => {
  throw new AppError('unknown-operation', { name })
}

export function archiveHandlers(): Pick<Handlers, Asked> {
  return {
    'archives.export': absent('archives.export'),
    'archives.restore': absent('archives.restore'),
    'backups.run': absent('backups.run'),
  }
}
