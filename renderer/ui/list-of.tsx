import { ActionIcon } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './list-of.module.css'

/** Entries of a list that a person keeps: each with its fields and a way to take it out. */
export function ListOf<T>({
  value,
  onChange,
  removeLabel,
  children,
}: {
  readonly value: readonly T[]
  readonly onChange: (value: T[]) => void
  readonly removeLabel: (entry: T) => string
  readonly children: (entry: T, patch: (part: Partial<T>) => void, index: number) => ReactNode
}) {
  return (
    <ul className={styles.list}>
      {value.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own and keep their order
        <li key={index} className={styles.entry}>
          <div className={styles.fields}>
            {children(
              entry,
              (part) => onChange(value.map((each, at) => (at === index ? { ...each, ...part } : each))),
              index,
            )}
          </div>
          <ActionIcon
            className={styles.remove}
            color="ink"
            aria-label={removeLabel(entry)}
            title={removeLabel(entry)}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} stroke={1.4} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
