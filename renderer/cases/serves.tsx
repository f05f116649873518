import type { terms } from '../../shared/messages/zh-CN/terms.ts'
import { useMessages } from '../language.tsx'
import styles from './cases.module.css'

/** A label with the element of the claim that the fact serves. */
export function Serves({
  words,
  element,
}: {
  readonly words?: string
  readonly element: keyof typeof terms.elements
}) {
  const { terms: names, window: text } = useMessages()
  return (
    <span className={styles.serves}>
      {words}
      <span className={styles.element}>{text.facts.serves(names.elements[element])}</span>
    </span>
  )
}
