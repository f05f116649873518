import { useMessages } from '../../language.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { markTerms } from '../terms.ts'
import styles from './round.module.css'

/** A prompt as the record holds it, with the terms that came or went marked where they stand. */
export function MarkedPrompt({
  label,
  text: content,
  terms,
  tone,
  translation,
  changed,
}: {
  readonly label: string
  readonly text: string
  readonly terms: readonly string[]
  readonly tone: 'added' | 'removed'
  readonly translation: string | undefined
  /** Whether this prompt changed between the two rounds at all. */
  readonly changed: boolean
}) {
  const { window: text } = useMessages()
  const Mark = tone === 'added' ? 'ins' : 'del'
  const pieces = markTerms(content, terms)
  const body = (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long prompt is scrolled with the keyboard too */}
      <p tabIndex={0}>
        {pieces.map((piece, index) =>
          piece.marked ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have only their place
            <Mark key={index}>{piece.text}</Mark>
          ) : (
            piece.text
          ),
        )}
      </p>
      {translation && (
        <p className={styles.translation}>
          <StateMark state="stated" quiet /> {text.process.translation(translation)}
        </p>
      )}
    </>
  )
  // Only what changed takes room; the rest of the record is one press away.
  if (!changed) {
    return (
      <details className={styles.prompt}>
        <summary className={styles.promptLabel}>{text.process.unchanged(label)}</summary>
        {body}
      </details>
    )
  }
  return (
    <div className={styles.prompt}>
      <span className={styles.promptLabel}>{label}</span>
      {body}
    </div>
  )
}
