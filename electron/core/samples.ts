import type { Job } from '../../shared/contract/job.ts'
import { type Call, type Handlers, type OperationName, operations } from '../../shared/contract/operations.ts'
import type { Language } from '../../shared/contract/primitives.ts'
import type { Cases } from './cases/cases.ts'
import type { Jobs } from './jobs/jobs.ts'
import { tellSample } from './sample/sample.ts'

/**
 * Opens the sample case: the same calls a person makes, one after the other. Only the first of them differs, so
 * that the case is marked as the sample it is.
 */
export function openSample(parts: {
  readonly jobs: Jobs
  readonly cases: Cases
  readonly handlers: Handlers
  readonly directory: string
  readonly language: Language
}): Job {
  const { jobs, cases, handlers, directory, language } = parts
  const marked: Handlers = {
    ...handlers,
    async 'cases.create'(file) {
      const { id } = cases.create(file, { sample: true })
      return handlers['cases.get']({ case: id })
    },
  }
  const call = (async (name: OperationName, params: unknown) => {
    const handler = marked[name] as (params: unknown) => unknown
    return handler(operations[name].params.parse(params))
  }) as Call
  return jobs.start({
    kind: 'sample',
    caseId: null,
    // It conducts an import, which must be able to run meanwhile.
    heavy: false,
    run: ({ signal, report }) =>
      tellSample({ call, directory, language, waitForJob: jobs.whenEnded, report, signal }),
  })
}
