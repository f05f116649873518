import { useThrottledValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { FoundItem } from '../../shared/contract/search.ts'
import { answers } from '../answers.ts'
import { call } from '../client.ts'
import { pagesOf, type Span } from '../page-span.ts'
import { filterOf, type LibraryQuery } from './query.ts'

const pageSize = 60
/** Somebody who scrolls fast passes many pages; only where they are this often, in milliseconds, is asked for. */
const pace = 80
/** Files before and behind those in sight that are asked for as well. */
const ahead = 40
/** Pages out of sight are let go of after this time, in milliseconds. */
const kept = 30_000

const keyOf = (query: LibraryQuery, page: number) => ['items.search', query, page]

function ask(query: LibraryQuery, page: number) {
  return call('items.search', { ...query, offset: page * pageSize, limit: pageSize })
}

/**
 * How many files are found, with the question that the number answers: while a new one is on its way, the old
 * question and its files stay on the screen.
 */
export function useFound(query: LibraryQuery) {
  return useQuery({
    queryKey: ['items.search', query],
    async queryFn() {
      const first = await ask(query, 0)
      answers.setQueryData(keyOf(query, 0), first)
      return { query, total: first.total }
    },
    placeholderData: keepPreviousData,
    gcTime: kept,
  })
}

/** The files at some rows of what was found; of a hundred thousand only the pages in sight are asked for. */
export function useFoundAt(
  query: LibraryQuery,
  total: number,
  span: Span,
): (row: number) => FoundItem | undefined {
  const last = Math.min(span.last + ahead, total - 1)
  const wanted = pagesOf({ first: span.first - ahead, last }, pageSize)
  const [from, count] = useThrottledValue(`${wanted[0] ?? 0} ${wanted.length}`, pace)
    .split(' ')
    .map(Number) as [number, number]
  const pages = Array.from({ length: count }, (_, index) => from + index)
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: keyOf(query, page),
      queryFn: () => ask(query, page),
      gcTime: kept,
    })),
  })
  return (row) => {
    const page = Math.floor(row / pageSize)
    const at = page - from
    return results[at]?.data?.items[row % pageSize]
  }
}

/** How many files each choice would find. */
export function useFacets(query: LibraryQuery) {
  const filter = filterOf(query)
  return useQuery({
    queryKey: ['items.facets', filter],
    queryFn: () => call('items.facets', filter),
    placeholderData: keepPreviousData,
    gcTime: kept,
  }).data
}
