import type { Language } from '../../shared/contract/primitives.ts'
import { answers, noteJob, whenOver } from '../answers.ts'
import { call } from '../client.ts'
import { goTo } from '../route.ts'
import { failureOf } from '../ui/failure.ts'
import { showError } from '../ui/notices.ts'

/** Builds the sample case and opens it, as soon as it is there. */
export async function openSample(language: Language): Promise<void> {
  try {
    const started = await call('samples.open', { language })
    noteJob(started)
    const job = await whenOver(started)
    const failure = failureOf(job)
    if (failure) throw failure
    await answers.invalidateQueries()
    const { cases } = await call('cases.list', {})
    const newest = cases.filter((each) => each.sample).toSorted((a, b) => b.id - a.id)[0]
    const caseId = job.caseId ?? newest?.id
    if (job.state === 'done' && caseId) goTo({ screen: 'case', caseId, place: 'work' })
  } catch (error) {
    showError(error)
  }
}
