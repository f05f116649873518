import { ItemFilter, SearchOrder } from '../../shared/contract/search.ts'

/** What is looked for, and in which order it is shown; it stands in the address of the page. */
export interface LibraryQuery extends ItemFilter {
  readonly sort: SearchOrder
}

export const everything: LibraryQuery = { dateOf: 'imported', sort: 'imported-desc' }

const yesOrNo = { yes: true, no: false } as const

function choiceIn(params: URLSearchParams, name: string): boolean | undefined {
  const value = params.get(name)
  return value === 'yes' || value === 'no' ? yesOrNo[value] : undefined
}

function listIn(params: URLSearchParams, name: string): string[] | undefined {
  const values = params.getAll(name)
  return values.length > 0 ? values : undefined
}

/** Reads the part of an address behind its question mark; where a part of it cannot be meant, everything is shown. */
export function readQuery(params: URLSearchParams): LibraryQuery {
  const filter = ItemFilter.safeParse({
    text: params.get('text') ?? undefined,
    case: params.has('case') ? Number(params.get('case')) : undefined,
    role: params.get('role') ?? undefined,
    generators: listIn(params, 'generator'),
    models: listIn(params, 'model'),
    from: params.get('from') ?? undefined,
    to: params.get('to') ?? undefined,
    dateOf: params.get('dateOf') ?? undefined,
    withRecord: choiceIn(params, 'record'),
    hasLabel: choiceIn(params, 'label'),
  })
  const sort = SearchOrder.safeParse(params.get('sort'))
  return { ...withoutGaps(filter.data ?? everything), sort: sort.data ?? everything.sort }
}

/** The same query as part of an address; what is not asked for is not in it. */
export function writeQuery(query: LibraryQuery): URLSearchParams {
  const params = new URLSearchParams()
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params.append(name, String(value))
  }
  const choice = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no')
  put('text', query.text)
  put('case', query.case)
  put('role', query.role)
  for (const generator of query.generators ?? []) put('generator', generator)
  for (const model of query.models ?? []) put('model', model)
  put('from', query.from)
  put('to', query.to)
  if (query.dateOf !== everything.dateOf) put('dateOf', query.dateOf)
  put('record', choice(query.withRecord))
  put('label', choice(query.hasLabel))
  if (query.sort !== everything.sort) put('sort', query.sort)
  return params
}

/** The query without its order: what the counts beside the choices are asked for. */
export function filterOf({ sort: _, ...filter }: LibraryQuery): ItemFilter {
  return filter
}

/** Lists with nothing in them and texts of blanks ask for nothing. */
export function withoutGaps<Q extends ItemFilter>(query: Q): Q {
  const kept = Object.entries(query).filter(
    ([, value]) =>
      value !== undefined &&
      !(Array.isArray(value) && value.length === 0) &&
      !(typeof value === 'string' && value.trim() === ''),
  )
  return Object.fromEntries(kept) as Q
}

/** First and last day of a month `YYYY-MM`. */
export function daysOf(month: string): { readonly from: string; readonly to: string } {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` }
}
