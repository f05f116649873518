import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useMessages } from '../language.tsx'
import { useFoundAt } from './found.ts'
import styles from './library.module.css'
import type { LibraryQuery } from './query.ts'
import { Tile } from './tile.tsx'

/** Every tile is as large as the others, so that the place of each is known without drawing it; pixels. */
const tileHeight = 276
const narrowest = 176
const gap = 14

interface Props {
  readonly query: LibraryQuery
  readonly total: number
  readonly selected: number | undefined
  readonly onSelect: (item: number) => void
}

/** How far a key moves among tiles that stand in rows of so many. */
function stepOf(key: string, columns: number, rows: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * rows,
    PageUp: -columns * rows,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  return steps[key]
}

/** What was found, tile by tile. However much it is, only the tiles in sight exist. */
export function Gallery({ query, total, selected, onSelect }: Props) {
  const { window: text } = useMessages()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)))
  const tileWidth = Math.floor((width - gap * (columns - 1)) / columns)
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight + gap,
    overscan: 2,
  })
  const rows = virtual.getVirtualItems()
  const first = (rows[0]?.index ?? 0) * columns
  const last = Math.min(total, ((rows.at(-1)?.index ?? -1) + 1) * columns) - 1
  const itemAt = useFoundAt(query, total, { first, last })
  const [active, setActive] = useState(0)
  const moving = useRef(false)

  const question = JSON.stringify(query)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first file
  useEffect(() => {
    setActive(0)
    scroller.current?.scrollTo(0, 0)
  }, [question])
  // The tile to move to may not have been drawn yet when the key was pressed.
  useEffect(() => {
    if (!moving.current) return
    const tile = scroller.current?.querySelector<HTMLElement>(`[aria-posinset="${active + 1}"]`)
    if (!tile) return
    moving.current = false
    tile.focus({ preventScroll: true })
  })

  function move(event: KeyboardEvent) {
    const inSight = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (tileHeight + gap)))
    const step = stepOf(event.key, columns, inSight)
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const to = Math.min(total - 1, Math.max(0, active + step))
    moving.current = true
    setActive(to)
    virtual.scrollToIndex(Math.floor(to / columns))
  }

  // Where the tile that takes the focus is out of sight, the first one in sight takes it.
  const focusable = active >= first && active <= last ? active : first
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        ref={sized}
        role="listbox"
        aria-label={text.library.gallery}
        className={styles.gallery}
        style={{ height: Math.max(0, virtual.getTotalSize() - gap) }}
        onKeyDown={move}
        tabIndex={-1}
      >
        {indexes.map((index) => {
          const item = itemAt(index)
          const x = (index % columns) * (tileWidth + gap)
          const y = Math.floor(index / columns) * (tileHeight + gap)
          return (
            <button
              key={index}
              type="button"
              role="option"
              className={styles.tile}
              style={{ transform: `translate(${x}px, ${y}px)`, width: tileWidth, height: tileHeight }}
              aria-selected={item !== undefined && item.id === selected}
              aria-posinset={index + 1}
              aria-setsize={total}
              aria-label={item ? undefined : text.loading}
              tabIndex={index === focusable ? 0 : -1}
              onFocus={() => setActive(index)}
              onClick={() => item && onSelect(item.id)}
            >
              {item ? (
                <Tile item={item} typed={query.text ?? ''} />
              ) : (
                <span className={styles.mat}>{(index + 1).toLocaleString('en-US')}</span>
              )}
            </button>
          )
        })}
      </div>
    </div>
  )
}
