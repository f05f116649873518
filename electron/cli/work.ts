import type { Case, Work } from '../../shared/contract/case.ts'
import type { Params } from '../../shared/contract/operations.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { plain } from './columns.ts'
import { findCase, findItem, findWork } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { day, instant } from './values.ts'

export async function setWork(session: Session, given: Arguments): Promise<number> {
  const [caseWord = '', itemWord] = given.words
  if (given.has('final') && itemWord === undefined) throw new UsageError('wordMissing', { word: 'ITEM' })
  if (given.has('new') && given.has('work'))
    throw new UsageError('optionsExclude', { one: '--work', other: '--new' })
  const details = detailsOf(given)
  const core = await session.open()
  const found = await findCase(core, caseWord)
  const known = given.has('new') ? undefined : workMeant(found, given.text('work'))
  const item = itemWord === undefined ? undefined : (await findItem(core, found.id, itemWord)).id
  const set = await core.call('works.set', {
    case: found.id,
    work: given.has('new') ? await addWork(core, found, given.required('title')) : known?.id,
    item,
    final: given.has('final'),
    title: given.text('title'),
    details: mergedWith(details, known),
  })
  session.output.document(set, () => [
    session.messages.cli.workSet({
      id: set.id,
      title: plain(set.title || session.messages.cli.untitled),
      final: set.finalItem ?? null,
    }),
  ])
  return exitStatus.done
}

/** The work named, or the only one; undefined where the case has none yet. */
function workMeant(found: Case, word: string | undefined): Work | undefined {
  if (word !== undefined) return findWork(found, word)
  if (found.works.length > 1) throw new UsageError('whichWork', { option: '--work' })
  return found.works[0]
}

async function addWork(core: Core, found: Case, title: string): Promise<number> {
  const { id: caseId, createdAt, updatedAt, revision, sample, steps, ...file } = found
  const id = Math.max(0, ...file.works.map((work) => work.id)) + 1
  await core.call('cases.edit', { case: caseId, file: { ...file, works: [...file.works, { id, title }] } })
  return id
}

type Details = NonNullable<Params<'works.set'>['details']>

function detailsOf(given: Arguments): Details {
  const completed = given.text('completed')
  const publishedAt = given.text('published-at')
  const publication = {
    url: given.text('published-url'),
    publishedAt: publishedAt === undefined ? undefined : instant(publishedAt, '--published-at'),
    platform: given.text('published-platform'),
    account: given.text('published-account'),
  }
  const details: Details = {
    author: given.text('author'),
    completedOn: completed === undefined ? undefined : day(completed, '--completed'),
    signature: given.text('signature'),
    idea: given.text('idea'),
    contribution: given.text('contribution'),
    firstPublication: Object.values(publication).some((value) => value !== undefined)
      ? publication
      : undefined,
  }
  return defined(details)
}

/** One new fact of the first publication must not take the others away. */
function mergedWith(details: Details, known: Work | undefined): Details {
  if (details.firstPublication === undefined) return details
  return {
    ...details,
    firstPublication: { ...known?.firstPublication, ...defined(details.firstPublication) },
  }
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
}
