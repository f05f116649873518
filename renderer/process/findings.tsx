import type { Ground, Process } from '../../shared/contract/process.ts'
import { useMessages } from '../language.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { useGroundWords } from './grounds.ts'
import styles from './process.module.css'

/** The end of a path, by which a person knows a folder. */
function briefly(folder: string): string {
  const parts = folder.split(/[/\\]/).filter(Boolean)
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : folder
}

/** How the order is known and what speaks against it: one calm line that opens. */
export function Findings({
  process,
  onOpen,
}: {
  readonly process: Process
  readonly onOpen: (item: number) => void
}) {
  const { terms, window: text } = useMessages()
  const words = text.process
  const sentence = useGroundWords()
  const told = (grounds: readonly Ground[]) => {
    const clauses = grounds.map(sentence).filter((each) => each !== undefined)
    return clauses.length > 0 ? words.sentence(clauses.join(words.semicolon)) : ''
  }
  const contradictions = process.contradictions.map(sentence).filter((each) => each !== undefined)
  const unsaid = process.contradictions.length - contradictions.length
  const noOf = new Map(process.rounds.map((round) => [round.item, round.no]))
  const line = [
    words.orderBy(terms.orderBases[process.orderBasis]),
    ...(process.contradictions.length > 0 ? [words.contradictions(process.contradictions.length)] : []),
    ...(process.perhapsSame.length > 0 ? [words.perhapsSame(process.perhapsSame.length)] : []),
  ].join(words.comma)
  const state = process.orderBasis === 'person' ? 'stated' : 'inferred'
  if (process.witnesses.length + process.contradictions.length + process.perhapsSame.length === 0) {
    return (
      <p className={styles.finding}>
        <StateMark state={state} /> {line}
      </p>
    )
  }
  return (
    <details className={styles.finding}>
      <summary>
        <StateMark state={state} /> {line}
      </summary>
      <div className={styles.found}>
        {process.contradictions.length > 0 && (
          <ul aria-label={words.contradictions(process.contradictions.length)}>
            {contradictions.map((each) => (
              <li key={each} className={styles.contradiction}>
                {each}
              </li>
            ))}
            {unsaid > 0 && <li className={styles.contradiction}>{words.contradictionsUnsaid(unsaid)}</li>}
          </ul>
        )}
        {process.witnesses.length > 0 && (
          <ul aria-label={words.witnesses}>
            {process.witnesses.map((witness) => (
              <li key={`${witness.folder} ${witness.basis}`} title={witness.folder}>
                {words.witness({
                  folder: briefly(witness.folder),
                  basis: terms.orderBases[witness.basis],
                  files: witness.files,
                  trusted: witness.trusted,
                })}
                <span className={styles.soft}>{told(witness.grounds)}</span>
              </li>
            ))}
          </ul>
        )}
        {process.perhapsSame.length > 0 && (
          <ul aria-label={words.perhapsSame(process.perhapsSame.length)}>
            {process.perhapsSame.map(({ a, b, grounds }) => (
              <li key={`${a} ${b}`}>
                {words.perhapsPair({ a: noOf.get(a) ?? 0, b: noOf.get(b) ?? 0 })}{' '}
                <button type="button" className={styles.link} onClick={() => onOpen(b)}>
                  {words.openRound(noOf.get(b) ?? 0)}
                </button>
                <span className={styles.soft}>{told(grounds)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  )
}
