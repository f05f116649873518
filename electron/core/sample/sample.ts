import { basename, join } from 'node:path'
import { AppError } from '../../../shared/contract/errors.ts'
import type { ItemRole } from '../../../shared/contract/item.ts'
import type { Job } from '../../../shared/contract/job.ts'
import type { Call } from '../../../shared/contract/operations.ts'
import type { Language } from '../../../shared/contract/primitives.ts'
import { readStory, type Story, sampleFiles, tell } from './story.ts'

export interface SampleTelling {
  /** The door, as a person uses it; its `cases.create` marks the case as the sample. */
  readonly call: Call
  /** Folder of the committed sample, `resources/sample`. */
  readonly directory: string
  readonly language: Language
  readonly waitForJob: (job: number) => Promise<Job>
  readonly report: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/** Import of four roles, then case, work, items, rounds, captures, link, claims. */
const steps = 11

/**
 * Tells the sample case from import to claims through the same calls that a person makes. A vault has one
 * sample case: told before, it is given back as it is, with whatever was changed in it since; left half told
 * by a crash or a stop, it is told to the end.
 */
export async function tellSample(telling: SampleTelling): Promise<{ case: number; work: number }> {
  const { call, directory, language, signal } = telling
  const told = await toldBefore(call)
  if (told.work !== null && told.case !== null) return { case: told.case, work: told.work }
  const { raw, places } = await readStory(directory, language)
  const untold = tell(raw, places, () => 1)

  let done = 0
  const step = () => {
    done += 1
    telling.report(done, steps)
    signal.throwIfAborted()
  }
  telling.report(0, steps)
  const caseId = told.case ?? (await call('cases.create', { title: untold.case.title })).id

  for (const role of ['process', 'work', 'capture', 'document'] as const) {
    await importFiles(telling, caseId, role)
    step()
  }
  const items = await itemsByName(call, caseId)
  const story = tell(raw, places, (file) => items.get(basename(file)) ?? notThere(file))

  const { works } = await call('cases.get', { case: caseId })
  await call('cases.edit', { case: caseId, file: { ...story.case, works } })
  step()
  const work = await call('works.set', {
    case: caseId,
    ...(works[0] && { work: works[0].id }),
    item: story.work.final,
    final: true,
    title: story.work.title,
    details: story.work.details,
  })
  step()
  for (const { item, notes } of story.items) await call('items.note', { item, notes })
  step()
  await call('processes.arrange', {
    case: caseId,
    work: work.id,
    items: story.rounds.map(({ item }) => item),
  })
  for (const { item, note } of story.rounds) await call('processes.note', { item, note })
  await decideDescents(call, { caseId, work: work.id, story })
  step()
  const captures = await capturesOf(call, caseId, story)
  step()
  await linkFirst(call, { caseId, work: work.id, capture: captures[0] as number, story })
  step()
  await call('claims.set', { case: caseId, claims: story.claims })
  step()
  return { case: caseId, work: work.id }
}

/** The sample case of the vault, if there is one; its work only when it was told to the end, which is the claims. */
async function toldBefore(call: Call): Promise<{ case: number | null; work: number | null }> {
  const { cases } = await call('cases.list', {})
  const sample = cases.find((each) => each.sample)
  if (!sample) return { case: null, work: null }
  const { works } = await call('cases.get', { case: sample.id })
  const { revision } = await call('claims.get', { case: sample.id })
  return { case: sample.id, work: revision > 0 ? (works[0]?.id ?? null) : null }
}

async function importFiles(telling: SampleTelling, caseId: number, role: ItemRole): Promise<void> {
  const { call, directory, waitForJob, signal } = telling
  const sources = sampleFiles[role].map((file) => ({ kind: 'path' as const, path: join(directory, file) }))
  const { id } = await call('imports.start', { case: caseId, role, sources })
  const stop = () => void call('jobs.cancel', { job: id })
  signal.addEventListener('abort', stop, { once: true })
  const job = await waitForJob(id)
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (job.state !== 'done') throw new AppError('internal', { job: id, state: job.state })
}

async function itemsByName(call: Call, caseId: number): Promise<Map<string, number>> {
  const { items } = await call('items.list', { case: caseId, limit: 1_000 })
  return new Map(items.map((item) => [item.name, item.id]))
}

function notThere(file: string): never {
  throw new AppError('file-not-found', { path: file })
}

/** Adds the captures that are not there yet; they are told in the order of the story. */
async function capturesOf(call: Call, caseId: number, story: Story): Promise<number[]> {
  const { captures } = await call('captures.list', { case: caseId })
  const ids: number[] = []
  for (const capture of story.captures) {
    const known = captures.find(({ items }) => items[0] === capture.items[0])
    ids.push(known?.id ?? (await call('captures.add', { case: caseId, ...capture })).id)
  }
  return ids
}

/** The author confirms what the program proposes, and says it where the program proposes nothing. */
async function decideDescents(
  call: Call,
  { caseId, work, story }: { caseId: number; work: number; story: Story },
): Promise<void> {
  for (const { from, to, decision, note } of story.descents) {
    const { edges, rounds } = await call('processes.get', { case: caseId, work })
    const roundOf = (item: number) =>
      rounds.find(({ pictures }) => pictures.some((picture) => picture.item === item))?.item
    const isProposed = edges.some(
      (edge) => edge.proposal !== null && edge.from === roundOf(from) && edge.to === roundOf(to),
    )
    const said = decision === 'confirmed' && !isProposed ? 'drawn' : decision
    await call('processes.decide', { case: caseId, work, from, to, decision: said, note })
  }
}

async function linkFirst(
  call: Call,
  { caseId, work, capture, story }: { caseId: number; work: number; capture: number; story: Story },
): Promise<void> {
  const { links } = await call('links.list', { case: caseId })
  if (links.some((link) => link.capture === capture)) return
  await call('links.create', { case: caseId, work, capture, statement: story.link })
}
