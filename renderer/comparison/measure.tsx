import type { Link } from '../../shared/contract/capture.ts'
import { useMessages } from '../language.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import styles from './comparison.module.css'

/** The perceptual distance: measured by the software, an aid and no verdict. */
export function Measure({
  measure,
  stale,
}: {
  readonly measure: Link['measure']
  /** Another place was chosen since: the distance is not that of what is shown. */
  readonly stale: boolean
}) {
  const { window: text } = useMessages()
  const words = text.comparison
  const reasons: Readonly<Record<string, string>> = words.noDistance
  return (
    <details className={styles.measure}>
      <summary>
        <StateMark state={stale || measure.distance === null ? 'missing' : 'inferred'} />{' '}
        {stale
          ? words.distanceOnSave
          : measure.distance === null
            ? (reasons[measure.reason ?? ''] ?? words.noDistance.pending)
            : words.distance({ distance: measure.distance, mirrored: measure.mirrored })}
      </summary>
      <p className={styles.soft}>{words.distanceMeans}</p>
    </details>
  )
}
