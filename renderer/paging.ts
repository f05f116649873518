import { useQueries } from '@tanstack/react-query'
import type { Item, ItemRole } from '../shared/contract/item.ts'
import { answers, useAnswer } from './answers.ts'
import { call } from './client.ts'
import { pagesOf, type Span } from './page-span.ts'

const pageSize = 100

async function page(caseId: number, role: ItemRole, index: number) {
  const result = await call('items.list', { case: caseId, role, offset: index * pageSize, limit: pageSize })
  for (const item of result.items) answers.setQueryData(['items.get', { item: item.id }], item)
  return result
}

/** How many files of a role a case has, without asking for the files. */
export function useCount(caseId: number, role: ItemRole): number | undefined {
  return useAnswer('items.list', { case: caseId, role, limit: 1 }).data?.total
}

/** The files at some rows of a long list; only the pages in sight are asked for. */
export function useItemsAt(caseId: number, role: ItemRole, span: Span): (row: number) => Item | undefined {
  const pages = pagesOf(span, pageSize)
  const results = useQueries({
    queries: pages.map((index) => ({
      queryKey: ['items.list', { case: caseId, role, page: index }],
      queryFn: () => page(caseId, role, index),
    })),
  })
  return (row) => {
    const at = pages.indexOf(Math.floor(row / pageSize))
    return results[at]?.data?.items[row % pageSize]
  }
}
