import { Button, Select } from '@mantine/core'
import { SearchOrder } from '../../shared/contract/search.ts'
import { ItemInspector } from '../inspector/item-inspector.tsx'
import { useMessages } from '../language.tsx'
import { goTo, type Route, select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { sentenceOf } from '../ui/notices.ts'
import { Conditions } from './conditions.tsx'
import { ExportRecords } from './export-records.tsx'
import { Filters } from './filters.tsx'
import { useFacets, useFound } from './found.ts'
import { Gallery } from './gallery.tsx'
import styles from './library.module.css'
import { everything, filterOf, type LibraryQuery, withoutGaps } from './query.ts'
import { SearchField } from './search-field.tsx'

type LibraryRoute = Extract<Route, { screen: 'library' }>

function NothingFound({ query, onClear }: { readonly query: LibraryQuery; readonly onClear: () => void }) {
  const { library } = useMessages().window
  const { dateOf: _, ...asked } = filterOf(query)
  if (Object.keys(asked).length === 0) {
    return (
      <EmptyState title={library.emptyTitle} sentence={library.empty}>
        <Button onClick={() => goTo({ screen: 'cases' })}>{library.toCases}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={library.nothingTitle} sentence={library.nothing}>
      <Button onClick={onClear}>{library.clearAll}</Button>
    </EmptyState>
  )
}

/** All files of all cases: what is looked for above, what narrows it at the left, what was found in the middle. */
export function Library({ route }: { readonly route: LibraryRoute }) {
  const { library } = useMessages().window
  const { query, item } = route
  const found = useFound(query)
  const facets = useFacets(query)
  const change = (part: Partial<LibraryQuery>) =>
    select({ ...route, query: withoutGaps({ ...query, ...part }) })
  return (
    <div className={styles.library} data-inspector={item !== undefined || undefined}>
      <main className={styles.main} id="content" tabIndex={-1}>
        <div className={styles.head}>
          <h1>{library.title}</h1>
          <SearchField value={query.text ?? ''} onChange={(text) => change({ text })} />
          <Select
            aria-label={library.sort}
            value={query.sort}
            data={SearchOrder.options.map((value) => ({ value, label: library.sorts[value] }))}
            onChange={(sort) => change({ sort: (sort ?? everything.sort) as SearchOrder })}
          />
        </div>
        {facets && <Filters query={query} facets={facets} onChange={change} />}
        <div className={styles.results}>
          <div className={styles.resultLine}>
            <p className={styles.total} role="status">
              {found.data && library.found(found.data.total)}
            </p>
            <Conditions query={query} onChange={change} />
            {query.case !== undefined && <ExportRecords key={query.case} caseId={query.case} />}
          </div>
          {found.error ? (
            <div>
              <EmptyState title={library.notRead} sentence={sentenceOf(found.error)} />
            </div>
          ) : found.data?.total === 0 ? (
            <div>
              <NothingFound query={query} onClear={() => select({ ...route, query: everything })} />
            </div>
          ) : (
            found.data && (
              <Gallery
                query={found.data.query}
                total={found.data.total}
                selected={item}
                onSelect={(id) => select({ ...route, item: id })}
              />
            )
          )}
        </div>
      </main>
      {item !== undefined && (
        <ItemInspector id={item} onClose={() => select({ ...route, item: undefined })} />
      )}
    </div>
  )
}
