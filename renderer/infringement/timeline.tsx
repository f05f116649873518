import type { Capture } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import { Time } from '../ui/text.tsx'
import styles from './infringement.module.css'

/** When the picture was seen up, changed or gone, in the order of the captures. */
export function Timeline({ captures }: { readonly captures: readonly Capture[] }) {
  const { terms, window: text } = useMessages()
  const dated = captures
    .filter((capture) => capture.record.startedAt)
    .sort((a, b) => (a.record.startedAt ?? '').localeCompare(b.record.startedAt ?? ''))
  if (dated.length < 2) return null
  return (
    <ol className={styles.timeline} aria-label={text.infringement.timeline}>
      {dated.map((capture) => (
        <li key={capture.id} data-found={capture.record.found}>
          <span className={styles.found} data-found={capture.record.found}>
            {terms.found[capture.record.found]}
          </span>
          <span className={styles.soft}>
            <Time at={capture.record.startedAt ?? capture.addedAt} />
          </span>
        </li>
      ))}
    </ol>
  )
}
