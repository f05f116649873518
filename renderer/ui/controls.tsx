import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import styles from './controls.module.css'

type Press = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps>

/** The one action of a screen: vermilion is for it alone. */
export function PrimaryButton(props: Press) {
  return <Button variant="filled" color="vermilion" {...props} />
}

/** A part of a screen that is opened when wanted. */
export function Fold({
  title,
  note,
  open,
  onOpen,
  children,
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly open?: boolean
  /** What is asked for only when somebody wants to see it. */
  readonly onOpen?: () => void
  readonly children: ReactNode
}) {
  return (
    <details className={styles.fold} open={open} onToggle={(event) => event.currentTarget.open && onOpen?.()}>
      <summary>
        {title}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </summary>
      <div className={styles.folded}>{children}</div>
    </details>
  )
}

/** A card with a heading; `aside` stands at its right. */
export function Section({
  title,
  hint,
  aside,
  children,
}: {
  readonly title: string
  readonly hint?: ReactNode
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        {hint && <p className={styles.hint}>{hint}</p>}
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  )
}

/** Fields side by side, one below the other where the window is narrow. */
export function Fields({
  children,
  columns = 2,
}: {
  readonly children: ReactNode
  readonly columns?: 1 | 2 | 3 | 'event'
}) {
  return (
    <div className={styles.fields} data-columns={columns}>
      {children}
    </div>
  )
}

/** Says what to do next where there is nothing yet. */
export function EmptyState({
  title,
  sentence,
  picture,
  children,
}: {
  readonly title: string
  readonly sentence?: string
  readonly picture?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      {picture}
      <h2>{title}</h2>
      {sentence && <p>{sentence}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
