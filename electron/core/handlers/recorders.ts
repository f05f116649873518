import type { recorderOperations } from '../../../shared/contract/operations/recorders.ts'
import type { Handlers } from '../../../shared/contract/operations.ts'
import type { Cases } from '../cases/cases.ts'
import type { Recorders } from '../recorder/recorder.ts'

type Asked = keyof typeof recorderOperations

export function recorderHandlers(recorders: Recorders, cases: Cases): Pick<Handlers, Asked> {
  return {
    'recorders.start': async (request) => {
      cases.get(request.case)
      return { recorders: await recorders.start(request) }
    },
    'recorders.list': ({ case: caseId }) => ({ recorders: recorders.list(caseId) }),
    'recorders.resume': ({ recorder }) => recorders.resume(recorder),
    'recorders.stop': ({ recorder }) => recorders.stop(recorder),
  }
}
