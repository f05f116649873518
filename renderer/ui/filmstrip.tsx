import { VisuallyHidden } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { ItemRole } from '../../shared/contract/item.ts'
import { useMessages } from '../language.tsx'
import { useCount, useItemsAt } from '../paging.ts'
import styles from './filmstrip.module.css'
import { ItemPicture } from './item-picture.tsx'
import { StateMark } from './state-mark.tsx'

interface Props {
  readonly caseId: number
  /** The files of the first role, then those of the second. */
  readonly roles: readonly [ItemRole, ItemRole]
  readonly selected: number | undefined
  readonly final: number | undefined
  readonly label: string
  readonly onSelect: (item: number) => void
}

/** Pictures in a row. However many there are, only those in sight exist. */
export function Filmstrip({ caseId, roles, selected, final, label, onSelect }: Props) {
  const { terms, window: text } = useMessages()
  const scroller = useRef<HTMLDivElement>(null)
  const first = useCount(caseId, roles[0]) ?? 0
  const second = useCount(caseId, roles[1]) ?? 0
  const virtual = useVirtualizer({
    horizontal: true,
    count: first + second,
    getScrollElement: () => scroller.current,
    estimateSize: () => 108,
    overscan: 4,
  })
  const rows = virtual.getVirtualItems()
  const from = rows[0]?.index ?? 0
  const to = rows.at(-1)?.index ?? -1
  const ofFirst = useItemsAt(caseId, roles[0], { first: from, last: Math.min(to, first - 1) })
  const ofSecond = useItemsAt(caseId, roles[1], { first: Math.max(0, from - first), last: to - first })
  return (
    <section ref={scroller} className={styles.strip} aria-label={label}>
      <div className={styles.film} style={{ width: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const item = row.index < first ? ofFirst(row.index) : ofSecond(row.index - first)
          return (
            <button
              key={row.key}
              type="button"
              className={styles.frame}
              style={{ transform: `translateX(${row.start}px)` }}
              aria-pressed={item !== undefined && item.id === selected}
              disabled={!item}
              onClick={() => item && onSelect(item.id)}
            >
              <span className={styles.picture}>
                {item && <ItemPicture item={item} size="thumbnail" alt="" />}
                {item?.reproductionOf != null && (
                  <span className={styles.tag} aria-hidden="true">
                    <StateMark state="reproduction" quiet />
                  </span>
                )}
              </span>
              <span className={styles.name}>
                {item !== undefined && item.id === final ? (
                  <>
                    {text.work.finalTag} <VisuallyHidden>{item.name}</VisuallyHidden>
                  </>
                ) : item?.reproductionOf != null ? (
                  <>
                    {terms.states.reproduction} <VisuallyHidden>{item.name}</VisuallyHidden>
                  </>
                ) : (
                  (item?.name ?? text.loading)
                )}
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
