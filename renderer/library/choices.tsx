import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useMessages } from '../language.tsx'
import styles from './library.module.css'

export interface Choice {
  readonly value: string
  readonly label: string
  /** How many files it would find; absent where that is not known. */
  readonly count?: number | undefined
}

const shownFirst = 7

/** One group of choices with the number of files behind each. */
export function Choices({
  title,
  choices,
  chosen,
  onToggle,
}: {
  readonly title?: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onToggle: (value: string) => void
}) {
  const { library } = useMessages().window
  const [all, setAll] = useState(false)
  const shown = all ? choices : choices.filter(({ value }, at) => at < shownFirst || chosen.includes(value))
  if (choices.length === 0) return null
  return (
    <div className={styles.choices}>
      {title && <h2>{title}</h2>}
      <ul aria-label={title}>
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <button
              type="button"
              className={styles.choice}
              aria-pressed={chosen.includes(value)}
              onClick={() => onToggle(value)}
            >
              <IconCheck className={styles.check} size={14} stroke={1.8} aria-hidden="true" />
              <span className={styles.choiceName} title={label}>
                {label}
              </span>
              <span className={styles.count}>{count?.toLocaleString('en-US')}</span>
            </button>
          </li>
        ))}
      </ul>
      {choices.length > shownFirst && (
        <button type="button" className={styles.moreChoices} onClick={() => setAll(!all)}>
          {all ? library.showFewer : library.showAll(choices.length)}
        </button>
      )}
    </div>
  )
}
