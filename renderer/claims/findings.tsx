import type { Finding } from '../../shared/contract/claims.ts'
import { useMessages } from '../language.tsx'
import styles from './claims.module.css'

type Sentences = Readonly<Record<string, (details: Finding['details']) => string>>

/** What a person should know about the claims: never a suggestion of an amount. */
export function Findings({
  findings,
  stale,
}: {
  readonly findings: readonly Finding[]
  readonly stale: boolean
}) {
  const { claims, window: text } = useMessages()
  const sentences: Sentences = claims.findings
  return (
    <section className={styles.findings} aria-label={text.claims.findings}>
      <h3>{text.claims.findings}</h3>
      {stale && <p className={styles.law}>{text.claims.checkedOnSave}</p>}
      {findings.length === 0 && !stale && <p className={styles.law}>{text.claims.noFindings}</p>}
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.code} ${JSON.stringify(finding.details)}`} data-level={finding.level}>
            <strong>{text.claims.levels[finding.level]}</strong>{' '}
            {sentences[finding.code]?.(finding.details) ?? finding.code}
          </li>
        ))}
      </ul>
    </section>
  )
}
