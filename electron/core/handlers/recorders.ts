import { AppError } from '../../../shared/contract/errors.ts'
import type { recorderOperations } from '../../../shared/contract/operations/recorders.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'

type Asked = keyof typeof recorderOperations

const absent = (name: Asked) => () => {
  throw new AppError('unknown-operation', { name })
}

export function recorderHandlers(): Pick<Handlers, Asked> {
  return {
    'recorders.start': absent('recorders.start'),
    'recorders.list': absent('recorders.list'),
    'recorders.stop': absent('recorders.stop'),
  }
}
