import styles from './file-text.module.css'
import { visibleParts } from './visible-text.ts'

/** Text that a file holds, only ever as text: what cannot be seen is shown by its number. */
export function FileText({ text }: { readonly text: string }) {
  return (
    <bdi>
      {visibleParts(text).map((part, index) =>
        part.unseen ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
          <span key={index} className={styles.unseen}>
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}
