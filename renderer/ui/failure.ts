import { AppError, isErrorCode } from '../../shared/contract/errors.ts'
import type { Job } from '../../shared/contract/job.ts'

/** What a job failed of, as an error that has its sentence; null where it did not fail. */
export function failureOf(job: Job): AppError | null {
  if (job.state !== 'failed' && job.state !== 'interrupted') return null
  const { code = 'internal', details = {} } = job.error ?? {}
  return new AppError(isErrorCode(code) ? code : 'internal', details as AppError['details'])
}
