import { AppError, type ErrorDetails, isErrorCode } from '../../shared/contract/errors.ts'
import type { Job } from '../../shared/contract/job.ts'
import type { Core } from '../core/core.ts'
import type { Session } from './session.ts'

/**
 * Starts a job, shows its progress and waits until it has ended. Ctrl+C cancels it and waits for what it
 * finishes. A job that failed is thrown as its error; one that was cancelled is returned.
 */
export async function conduct(
  session: Session,
  core: Core,
  label: string,
  start: () => Promise<Job>,
): Promise<Job> {
  const progress = session.progress(label)
  const seen = new Map<number, Job>()
  const ended = Promise.withResolvers<Job>()
  let id: number | undefined
  const look = (job: Job) => {
    seen.set(job.id, job)
    if (job.id !== id) return
    progress.update(job.done, job.total)
    if (hasEnded(job)) ended.resolve(job)
  }
  const cancel = () => {
    if (id !== undefined) void core.ask('jobs.cancel', { job: id })
  }
  const deafen = core.listen((event) => {
    if (event.type === 'job.changed') look(event.job)
  })
  session.signal.addEventListener('abort', cancel)
  // Events are hints, the database is the truth.
  const poll = setInterval(() => {
    if (id !== undefined) void core.call('jobs.get', { job: id }).then(look, ended.reject)
  }, 1_000)
  try {
    const started = await start()
    id = started.id
    look(seen.get(id) ?? started)
    if (session.signal.aborted) cancel()
    const job = await ended.promise
    if (job.state === 'failed') throw errorOf(job)
    if (job.state === 'interrupted') throw new AppError('internal', { reference: `job ${job.id}` })
    return job
  } finally {
    clearInterval(poll)
    session.signal.removeEventListener('abort', cancel)
    deafen()
    progress.end()
  }
}

/**
 * Waits for the thumbnails and fingerprints that follow an import: a link made right afterwards should find
 * them. They can be made again at any time, so that stopping them loses nothing.
 */
export async function finishPictures(session: Session, core: Core): Promise<void> {
  const { jobs } = await core.call('jobs.list', {})
  const next = jobs.find(
    ({ kind, state }) => kind === 'pictures' && (state === 'queued' || state === 'running'),
  )
  if (next) await conduct(session, core, session.messages.cli.jobs.pictures, async () => next)
}

function hasEnded(job: Job): boolean {
  return job.state !== 'queued' && job.state !== 'running'
}

function errorOf(job: Job): AppError {
  const code = job.error?.code
  return new AppError(isErrorCode(code) ? code : 'internal', (job.error?.details ?? {}) as ErrorDetails)
}
