import type { ItemRole } from '../shared/contract/item.ts'
import { ImportResult, type Job } from '../shared/contract/job.ts'
import type { Source } from '../shared/contract/operations.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { noteJob, whenOver } from './answers.ts'
import { call, sourceOf } from './client.ts'
import { createStore } from './store.ts'
import { failureOf } from './ui/failure.ts'
import { showAttention, showDone, showError } from './ui/notices.ts'

/** Files on their way from the page to the core; null while there are none. */
export interface Sending {
  readonly done: number
  readonly total: number
}

/** Files being sent now. */
export const sending = createStore<Sending | null>(null)

/** The import of whose files the person should see a list, because some have trouble. */
export const troubledImport = createStore<Job | null>(null)

/** One sent file after another, three at a time; a file that cannot be sent is named and the rest goes on. */
async function sourcesOf(files: readonly File[]): Promise<Source[]> {
  const sources: (Source | null)[] = files.map(() => null)
  let next = 0
  let done = 0
  async function send(): Promise<void> {
    while (next < files.length) {
      const index = next++
      const file = files[index]
      try {
        if (file) sources[index] = await sourceOf(file)
      } catch (error) {
        showError(error)
      }
      done += 1
      sending.set({ done, total: files.length })
    }
  }
  sending.set({ done: 0, total: files.length })
  try {
    await Promise.all([send(), send(), send()])
  } finally {
    sending.set(null)
  }
  return sources.filter((source) => source !== null)
}

function report(job: Job): void {
  const { window: text } = messagesIn(document.documentElement.lang === 'en' ? 'en' : 'zh-CN')
  if (job.state === 'cancelled') showAttention(text.jobs.cancelled)
  const failure = failureOf(job)
  if (failure) showError(failure)
  if (job.state !== 'done') return
  const result = ImportResult.safeParse(job.result)
  if (!result.success) return
  const { imported, duplicates, failed, noted } = result.data
  const sentence = text.imported({ imported, duplicates, failed, noted })
  if (failed > 0 || noted > 0) troubledImport.set(job)
  else showDone(sentence)
}

async function takeIn(caseId: number, role: ItemRole, sources: Source[]): Promise<Job | null> {
  if (sources.length === 0) return null
  const started = await call('imports.start', { case: caseId, role, sources })
  noteJob(started)
  const job = await whenOver(started)
  report(job)
  return job
}

/** Takes files that were dropped or chosen into a case; gives the ended job, or null where nothing could be started. */
export async function importFiles(
  caseId: number,
  role: ItemRole,
  files: readonly File[],
): Promise<Job | null> {
  try {
    return await takeIn(caseId, role, await sourcesOf(files))
  } catch (error) {
    showError(error)
    return null
  }
}

/** Takes in what was chosen in a dialog of the desktop, which answers with paths. */
export async function importPaths(caseId: number, role: ItemRole, paths: readonly string[]): Promise<void> {
  try {
    await takeIn(
      caseId,
      role,
      paths.map((path) => ({ kind: 'path', path })),
    )
  } catch (error) {
    showError(error)
  }
}

/** The items that an import gave or found already there, in the order of the files. */
export async function itemsOf(job: Job): Promise<number[]> {
  const { outcomes } = await call('imports.outcomes', { job: job.id })
  return [...new Set(outcomes.map((outcome) => outcome.itemId).filter((id) => id !== null))]
}
