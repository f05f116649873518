import type { ReactNode } from 'react'
import { StateMark, type StatementState } from '../ui/state-mark.tsx'
import styles from './inspector.module.css'

/** One fact with its label and, at the right, whose word it is. */
export function Entry({
  label,
  state,
  children,
}: {
  readonly label: string
  readonly state?: StatementState
  readonly children: ReactNode
}) {
  return (
    <div className={styles.entry}>
      <dt>
        <span>{label}</span>
        {state && <StateMark state={state} />}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
