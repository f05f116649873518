import { QueryClient, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { AppEvent } from '../shared/contract/events.ts'
import type { Job } from '../shared/contract/job.ts'
import type { OperationName, Params, Result } from '../shared/contract/operations.ts'
import { call, listen } from './client.ts'
import { showError } from './ui/notices.ts'

/** What the core answered, kept until the core says that it changed. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  },
})

/** Asks the core; the answer is kept and asked for again when the core announces a change. */
export function useAnswer<N extends OperationName>(
  name: N,
  params: Params<N>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Result<N>> {
  return useQuery({ queryKey: [name, params], queryFn: () => call(name, params), ...options })
}

/** Something a person does. What went wrong is shown as one sentence, and what is shown is asked for again. */
export function useAct<N extends OperationName>(name: N) {
  return useMutation({
    mutationFn: (params: Params<N>) => call(name, params),
    onSuccess: () => answers.invalidateQueries(),
    onError: showError,
  })
}

/** Puts a job's newest state where the screens look for it; ended jobs change other answers too. */
export function noteJob(job: Job): void {
  answers.setQueryData(['jobs.get', { job: job.id }], job)
  answers.setQueryData<Result<'jobs.list'>>(['jobs.list', {}], (list) => {
    if (!list) return list
    return { jobs: [job, ...list.jobs.filter((other) => other.id !== job.id)] }
  })
}

function isOver(job: Job): boolean {
  return job.state !== 'queued' && job.state !== 'running'
}

let refreshing = false

/** Many changes in a row (an import commits in batches) become one round of questions. */
function refreshSoon(): void {
  if (refreshing) return
  refreshing = true
  setTimeout(() => {
    refreshing = false
    void answers.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'jobs.get' })
  }, 400)
}

/** Keeps the answers fresh by what the core announces. */
export function follow(): () => void {
  return listen((event: AppEvent) => {
    if (event.type === 'job.changed') {
      noteJob(event.job)
      if (isOver(event.job)) refreshSoon()
    } else if (event.type === 'recorder.changed') {
      void answers.invalidateQueries({ queryKey: ['recorders.list'] })
    } else if (event.type === 'case.changed' || event.type === 'vault.changed') refreshSoon()
    else if (event.type === 'shell.engine-restarted') refreshSoon()
  })
}

/** Waits for the end of a job. Events are hints, so it is asked after every second as well. */
export async function whenOver(started: Job): Promise<Job> {
  let job = started
  while (!isOver(job)) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, 1_000)
      const stop = listen((event) => {
        if (event.type === 'job.changed' && event.job.id === job.id && isOver(event.job)) done()
      })
      function done() {
        clearTimeout(timer)
        stop()
        resolve()
      }
    })
    job = await call('jobs.get', { job: job.id })
  }
  noteJob(job)
  return job
}
