import { IconArrowRight } from '@tabler/icons-react'
import type { Round } from '../../../shared/contract/process.ts'
import { formatInstant } from '../../../shared/format.ts'
import { useLanguage, useMessages } from '../../language.tsx'
import { fieldName, otherChanges } from '../terms.ts'
import styles from './round.module.css'

function Value({ text }: { readonly text: string | null }) {
  const { window: words } = useMessages()
  return text === null ? <span className={styles.soft}>{words.process.absent}</span> : text
}

/** Parameters that changed, from → to. */
export function ChangeTable({ changes: all }: { readonly changes: Round['changed'] }) {
  const { terms, window: text } = useMessages()
  const changes = otherChanges(all)
  if (changes.length === 0) return null
  return (
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
  )
}

/** A time as its source has it: what a file claims is shown letter by letter, what was measured here with its zone. */
export function useTimeValue(): (time: Round['times'][number]) => string {
  const { language } = useLanguage()
  return (time) => (time.kind === 'claimed' ? time.value : formatInstant(time.value, language))
}

/** The times of a round, each by its own source and never merged (legal-reference R3). */
export function Times({ round }: { readonly round: Round }) {
  const { window: text } = useMessages()
  const shownTime = useTimeValue()
  return (
    <dl className={styles.times} aria-label={text.process.times}>
      {round.times.map((time) => (
        <div key={`${time.kind} ${time.source} ${time.value}`}>
          <dt>{text.process.timeKinds[time.kind]}</dt>
          <dd>
            {shownTime(time)}
            {time.kind === 'claimed' && <span className={styles.source}>{time.source}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
