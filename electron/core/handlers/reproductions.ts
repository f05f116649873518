import { AppError } from '../../../shared/contract/errors.ts'
import type { reproductionOperations } from '../../../shared/contract/operations/reproductions.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'

type Asked = keyof typeof reproductionOperations

const absent = (name: Asked) => () => {
  throw new AppError('unknown-operation', { name })
}

export function reproductionHandlers(): Pick<Handlers, Asked> {
  return {
    'reproductions.recipes': absent('reproductions.recipes'),
    'reproductions.run': absent('reproductions.run'),
    'reproductions.list': absent('reproductions.list'),
  }
}
