import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useAnswer } from '../answers.ts'
import type { CaseProps } from '../frame/case-frame.tsx'
import { importFiles } from '../importing.ts'
import { useMessages } from '../language.tsx'
import { ExportRecords } from '../library/export-records.tsx'
import { useCount, useItemsAt } from '../paging.ts'
import { select } from '../route.ts'
import { EmptyState } from '../ui/controls.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { ItemPicture } from '../ui/item-picture.tsx'
import styles from './cases.module.css'
import { ExhibitForm, isGroup } from './exhibit-form.tsx'

/** Documents of the case: identity, terms, vouchers, deeds, each with its place in the evidence list. */
export function Documents({ file, route }: CaseProps) {
  const { terms, window: text } = useMessages()
  const words = text.documents
  const groupName = (group: number | undefined) => (isGroup(group) ? terms.evidenceGroups[group] : undefined)
  const total = useCount(file.id, 'document')
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 6,
  })
  const rows = virtual.getVirtualItems()
  const itemAt = useItemsAt(file.id, 'document', {
    first: rows[0]?.index ?? 0,
    last: rows.at(-1)?.index ?? -1,
  })
  const { data: chosen } = useAnswer(
    'items.get',
    { item: route.item ?? 0 },
    { enabled: route.item !== undefined },
  )
  const drop = (files: readonly File[]) => void importFiles(file.id, 'document', files)
  if (total === undefined) return null
  if (total === 0) {
    return (
      <EmptyState title={words.emptyTitle} sentence={words.empty}>
        <DropArea label={words.drop} hint={words.dropHint} onFiles={drop} />
        <ExportRecords caseId={file.id} />
      </EmptyState>
    )
  }
  return (
    <div className={styles.documents}>
      <div className={styles.documentList}>
        <div className={styles.documentHead}>
          <DropArea small label={words.drop} hint={words.dropHint} onFiles={drop} />
          <ExportRecords caseId={file.id} />
        </div>
        <section ref={scroller} className={styles.scroller} aria-label={text.places.documents}>
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {rows.map((row) => {
              const item = itemAt(row.index)
              return (
                <button
                  key={row.key}
                  type="button"
                  className={styles.documentRow}
                  style={{ transform: `translateY(${row.start}px)` }}
                  aria-pressed={item !== undefined && item.id === route.item}
                  disabled={!item}
                  onClick={() => item && select({ ...route, item: item.id })}
                >
                  <span className={styles.documentPicture}>
                    {item && <ItemPicture item={item} size="thumbnail" alt="" />}
                  </span>
                  <span className={styles.documentName}>
                    <span>{item?.notes.exhibit.name || item?.name || text.loading}</span>
                    <span className={styles.soft}>
                      {groupName(item?.notes.exhibit.group) ?? words.noGroup}
                      {item?.notes.exhibit.name && ` · ${item.name}`}
                    </span>
                  </span>
                </button>
              )
            })}
          </div>
        </section>
      </div>
      {chosen && chosen.caseId === file.id ? (
        <ExhibitForm key={chosen.id} item={chosen} />
      ) : (
        <p className={styles.soft}>{words.choose}</p>
      )}
    </div>
  )
}
