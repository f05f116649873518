import type { Capture } from '../../shared/contract/capture.ts'
import type { Case, Work } from '../../shared/contract/case.ts'
import { AppError } from '../../shared/contract/errors.ts'
import type { Item } from '../../shared/contract/item.ts'
import type { Core } from '../core/core.ts'
import { UsageError } from './usage-error.ts'

/** The case that a word names: its id, or its exact title. */
export async function findCase(core: Core, word: string): Promise<Case> {
  return core.call('cases.get', { case: await findCaseId(core, word) })
}

export async function findCaseId(core: Core, word: string): Promise<number> {
  const { cases } = await core.call('cases.list', {})
  const byId = cases.find((each) => String(each.id) === word)
  if (byId) return byId.id
  return only(
    cases.filter((each) => each.title === word).map((each) => each.id),
    { what: 'case', word, option: 'CASE' },
  )
}

/** The work that a word names: its id, or its exact title. */
export function findWork(file: Pick<Case, 'works'>, word: string): Work {
  const byId = file.works.find((work) => String(work.id) === word)
  if (byId) return byId
  return only(
    file.works.filter((work) => work.title === word),
    { what: 'work', word, option: 'WORK' },
  )
}

/** The item that a word names within a case: its id, or the digest of its bytes. */
export async function findItem(core: Core, caseId: number, word: string): Promise<Item> {
  if (/^[0-9a-f]{64}$/.test(word)) {
    for await (const item of itemsOf(core, caseId)) if (item.sha256 === word) return item
    throw new AppError('not-found', { what: 'item', id: word })
  }
  const id = idOf(word, 'item')
  const item = await core.call('items.get', { item: id })
  if (item.caseId !== caseId) throw new AppError('not-found', { what: 'item', id })
  return item
}

export async function findCapture(core: Core, caseId: number, word: string): Promise<Capture> {
  const id = idOf(word, 'capture')
  const { captures } = await core.call('captures.list', { case: caseId })
  const capture = captures.find((each) => each.id === id)
  if (!capture) throw new AppError('not-found', { what: 'capture', id })
  return capture
}

/** All items of a case, fetched a thousand at a time. */
export async function* itemsOf(core: Core, caseId: number, role?: Item['role']): AsyncGenerator<Item> {
  for (let offset = 0; ; offset += 1_000) {
    const { total, items } = await core.call('items.list', { case: caseId, role, offset, limit: 1_000 })
    yield* items
    if (offset + items.length >= total || items.length === 0) return
  }
}

function idOf(word: string, what: string): number {
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new AppError('not-found', { what, id: word })
  return Number(word)
}

function only<T>(
  found: readonly T[],
  { what, word, option }: { what: string; word: string; option: string },
): T {
  const [first, second] = found
  if (first === undefined) throw new AppError('not-found', { what, id: word })
  if (second !== undefined) throw new UsageError('ambiguous', { option, value: word })
  return first
}
