import { createContext, type ReactNode, useContext } from 'react'
import { StateMark, type StatementState } from '../ui/state-mark.tsx'
import styles from './inspector.module.css'

/**
 * What a file's own record is: that of a later reproduction tells how it was made afterwards, and must not look like
 * the original's.
 */
export const RecordState = createContext<'record' | 'reproduction'>('record')

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
  const ofRecord = useContext(RecordState)
  const shown = state === 'record' ? ofRecord : state
  return (
    <div className={styles.entry}>
      <dt>
        <span>{label}</span>
        {shown && <StateMark state={shown} />}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
