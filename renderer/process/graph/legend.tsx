import { useMessages } from '../../language.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import styles from './graph.module.css'
import type { Stroke } from './layout.ts'

const strokes: readonly Stroke[] = ['recorded', 'strong', 'supported', 'related', 'person']

function Sample({ stroke }: { readonly stroke: Stroke }) {
  return (
    <svg
      className={styles.line}
      data-stroke={stroke}
      viewBox="0 0 34 10"
      width="34"
      height="10"
      aria-hidden="true"
    >
      <path className={styles.way} d={stroke === 'related' ? 'M1 5H33' : 'M1 5H28'} />
      {stroke !== 'related' && <path className={styles.arrow} d="M33 5l-7 -4v8z" />}
    </svg>
  )
}

/** What the lines and the marks mean; in view as long as the graph is. */
export function Legend({
  off,
  showOff,
  onShowOff,
}: {
  /** How many lines the person cut or set aside. */
  readonly off: number
  readonly showOff: boolean
  readonly onShowOff: (show: boolean) => void
}) {
  const { window: text } = useMessages()
  return (
    <div className={styles.legend}>
      <ul aria-label={text.process.legend}>
        {strokes.map((stroke) => (
          <li key={stroke} title={text.process.basesHint[stroke]}>
            <Sample stroke={stroke} />
            {text.process.bases[stroke]}
          </li>
        ))}
      </ul>
      <ul aria-label={text.process.kinds}>
        {(['record', 'stated', 'reproduction'] as const).map((state) => (
          <li key={state}>
            <StateMark state={state} />
          </li>
        ))}
      </ul>
      {off > 0 && (
        <label className={styles.off}>
          <input
            type="checkbox"
            checked={showOff}
            onChange={(event) => onShowOff(event.currentTarget.checked)}
          />
          {text.process.showOff(off)}
        </label>
      )}
    </div>
  )
}
