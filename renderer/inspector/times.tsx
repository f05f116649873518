import type { FileTime } from '../../shared/contract/search.ts'
import { useAnswer } from '../answers.ts'
import { useMessages } from '../language.tsx'
import { FileText } from '../ui/file-text.tsx'
import { Time } from '../ui/text.tsx'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'

/** Instants that this program wrote down itself, or asked the disk for: shown with their zone, as all its own are. */
const isKnownHere = ({ trust, source }: FileTime) =>
  source === 'modified' || trust === 'imported' || trust === 'recorder'

function OneTime({ time }: { readonly time: FileTime }) {
  const { inspector } = useMessages().window
  const source = inspector.timeSources[time.source] ?? time.source
  const asWritten = time.value.replace('T', ' ').startsWith((time.reading ?? ' ').replace('T', ' '))
  return (
    <li data-trust={time.trust}>
      <span className={styles.timeValue}>
        {isKnownHere(time) ? <Time at={time.value} /> : <FileText text={time.value} />}
      </span>
      {time.reading === null ? (
        <span className={styles.source}>{inspector.unreadTime}</span>
      ) : (
        !asWritten && (
          <span className={styles.source}>
            {inspector.readAs([time.reading.replace('T', ' '), time.zone].filter(Boolean).join(' '))}
          </span>
        )
      )}
      <span className={styles.source}>
        <FileText text={source} />
        {' · '}
        {inspector.trust[time.trust]}
      </span>
    </li>
  )
}

/** Every time that a file carries, each with its source and how far it can be trusted. */
export function Times({ item }: { readonly item: number }) {
  const { inspector } = useMessages().window
  const { data } = useAnswer('items.times', { item })
  if (!data || data.times.length === 0) return null
  return (
    <Entry label={inspector.times}>
      {data.times.length > 1 && <p className={styles.source}>{inspector.timesHint}</p>}
      <ul className={styles.times}>
        {data.times.map((time, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the times of a file never change their order
          <OneTime key={index} time={time} />
        ))}
      </ul>
    </Entry>
  )
}
