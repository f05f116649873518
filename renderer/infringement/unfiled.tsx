import { Button } from '@mantine/core'
import type { Capture } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import { useCount, useItemsAt } from '../paging.ts'
import { ItemPicture } from '../ui/item-picture.tsx'
import styles from './infringement.module.css'

const mostShown = 60

/** Files of the infringement that no capture record speaks of yet. */
export function UnfiledCaptures({
  caseId,
  captures,
  onFile,
}: {
  readonly caseId: number
  readonly captures: readonly Capture[]
  readonly onFile: (items: readonly number[]) => void
}) {
  const { window: text } = useMessages()
  const words = text.infringement
  const total = useCount(caseId, 'capture') ?? 0
  const itemAt = useItemsAt(caseId, 'capture', { first: 0, last: Math.min(total, mostShown * 2) - 1 })
  const filed = new Set(captures.flatMap((capture) => capture.items))
  const open = Array.from({ length: Math.min(total, mostShown * 2) }, (_, row) => itemAt(row))
    .filter((item) => item !== undefined)
    .filter((item) => !filed.has(item.id))
    .slice(0, mostShown)
  if (open.length === 0) return null
  return (
    <section className={styles.unfiled}>
      <div className={styles.unfiledHead}>
        <h2>{words.unfiled(open.length)}</h2>
        <Button onClick={() => onFile(open.map((item) => item.id))}>
          {open.length === 1 ? words.newRecord : words.fileTogether}
        </Button>
      </div>
      <ul className={styles.loose}>
        {open.map((item) => (
          <li key={item.id}>
            <button type="button" className={styles.picture} onClick={() => onFile([item.id])}>
              <ItemPicture item={item} size="thumbnail" alt="" />
              <span>{item.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
