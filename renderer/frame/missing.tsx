import type { Case } from '../../shared/contract/case.ts'
import { useMessages } from '../language.tsx'
import { addressOf, type CasePlace } from '../route.ts'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './frame.module.css'

/** Where each thing that can be missing is mended; what is not listed is mended on the step's own screen. */
const mendedAt: Readonly<Record<string, CasePlace>> = {
  'parties.plaintiff': 'parties',
  'parties.defendant': 'parties',
  'claims.errors': 'claims',
  'claims.vouchers': 'claims',
  'comparison.link': 'comparison',
}

/** What the step at hand still wants, each a sentence that leads to where it is mended. */
export function Missing({ file, place }: { readonly file: Case; readonly place: CasePlace }) {
  const { window: text } = useMessages()
  const step = file.steps.find((candidate) => candidate.step === place)
  if (!step || step.missing.length === 0) return null
  const sentences: Readonly<Record<string, (count: number) => string>> = text.missing
  return (
    <aside className={styles.missing} aria-label={text.missingLabel}>
      <StateMark state="missing" />
      <ul>
        {step.missing.map(({ code, count }) => {
          const sentence = sentences[code]?.(count ?? 0) ?? text.missingOther(code)
          const target = mendedAt[code]
          return (
            <li key={code}>
              {target && target !== place ? (
                <a href={addressOf({ screen: 'case', caseId: file.id, place: target })}>{sentence}</a>
              ) : (
                sentence
              )}
            </li>
          )
        })}
      </ul>
    </aside>
  )
}
