import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMessages } from '../language.tsx'
import styles from './raw-statement.module.css'

/** Goes through something long page by page; `from` is the place of the first entry shown, from 0. */
export function Pager({
  from,
  size,
  total,
  words,
  onChange,
}: {
  readonly from: number
  readonly size: number
  readonly total: number
  readonly words: (range: { from: number; to: number; of: number }) => string
  readonly onChange: (from: number) => void
}) {
  const { inspector } = useMessages().window
  return (
    <div className={styles.pager}>
      {total > size && (
        <ActionIcon
          color="ink"
          aria-label={inspector.earlier}
          disabled={from === 0}
          onClick={() => onChange(Math.max(0, from - size))}
        >
          <IconChevronLeft size={16} stroke={1.4} />
        </ActionIcon>
      )}
      <span>{words({ from: Math.min(from + 1, total), to: Math.min(from + size, total), of: total })}</span>
      {total > size && (
        <ActionIcon
          color="ink"
          aria-label={inspector.later}
          disabled={from + size >= total}
          onClick={() => onChange(from + size)}
        >
          <IconChevronRight size={16} stroke={1.4} />
        </ActionIcon>
      )}
    </div>
  )
}
