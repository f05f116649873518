import { AppError } from '../../../shared/contract/errors.ts'
import type { integrityOperations } from '../../../shared/contract/operations/integrity.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'

type Asked = keyof typeof integrityOperations

const absent = (name: Asked) => () => {
  throw new AppError('unknown-operation', { name })
}

export function integrityHandlers(): Pick<Handlers, Asked> {
  return {
    'ledgers.prove': absent('ledgers.prove'),
    'ledgers.compare': absent('ledgers.compare'),
    'timestamps.request': absent('timestamps.request'),
    'timestamps.retry': absent('timestamps.retry'),
    'timestamps.import': absent('timestamps.import'),
    'timestamps.list': absent('timestamps.list'),
    'authorities.get': absent('authorities.get'),
    'authorities.set': absent('authorities.set'),
    'authorities.trust': absent('authorities.trust'),
    'authorities.distrust': absent('authorities.distrust'),
    'ladders.get': absent('ladders.get'),
    'ladders.reminders': absent('ladders.reminders'),
    'deposits.get': absent('deposits.get'),
    'deposits.set': absent('deposits.set'),
    'settings.get': absent('settings.get'),
    'settings.set': absent('settings.set'),
  }
}
