import type { Job } from '../../shared/contract/job.ts'
import { answers, noteJob, whenOver } from '../answers.ts'
import { failureOf } from '../ui/failure.ts'
import { showError } from '../ui/notices.ts'

/** Starts a job, waits for its end and gives its result; null where it was cancelled or failed, which is then shown. */
export async function resultOf<T>(start: () => Promise<Job>): Promise<T | null> {
  try {
    const started = await start()
    noteJob(started)
    const job = await whenOver(started)
    await answers.invalidateQueries()
    const failure = failureOf(job)
    if (failure) throw failure
    return job.state === 'done' ? (job.result as T) : null
  } catch (error) {
    showError(error)
    return null
  }
}
