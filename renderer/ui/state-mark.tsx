import { useMessages } from '../language.tsx'
import styles from './state-mark.module.css'

export type StatementState = 'record' | 'inferred' | 'stated' | 'reproduction' | 'missing'

/** The drawings of the five marks, told apart by shape as well as by colour. */
function Drawing({ state }: { readonly state: StatementState }) {
  const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 } as const
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      {state === 'record' && <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />}
      {state === 'inferred' && (
        <rect x="1.5" y="1.5" width="9" height="9" strokeDasharray="2.4 1.8" {...stroke} />
      )}
      {state === 'stated' && (
        <path
          d="M1 6.5V4.6Q1 2 4.4 1.6v1.6Q3 3.6 3 5h2v4.4H1zM7 6.5V4.6Q7 2 10.4 1.6v1.6Q9 3.6 9 5h2v4.4H7z"
          fill="currentColor"
        />
      )}
      {state === 'reproduction' && <path d="M9.8 4.2A4.4 4.4 0 1 0 10.4 7M10.2 1.4v3H7.2" {...stroke} />}
      {state === 'missing' && (
        <circle cx="6" cy="6" r="4.6" strokeLinecap="round" strokeDasharray="0.1 2.6" {...stroke} />
      )}
    </svg>
  )
}

/** Whose word a statement is: one word, one colour and one mark, the same in the window and on paper. */
export function StateMark({ state, quiet }: { readonly state: StatementState; readonly quiet?: boolean }) {
  const { terms } = useMessages()
  return (
    <span className={styles.mark} data-state={state} title={terms.states[state]}>
      <Drawing state={state} />
      <span className={quiet ? styles.hidden : undefined}>{terms.states[state]}</span>
    </span>
  )
}
