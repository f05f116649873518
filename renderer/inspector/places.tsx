import type { Item } from '../../shared/contract/item.ts'
import { useMessages } from '../language.tsx'
import { Digest } from '../ui/text.tsx'
import { visible } from '../ui/visible-text.ts'
import { Entry } from './entry.tsx'
import styles from './inspector.module.css'

/** Where in the bytes each statement stands; each opens as it is stored. */
export function Places({
  item,
  onOpen,
}: {
  readonly item: Item
  readonly onOpen: (carrier: number) => void
}) {
  const { inspector } = useMessages().window
  const { carriers } = item.record
  if (carriers.length === 0) return null
  return (
    <Entry label={inspector.carriers}>
      <details>
        <summary>{inspector.places(carriers.length)}</summary>
        <ul>
          {carriers.map((carrier, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the statements of a file never change their order
            <li key={index}>
              <button type="button" className={styles.carrier} onClick={() => onOpen(index)}>
                <code>{visible(`${carrier.kind} ${carrier.key}`)}</code>
                <span>
                  {inspector.bytesAt({ offset: carrier.offset, length: carrier.length })}
                  {carrier.damaged && ` (${inspector.damaged})`}
                </span>
                <Digest value={carrier.sha256} />
              </button>
            </li>
          ))}
        </ul>
      </details>
    </Entry>
  )
}
