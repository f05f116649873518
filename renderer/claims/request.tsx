import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './claims.module.css'

/** One request to the court: it is made or not, and says more once it is made. */
export function Request({
  title,
  on,
  onToggle,
  children,
}: {
  readonly title: string
  readonly on: boolean
  readonly onToggle: (on: boolean) => void
  readonly children?: ReactNode
}) {
  return (
    <section className={styles.request}>
      <Checkbox
        classNames={{ label: styles.requestTitle }}
        label={title}
        checked={on}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      {on && children && <div className={styles.requestBody}>{children}</div>}
    </section>
  )
}
