import { useSyncExternalStore } from 'react'
import { CaseStep } from '../shared/contract/case.ts'
import { type LibraryQuery, readQuery, writeQuery } from './library/query.ts'

/** Screens of one case: the six steps of the path, and the file of the case behind them. */
export const casePlaces = [...CaseStep.options, 'parties', 'facts', 'documents'] as const
export type CasePlace = (typeof casePlaces)[number]

export type Route =
  | { readonly screen: 'cases' | 'new-case' | 'settings' }
  | { readonly screen: 'library'; readonly query: LibraryQuery; readonly item?: number }
  | { readonly screen: 'case'; readonly caseId: number; readonly place: CasePlace; readonly item?: number }

function isPlace(text: string | undefined): text is CasePlace {
  return casePlaces.some((place) => place === text)
}

/** Reads an address like `#/cases/3/process?item=12`; what it does not know leads to the list of cases. */
export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [first, second, third] = path.split('/')
  const params = new URLSearchParams(query)
  const item = Number(params.get('item'))
  if (first === 'settings') return { screen: 'settings' }
  if (first === 'library') return { screen: 'library', query: readQuery(params), ...(item > 0 && { item }) }
  if (first !== 'cases' || second === undefined) return { screen: 'cases' }
  if (second === 'new') return { screen: 'new-case' }
  const caseId = Number(second)
  if (!Number.isSafeInteger(caseId) || caseId < 1) return { screen: 'cases' }
  const place = isPlace(third) ? third : 'work'
  return { screen: 'case', caseId, place, ...(item > 0 && { item }) }
}

/** The address of a route, for links. */
export function addressOf(route: Route): string {
  if (route.screen === 'new-case') return '#/cases/new'
  if (route.screen === 'library') {
    const params = writeQuery(route.query)
    if (route.item) params.append('item', String(route.item))
    return params.size > 0 ? `#/library?${params}` : '#/library'
  }
  if (route.screen !== 'case') return `#/${route.screen}`
  const query = route.item ? `?item=${route.item}` : ''
  return `#/cases/${route.caseId}/${route.place}${query}`
}

export function goTo(route: Route): void {
  window.location.hash = addressOf(route)
}

/** Changes what is selected without a new step in the history. */
export function select(route: Route): void {
  window.history.replaceState(null, '', addressOf(route))
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash))
}
