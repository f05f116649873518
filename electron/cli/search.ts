import { ItemRole } from '../../shared/contract/item.ts'
import type { Params } from '../../shared/contract/operations.ts'
import { DateOf, SearchOrder } from '../../shared/contract/search.ts'
import type { Core } from '../core/core.ts'
import type { Arguments } from './arguments.ts'
import { aligned, plain, shortened } from './columns.ts'
import { findCaseId } from './references.ts'
import { exitStatus, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'
import { count, day, oneOf } from './values.ts'

/** Finds files of one case or of all; with `--facets` also how many each choice would find. */
export async function search(session: Session, given: Arguments): Promise<number> {
  const sort = oneOf(SearchOrder, given.text('sort') ?? 'imported-desc', '--sort')
  const limit = count(given.text('limit') ?? '200', '--limit', { least: 1, most: 1_000 })
  const offset = count(given.text('offset') ?? '0', '--offset')
  const asked = filterOf(given)
  const core = await session.open()
  const filter = { ...asked, ...(await caseOf(core, given)) }
  const { total, items } = await core.call('items.search', { ...filter, sort, limit, offset })
  const facets = given.has('facets') ? await core.call('items.facets', filter) : undefined
  const { cli, terms } = session.messages
  session.output.list({ total, items, ...(facets ? { facets } : {}) }, items, () => [
    ...aligned([
      [cli.heads.id, cli.heads.role, cli.record.generator, cli.heads.name, terms.changeFields.prompt],
      ...items.map((item) => [
        String(item.id),
        terms.itemRoles[item.role],
        plain(item.generator ?? ''),
        plain(shortened(item.name, 40)),
        plain(shortened(item.prompt ?? '', 60)),
      ]),
    ]),
    cli.found({ total, shown: items.length }),
    ...(facets ? [JSON.stringify(facets)] : []),
  ])
  return exitStatus.done
}

function filterOf(given: Arguments): Params<'items.facets'> {
  const generators = given.texts('generator')
  const models = given.texts('model')
  const withRecord = eitherOf(given, 'with-record', 'without-record')
  const hasLabel = eitherOf(given, 'with-label', 'without-label')
  return {
    ...(given.words.length > 0 ? { text: given.words.map(kept).join(' ') } : {}),
    ...(given.has('role') ? { role: oneOf(ItemRole, given.text('role') ?? '', '--role') } : {}),
    ...(generators.length > 0 ? { generators: [...generators] } : {}),
    ...(models.length > 0 ? { models: [...models] } : {}),
    ...(given.has('from') ? { from: day(given.text('from') ?? '', '--from') } : {}),
    ...(given.has('to') ? { to: day(given.text('to') ?? '', '--to') } : {}),
    ...(given.has('date-of') ? { dateOf: oneOf(DateOf, given.text('date-of') ?? '', '--date-of') } : {}),
    ...(withRecord === undefined ? {} : { withRecord }),
    ...(hasLabel === undefined ? {} : { hasLabel }),
  }
}

async function caseOf(core: Core, given: Arguments): Promise<{ case?: number }> {
  const word = given.text('case')
  return word === undefined ? {} : { case: await findCaseId(core, word) }
}

/** The shell has taken the quotation marks of a phrase away. */
function kept(word: string): string {
  return /\s/.test(word) && !/["“”]/.test(word) ? `"${word}"` : word
}

function eitherOf(
  given: Arguments,
  one: 'with-record' | 'with-label',
  other: 'without-record' | 'without-label',
): boolean | undefined {
  if (given.has(one) && given.has(other)) {
    throw new UsageError('optionsExclude', { one: `--${one}`, other: `--${other}` })
  }
  return given.has(one) || given.has(other) ? given.has(one) : undefined
}
