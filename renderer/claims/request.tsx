import { Checkbox } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './claims.module.css'

/** What was last asked for, so that unticking a request by mistake and ticking it again loses nothing. */
export function useLast<T>(value: T, blank: T, on: boolean): () => T {
  const last = useRef(on ? value : blank)
  useEffect(() => {
    if (on) last.current = value
  }, [value, on])
  return () => last.current
}

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
