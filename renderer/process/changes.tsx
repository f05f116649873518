import { IconArrowRight } from '@tabler/icons-react'
import type { Process } from '../../shared/contract/process.ts'
import { formatInstant } from '../../shared/format.ts'
import { useLanguage, useMessages } from '../language.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './process.module.css'
import { fieldName, otherChanges } from './terms.ts'

type Round = Process['rounds'][number]

function Value({ text }: { readonly text: string | null }) {
  const { window: words } = useMessages()
  return text === null ? <span className={styles.absent}>{words.process.absent}</span> : text
}

/** Parameters that changed, from → to, and how it is known which round came before. */
export function ChangeTable({
  round,
  parent,
  onOpen,
}: {
  readonly round: Round
  readonly parent: Round | undefined
  readonly onOpen: (item: number) => void
}) {
  const { terms, window: text } = useMessages()
  const changes = otherChanges(round.changed)
  return (
    <div className={styles.changes}>
      {changes.length > 0 && (
        <table className={styles.table}>
          <caption>{text.process.parameters}</caption>
          <tbody>
            {changes.map((change) => (
              <tr key={`${change.field} ${change.kind} ${change.to}`}>
                <th scope="row">{fieldName(change.field, terms.changeFields)}</th>
                <td>
                  <Value text={change.from} />
                </td>
                <td>
                  <IconArrowRight size={14} stroke={1.4} aria-label={text.process.becomes} />
                </td>
                <td>
                  <Value text={change.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {parent && (
        <details className={styles.why}>
          <summary>
            <StateMark state="inferred" /> {text.process.comesFrom(parent.no)}
          </summary>
          <p>
            {text.process.whyParent({ basis: terms.orderBases[round.orderBasis], no: parent.no })}{' '}
            <button type="button" className={styles.link} onClick={() => onOpen(parent.item)}>
              {text.process.openRound(parent.no)}
            </button>
          </p>
        </details>
      )}
    </div>
  )
}

/** The times of a round, each by its own source and never merged (legal-reference R3). */
export function Times({ round }: { readonly round: Round }) {
  const { language } = useLanguage()
  const { window: text } = useMessages()
  return (
    <dl className={styles.times} aria-label={text.process.times}>
      {round.times.map((time) => (
        <div key={`${time.kind} ${time.source} ${time.value}`}>
          <dt>{text.process.timeKinds[time.kind]}</dt>
          <dd>
            {time.kind === 'claimed' ? time.value : formatInstant(time.value, language)}
            {time.kind === 'claimed' && <span className={styles.source}>{time.source}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
